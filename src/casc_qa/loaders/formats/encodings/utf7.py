"""UTF-7: text that old mail programs made of ASCII alone, other letters between "+" and "-"."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

_SHIFTED = re.compile(rb"\+[A-Za-z0-9+/]{3,}+-?")
_ENOUGH = 3  # runs; fewer may stand in any text by chance
_MOST_RUNS = 10_000  # of a text that may be all of such
_LAST = "\u21ff"  # no letters of an alphabet behind it: what stands there comes of chance
_KINDS = "LMNPSZ"


def from_utf7(data: bytes) -> str | None:
    """The text, or None where it is not UTF-7 through and through.

    >>> from_utf7("Семинар – seminar".encode("utf-7")), from_utf7(b"C++ and 1+1")
    ('Семинар – seminar', None)
    """
    if not data.isascii() or _SHIFTED.search(data) is None:
        return None
    text = _decoded(data)
    return text if text is not None and _is_of_alphabets(text) else None


def is_partly_utf7(data: bytes) -> bool:
    """Whether a few stretches of ASCII are letters in UTF-7."""
    if not data.isascii():
        return False
    seen = 0
    for run in islice(_SHIFTED.finditer(data), _MOST_RUNS):
        text = _decoded(run[0])
        seen += text is not None and len(text) > 1 and _is_of_alphabets(text)
        if seen >= _ENOUGH:
            return True
    return False


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-7")
    except UnicodeError:
        return None


def _is_of_alphabets(text: str) -> bool:
    """Whether something is beyond ASCII, and all of that is letters and signs of alphabets."""
    beyond = set(text).difference(map(chr, range(0x80)))
    return bool(beyond) and all(
        char <= _LAST and unicodedata.category(char)[0] in _KINDS for char in beyond
    )
