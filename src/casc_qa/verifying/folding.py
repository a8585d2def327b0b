"""Text as quotes are compared: what a typewriter, a browser or a word processor changes in copying
is the same on both sides, and nothing else.

White space of any length is one space. Characters without width are gone. Marks that are the same
but for their form are one: straight and curly quotation marks and apostrophes, an ellipsis and
three dots, dashes of any length. A hyphen between two letters stays apart from dashes. Letters and
digits stay, but for an accent that is a character of its own.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from casc_qa.types import Span

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""A soft hyphen and characters without width."""
_DOUBLE = "“”„‟«»″〝〞"
SINGLE = "‘’‚‛‹›′ʼ`´"
HYPHENS = "\u2010\u2011"
DASHES = "\u2012\u2013\u2014\u2015\u2212"
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_LETTER = r"[^\W\d_]"
_ALNUM = r"[^\W_]"

_ONE_FOR_ONE = {
    **{char: " " for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()},
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(SINGLE, "'"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(DASHES, "–"),
}
_TABLE = str.maketrans(_ONE_FOR_ONE)
# What takes another number of characters afterwards.
_SHRINKING = re.compile(
    rf"(?P<blank>[ {INVISIBLE}]{{2,}}|[{INVISIBLE}])"
    r"|(?P<dots>(?<!\.)\.{3}(?!\.))"
    rf"|(?P<accented>\w[{_ACCENTS}]+)"
)
# Depends on what stands beside it.
_DASH = re.compile(rf"(?<!{_LETTER})-|-(?!{_LETTER})")
_QUOTE = re.compile(rf"(?<!{_ALNUM})'|(?<={_LETTER})'(?!{_ALNUM})")


class _Piece(NamedTuple):
    """``text[start:end]`` stands in the folded text from ``at`` on, with another length."""

    at: int
    length: int
    start: int
    end: int


class Folded:
    """A text as it is compared, and where each part of it stands in the text itself."""

    def __init__(self, text: str) -> None:
        """
        >>> folded = Folded("It  is “so\xadft” – he said")
        >>> folded.text
        'It is "soft" – he said'
        >>> folded.original(Span(7, 11)).of("It  is “so\xadft” – he said")
        'so\\xadft'
        """
        parts: list[str] = []
        self._pieces: list[_Piece] = []
        done, length = 0, 0
        plain = text.translate(_TABLE)
        for match in _SHRINKING.finditer(plain):
            new = _shrunk(match)
            length += match.start() - done
            self._pieces.append(_Piece(length, len(new), *match.span()))
            parts += plain[done : match.start()], new
            length += len(new)
            done = match.end()
        parts.append(plain[done:])
        self.text = _QUOTE.sub('"', _DASH.sub("–", "".join(parts)))
        self._starts = [piece.at for piece in self._pieces]

    def original(self, span: Span) -> Span:
        """Where a part of the folded text that is not empty stands in the text itself."""
        return Span(self._place(span.start, is_end=False), self._place(span.end - 1, is_end=True))

    def _place(self, offset: int, is_end: bool) -> int:
        """The start or the end of the character at ``offset`` of the folded text."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset + is_end
        piece = self._pieces[number]
        if offset < piece.at + piece.length:
            return piece.end if is_end else piece.start
        return piece.end + offset - piece.at - piece.length + is_end


def _shrunk(match: re.Match[str]) -> str:
    if match.lastgroup == "blank":
        return " " if " " in match[0] else ""
    return "…" if match.lastgroup == "dots" else unicodedata.normalize("NFC", match[0])


def folded(text: str) -> str:
    """``text`` as it is compared, without blanks at its ends.

    >>> folded("  «Да» ... ") == folded('"Да" …')
    True
    """
    return Folded(text).text.strip()
