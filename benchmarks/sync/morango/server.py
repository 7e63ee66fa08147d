"""The server: Morango's endpoints under Cheroot, which its makers' own product runs on.

``python -m benchmarks.sync.morango.server FOLDER PORT``
"""

from __future__ import annotations

import sys
from pathlib import Path

# The peer lives in an environment of its own, which mypy does not see: hence the ignores.
from cheroot.wsgi import Server  # type: ignore[import-not-found]
from django.core.wsgi import get_wsgi_application  # type: ignore[import-not-found]

from benchmarks.sync.morango.setting import SCOPE, set_up

PATIENCE = 600
"""Seconds an answer may take: a chunk of 5,000 takes longer over a slow line than the usual 10."""


def main() -> None:
    """Serve until told to end; the certificate everybody's access comes from is made here."""
    folder, port = sys.argv[1:]
    set_up(Path(folder))
    from morango.models.certificates import Certificate  # type: ignore[import-not-found]

    Certificate.generate_root_certificate(SCOPE)
    Server(("127.0.0.1", int(port)), get_wsgi_application(), timeout=PATIENCE).start()


if __name__ == "__main__":
    main()
