"""Meeting the server, a stick or a shared folder: the only room that knows the network."""

from __future__ import annotations
