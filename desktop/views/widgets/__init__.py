"""The few controls every screen is made of, one idea to a file; each takes the ``Ui`` first."""

from __future__ import annotations
