"""A mark, as small as Morango lets it be."""

from __future__ import annotations

# The peer lives in an environment of its own, which mypy does not see: hence the ignores.
from django.db import models  # type: ignore[import-not-found]
from morango.models.core import SyncableModel  # type: ignore[import-not-found]
from morango.models.fields.uuids import UUIDField  # type: ignore[import-not-found]


class Mark(SyncableModel):  # type: ignore[misc]
    """A person's mark in a session: one row with the id that follows from both."""

    morango_profile = "attendance"
    morango_model_name = "mark"

    root = UUIDField()
    of = UUIDField()
    session = UUIDField()
    enrolment = UUIDField()
    status = models.CharField(max_length=8)
    minutes = models.IntegerField()
    author = UUIDField()
    at = models.CharField(max_length=32)

    def calculate_source_id(self) -> str:
        """Give what is unique within the class."""
        return f"{self.session}:{self.enrolment}"

    def calculate_partition(self) -> str:
        """Give the class, below the organisation that the certificates are for."""
        return f"{self.root}:{self.of}"
