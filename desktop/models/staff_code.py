"""The code that lets the staff out of the participants' mode: digits, never kept as they are."""

from __future__ import annotations

from hashlib import scrypt
from hmac import compare_digest

from desktop.models.keyboard import digit_readings
from desktop.models.refusal import Refused

LEAST, MOST = 4, 8  # digits
SALT_BYTES = 16
_COST, _BLOCK, _LANES = 2**14, 8, 1
"""scrypt (RFC 7914) with 16 MB, a few hundredths of a second for one try."""


def read_code(typed: str) -> str:
    """Read a new code: 4 to 8 digits. Raises :class:`Refused` ``staff-code-unfit``."""
    code = digit_readings(typed)[0]
    if not LEAST <= len(code) <= MOST or len(code) != len(typed.strip()):
        raise Refused("staff-code-unfit", least=LEAST, most=MOST)
    return code


def seal(code: str, salt: bytes) -> str:
    """Give what is kept of a code: the salt and the scrypt of both, in hexadecimal."""
    return f"{salt.hex()}:{_scrypt(code, salt).hex()}"


def opens(typed: str, sealed: str) -> bool:
    """Whether a code as typed, with either keyboard layout, is the one that was sealed."""
    salt, _, kept = sealed.partition(":")
    tries = [code for code in digit_readings(typed) if LEAST <= len(code) <= MOST]
    return any(compare_digest(_scrypt(code, bytes.fromhex(salt)).hex(), kept) for code in tries)


def _scrypt(code: str, salt: bytes) -> bytes:
    return scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)
