"""Passwords: which are taken, and how they are proved. What is stored is Argon2id; the words are never kept.

Parameters are the library's RFC 9106 low-memory profile: 64 MiB, three passes, four lanes.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from shop.staff.errors import WeakPasswordError

SHORTEST_CHARS = 12
LONGEST_CHARS = 256
_FEWEST_KINDS = 5  # of characters: "aaaaaaaaaaaa" is long and no secret
_GENERATED_BYTES = 15  # 120 bits, 20 characters
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def check_password(name: str, password: str) -> None:
    """Raises WeakPasswordError: password_short, password_long, password_name or password_common."""
    plain = _normal(password)
    if len(plain) < SHORTEST_CHARS:
        raise WeakPasswordError("password_short", f"is shorter than {SHORTEST_CHARS} characters")
    if len(plain) > LONGEST_CHARS:
        raise WeakPasswordError("password_long", f"is longer than {LONGEST_CHARS} characters")
    bare = _bare(plain)
    if bare == _bare(name) or plain.casefold().replace(name.casefold(), "", 1).strip("0123456789!.-_") == "":
        raise WeakPasswordError("password_name", "is little more than the name")
    if len(set(plain)) < _FEWEST_KINDS or bare in _common() or _repeats_common(bare):
        raise WeakPasswordError("password_common", "is among those that are tried first")


def generate_password() -> str:
    """A new one of 120 random bits."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


def hash_password(password: str) -> str:
    """What may be stored; takes some tens of milliseconds and 64 MiB, on purpose."""
    return _hasher.hash(_normal(password))


def is_password(stored: str, password: str) -> bool:
    """Whether `stored` was made of this password."""
    try:
        return _hasher.verify(stored, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether `stored` was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


@cache
def nobodys_hash() -> str:
    """The hash of no password: checked where there is no member, so that an unknown name takes as long."""
    return hash_password(generate_password())


def _normal(password: str) -> str:
    # Two keyboards may send the same letters as different code points.
    return unicodedata.normalize("NFKC", password)


def _bare(text: str) -> str:
    """Its letters and digits alone, without the digits at its end."""
    kept = re.sub(r"[\W_]+", "", text.casefold())
    return kept.rstrip("0123456789") or kept


@cache
def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_bare(line) for line in lines if line and not line.startswith("#"))


def _repeats_common(bare: str) -> bool:
    """Whether it is one common word two or more times, such as `qwertyqwerty`."""
    return any(
        len(bare) % length == 0
        and bare == bare[:length] * (len(bare) // length)
        and bare[:length] in _common()
        for length in range(3, len(bare) // 2 + 1)
    )
