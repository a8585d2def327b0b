"""The cookie of who has signed in: when it ends, a number drawn for it, and our signature.

The only module that signs anything. Nothing of a session is kept here, so it outlives a restart.
"""

from __future__ import annotations

import hmac
import re
import secrets

SESSION_S = 12 * 3600  # how long somebody stays signed in
_FORM = re.compile(r"([0-9]{1,12})\.[0-9a-f]{32}\.[0-9a-f]{64}")


def issue(key: bytes, now: float) -> str:
    """A new cookie's value, for somebody who signs in at ``now``, in seconds since 1970."""
    words = f"{int(now) + SESSION_S}.{secrets.token_hex(16)}"
    return f"{words}.{_signature(key, words)}"


def end_of(key: bytes, value: str) -> int:
    """When a cookie ends, in seconds since 1970; 0 for one that was not signed with ``key``."""
    form = _FORM.fullmatch(value)
    words, _, signature = value.rpartition(".")
    if form is None or not hmac.compare_digest(signature, _signature(key, words)):
        return 0
    return int(form[1])


def values_of(headers: list[str], name: str) -> list[str]:
    """The values of every cookie of a name in Cookie headers.

    >>> values_of(["a=1; b=2", "b=3"], "b")
    ['2', '3']
    """
    pairs = (pair.strip().partition("=") for header in headers for pair in header.split(";"))
    return [value for key, _, value in pairs if key == name]


def set_cookie(name: str, value: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header by which a browser keeps it; an empty value takes it away."""
    seconds = SESSION_S if value else 0
    rules = f"Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
    return b"set-cookie", f"{name}={value}; {rules}".encode()


def _signature(key: bytes, words: str) -> str:
    return hmac.new(key, words.encode(), "sha256").hexdigest()
