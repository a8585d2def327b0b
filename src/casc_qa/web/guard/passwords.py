"""The chat's password: of it only a salted hash is kept, in one file beside the index."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, TypedDict

from casc_qa.errors import CascQaError, UsageError
from casc_qa.system import disk
from casc_qa.system.small_files import (
    LINE,
    STEERING,
    BadFile,
    Sha256,
    advice,
    like,
    parse_json,
    read_private,
    why,
)

PASSWORD_NAME = "password.json"  # noqa: S105  # a file's name
LEAST_CHARS, MOST_CHARS = 12, 1024
_COST, _BLOCK, _LANES = 1 << 16, 8, 1
_MEMORY = 2 * 128 * _COST * _BLOCK  # bytes that scrypt may take; it needs half of them
_METHOD = "scrypt n=65536 r=8 p=1"
_SALT_BYTES, _DIGEST_BYTES = 16, 32
_UNTYPED = re.compile(rf"[{STEERING}\t\n\r]")
_ANOTHER = "set a password with casc-qa passwd"


class _Kept(TypedDict):
    """The file. Its cost is one of those known here: whoever wrote it can't ask for more."""

    method: Literal["scrypt n=65536 r=8 p=1"]
    salt: Annotated[str, like("[0-9a-f]{32}")]
    hash: Sha256


@dataclass(frozen=True, slots=True)
class Password:
    """What is known of a password."""

    salt: bytes
    digest: bytes = field(repr=False)

    def matches(self, typed: str) -> bool:
        """Whether this is the password; takes 64 MB and a fifth of a second."""
        return hmac.compare_digest(_digest(typed, self.salt), self.digest)

    def session_key(self) -> bytes:
        """What sessions are signed with: another one when the password is set anew, were it to the
        same. Nobody can try passwords on what it has signed without knowing the salt.
        """
        return hmac.digest(self.digest, b"casc-qa sessions" + self.salt, "sha256")


def password_from(typed: str) -> Password:
    """A new password. Raises UsageError where it is too short or can't be typed again."""
    if not LEAST_CHARS <= len(typed) <= MOST_CHARS:
        raise UsageError(
            f"A password has {LEAST_CHARS} to {MOST_CHARS:,} characters, not {len(typed):,}: "
            "take some words that nobody would guess."
        )
    if _UNTYPED.search(typed):
        raise UsageError("A password holds no control characters: leave them out.")
    salt = secrets.token_bytes(_SALT_BYTES)
    return Password(salt, _digest(typed, salt))


def keep_password(index: Path, password: Password) -> None:
    """Puts it beside the index, in place of the one before. Raises CascQaError."""
    path = index / PASSWORD_NAME
    table = {"hash": password.digest.hex(), "method": _METHOD, "salt": password.salt.hex()}
    try:
        disk.replace_atomically(path, f"{json.dumps(table, indent=1)}\n".encode())
    except OSError as error:
        raise CascQaError(f"The password can't be kept in {path} ({why(error)}).") from error


def remove_password(index: Path) -> bool:
    """Takes the password away, and says whether there was one. Raises CascQaError."""
    path = index / PASSWORD_NAME
    try:
        path.unlink()
        disk.sync_folder(index)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise CascQaError(f"{path} can't be removed ({why(error)}).") from error
    return True


def password_of(index: Path) -> Password | None:
    """The password of an index, if one is set. Raises CascQaError where its file is damaged, or
    others could have read or changed it.
    """
    path = index / PASSWORD_NAME
    try:
        kept = parse_json(read_private(path, LINE), _Kept)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, BadFile) as error:
        what = advice(error, _ANOTHER)
        raise CascQaError(f"{path} can't be used ({why(error)}): {what}.") from error
    return Password(bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"]))


class PasswordInUse:
    """The password of a running chat, read anew when its file has changed."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._stamp: tuple[int, ...] | None = None
        self._password: Password | None = None

    def get(self) -> Password | None:
        """None where it was taken away. Raises CascQaError."""
        stamp = disk.stamp_of(self._index / PASSWORD_NAME)
        if stamp is None or stamp != self._stamp:
            self._password = password_of(self._index)
            self._stamp = stamp
        return self._password


def _digest(typed: str, salt: bytes) -> bytes:
    """Letters that keyboards compose in different ways count as the same."""
    data = unicodedata.normalize("NFC", typed).encode("utf-8", "replace")
    return hashlib.scrypt(
        data, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=_DIGEST_BYTES
    )
