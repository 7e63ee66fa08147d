from sqlite3 import Connection as Connection
from sqlite3 import DatabaseError as DatabaseError
from sqlite3 import InterfaceError as InterfaceError
from sqlite3 import OperationalError as OperationalError
from sqlite3 import ProgrammingError as ProgrammingError

sqlite_version: str
sqlite_version_info: tuple[int, int, int]

def connect(database: str, *, uri: bool = ..., timeout: float = ...) -> Connection: ...
