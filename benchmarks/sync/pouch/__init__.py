"""PouchDB replicating with express-pouchdb."""

from __future__ import annotations
