"""Whose each score sheet is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "sheets",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("scope", "row"),
    )
