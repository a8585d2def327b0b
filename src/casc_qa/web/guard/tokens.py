"""Tokens by which programs are let in where a password is set. Of each only a hash is kept, in one
file beside the index; it needs no salt, for a token is 256 random bits, and is shown once.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypedDict

from casc_qa.errors import CascQaError, UsageError
from casc_qa.system import disk
from casc_qa.system.small_files import (
    SETTINGS,
    BadFile,
    Sha256,
    advice,
    like,
    parse_json,
    read_private,
    shown,
    why,
)

TOKENS_NAME = "tokens.json"
_LOCK_NAME = "tokens.lock"
_NAME = r"[\w.-]{1,64}"
_PREFIX = "casc_"
_BYTES = 32
_MOST = 100
FORM = rf"{_PREFIX}[0-9A-Za-z_-]{{43}}"


class Token(TypedDict):
    """What is kept of a token."""

    name: Annotated[str, like(_NAME)]
    sha256: Sha256


def new_token(index: Path, name: str) -> str:
    """A new token, kept under ``name`` beside the index. Raises UsageError for a name that is taken
    or is none, CascQaError where it can't be kept.
    """
    if not re.fullmatch(_NAME, name):
        raise UsageError(
            f"{shown(name)} is no name for a token: take letters, digits, and _ . - between them."
        )
    token = _PREFIX + secrets.token_urlsafe(_BYTES)
    with _alone(index):
        kept = tokens_of(index)
        if any(each["name"] == name for each in kept):
            raise UsageError(f"There is a token called {name}: revoke it, or take another name.")
        if len(kept) >= _MOST:
            raise UsageError(f"There are {_MOST} tokens: revoke those that nobody uses.")
        _keep(index, [*kept, {"name": name, "sha256": _digest(token)}])
    return token


def revoke_token(index: Path, name: str) -> None:
    """Nobody is let in by the token of this name any more. Raises UsageError where there is none,
    and CascQaError.
    """
    with _alone(index):
        kept = tokens_of(index)
        rest = [each for each in kept if each["name"] != name]
        if len(rest) == len(kept):
            raise UsageError(f"There is no token called {shown(name)}: casc-qa token list has all.")
        _keep(index, rest)


def tokens_of(index: Path) -> list[Token]:
    """The tokens of an index, in the order in which they were made. Raises CascQaError where their
    file is damaged, or others could have read or changed it.
    """
    path = index / TOKENS_NAME
    try:
        return parse_json(read_private(path, SETTINGS), list[Token])
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, BadFile) as error:
        what = advice(error, "remove it and make new tokens with casc-qa token new")
        raise CascQaError(f"{path} can't be used ({why(error)}): {what}.") from error


class TokensInUse:
    """The tokens of a running chat, read anew when their file has changed."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._stamp: tuple[int, ...] | None = None
        self._tokens: list[Token] = []

    def admit(self, token: str) -> bool:
        """Whether this is one of them; takes as long whichever it is. Raises CascQaError."""
        stamp = disk.stamp_of(self._index / TOKENS_NAME)
        if stamp is None or stamp != self._stamp:
            self._tokens = tokens_of(self._index)
            self._stamp = stamp
        digest = _digest(token)
        return sum(hmac.compare_digest(digest, each["sha256"]) for each in self._tokens) > 0


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keep(index: Path, tokens: list[Token]) -> None:
    path = index / TOKENS_NAME
    try:
        disk.replace_atomically(path, f"{json.dumps(tokens, indent=1)}\n".encode())
    except OSError as error:
        raise CascQaError(f"Tokens can't be kept in {path} ({why(error)}).") from error


@contextlib.contextmanager
def _alone(index: Path) -> Iterator[None]:
    """While nobody else changes the tokens of an index. Raises CascQaError."""
    try:
        with disk.sole_writer(index / _LOCK_NAME) as is_alone:
            if not is_alone:
                raise CascQaError("Another casc-qa token is at work: try again.")
            yield
    except OSError as error:
        raise CascQaError(f"Tokens can't be changed in {index} ({why(error)}).") from error
