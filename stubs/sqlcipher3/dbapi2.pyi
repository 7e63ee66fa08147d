from sqlite3 import Connection as Connection
from sqlite3 import DatabaseError as DatabaseError
from sqlite3 import OperationalError as OperationalError

sqlite_version: str
sqlite_version_info: tuple[int, int, int]

def connect(database: str, *, uri: bool = ..., timeout: float = ...) -> Connection: ...
