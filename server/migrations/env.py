"""What Alembic runs to take steps; the connection and its transaction are the caller's."""

from __future__ import annotations

from alembic import context

from server.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
