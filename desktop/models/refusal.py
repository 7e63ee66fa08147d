"""Two of the three kinds of no: a rule refuses, or the world fails. The third is a bug."""

from __future__ import annotations


class Refused(Exception):
    """Raised by a rule; ``code`` finds the sentence ``refused.<code>`` in the wording.

    ``details`` fill the sentence's placeholders. Never carries personal data into a log: it is
    shown, not recorded.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Fault(Exception):
    """The world failed: disk full, no permission, damaged file. Nothing of ours is wrong.

    ``code`` finds the sentence ``fault.<code>``; ``details`` fill its placeholders.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
