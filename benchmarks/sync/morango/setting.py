"""An instance of Morango: Django on an SQLite file in a folder, with one syncable model."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

# The peer lives in an environment of its own, which mypy does not see: hence the ignores.
import django  # type: ignore[import-not-found]
from django.conf import settings  # type: ignore[import-not-found]
from django.core.management import call_command  # type: ignore[import-not-found]
from django.db import connection  # type: ignore[import-not-found]

PROFILE = "attendance"
SCOPE = "organisation"
NAME, WORD = "desk", "desk"


class Everybody:
    """Lets the one account of the benchmark in, and lets it have certificates."""

    def authenticate(self, request: object, **said: str) -> SimpleNamespace | None:
        """Give the account, or None where the word is wrong."""
        if (said.get("username"), said.get("password")) != (NAME, WORD):
            return None
        return SimpleNamespace(
            is_active=True, has_morango_certificate_scope_permission=lambda *_: True
        )


def set_up(folder: Path) -> None:
    """Make Django ready, its tables too."""
    settings.configure(
        SECRET_KEY="of the benchmark only",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "morango",
            "benchmarks.sync.morango.attendance",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / "marks.sqlite3"),
                "OPTIONS": {"timeout": 60},
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        AUTHENTICATION_BACKENDS=["benchmarks.sync.morango.setting.Everybody"],
        REST_FRAMEWORK={"UNAUTHENTICATED_USER": None},
        ROOT_URLCONF="morango.urls",
        MIDDLEWARE=[],
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")  # as on our side
    _define_scope()


def _define_scope() -> None:
    from morango.models.certificates import ScopeDefinition  # type: ignore[import-not-found]

    ScopeDefinition.objects.get_or_create(
        id=SCOPE,
        defaults={
            "profile": PROFILE,
            "version": 1,
            "primary_scope_param_key": "root",
            "description": "all marks",
            "read_filter_template": "",
            "write_filter_template": "",
            "read_write_filter_template": "${root}",
        },
    )
