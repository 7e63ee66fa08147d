"""The server's tables. Rows of one scope carry its id first: the key they could be sharded by."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("since", String(40), nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("scope", String(80), primary_key=True, index=True),  # "*" stands for every class
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("person", String(40), nullable=False, index=True),
    Column("label", String(200), nullable=False),
    Column("key", String(64), nullable=False),
    Column("box", String(64), nullable=False),
    Column("since", String(40), nullable=False),
    Column("seen", String(40), nullable=False, default=""),
    Column("pending", Integer, nullable=False, default=0),
    Column("held", Integer, nullable=False, default=0),
    Column("conflicts", Integer, nullable=False, default=0),
    Column("revoked", String(40), nullable=False, default=""),
    Column("successor_of", String(80), nullable=False, default=""),
)

authors = Table(
    "authors",
    metadata,
    Column("device", String(80), primary_key=True),
    Column("name", String(200), primary_key=True),
)

codes = Table(
    "codes",
    metadata,
    Column("handle", String(20), primary_key=True),
    Column("person", String(40), nullable=False),
    Column("secret", String(64), nullable=False),  # SHA-256 of the whole code
    Column("expires", String(40), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("spent_by", String(80), nullable=False, default=""),
)

nonces = Table(
    "nonces",
    metadata,
    Column("nonce", String(80), primary_key=True),
    Column("device", String(80), nullable=False),
    Column("expires", String(40), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("family", String(40), primary_key=True),
    Column("holder", String(80), nullable=False, index=True),  # a device, or a person on the web
    Column("kind", String(10), nullable=False),
    Column("current", String(64), nullable=False),
    Column("next", String(64), nullable=False, default=""),
    Column("spent", Text, nullable=False, default=""),
    Column("expires", String(40), nullable=False),
    Column("locked", Integer, nullable=False, default=0),
)

rates = Table(
    "rates",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("window", BigInteger, primary_key=True, index=True),
    Column("count", Integer, nullable=False),
)

scopes = Table(
    "scopes",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("changes", BigInteger, nullable=False, default=0),
)

commits = Table(
    "commits",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("rev", BigInteger, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("device", String(80), nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("vouchers", LargeBinary, nullable=False),
)

ids = Table(
    "ids",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("trace", BigInteger, nullable=False),  # the first 63 bits of the change's digest
    sqlite_with_rowid=False,
)

held = Table(
    "held",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("device", String(80), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("row", String(80), primary_key=True),
    Column("groups", Text, nullable=False),  # JSON: null for all of them, or a list
)

numbers = Table(
    "numbers",
    metadata,
    Column("series", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("running", Integer, primary_key=True),
    Column("scope", String(80), nullable=False),
    Column("row", String(80), nullable=False),
)

sheets = Table(
    "sheets",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("row", String(80), primary_key=True),
    Column("person", String(40), nullable=False),  # who began the score sheet
)

series = Table(
    "series",
    metadata,
    Column("series", String(80), primary_key=True),
    Column("device", String(80), nullable=False),
    Column("since", String(40), nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("whole", Integer, nullable=False),
)

pieces = Table(
    "pieces",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
