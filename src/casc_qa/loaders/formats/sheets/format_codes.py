"""The codes of number formats, taken apart: sections, and the tokens of each.

ECMA-376, "Office Open XML File Formats", part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MAX_CODE = 255  # characters that programs allow
_MAX_DIGITS = 30
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<exponent>E[+-])|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<date>y+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|[^;"\\_*\[]|[\\_*]$)*', re.DOTALL)
_YES_OR_NO = ("quoted", "escaped", "other")


class Token(NamedTuple):
    """A part of a code."""

    kind: str
    """"digit", "mark", "date", "elapsed", "exponent", "general" or "literal"."""
    text: str


class Section(NamedTuple):
    """What a format says of some values."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None
    """An operator and what it compares with."""

    is_date: bool
    """Whether it shows a date, a time, or a span of time."""
    has_digits: bool
    """Whether it has places for digits."""


@lru_cache(maxsize=1_000)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format's code, at most four; a code that no program takes is "General".

    >>> [len(section.tokens) for section in sections('0.0%;-"(0)"')]
    [4, 2]
    """
    if len(code) > _MAX_CODE:
        code = "General"
    parts: list[str] = []
    end = -1
    while end < len(code) and len(parts) < 4:
        match = _SECTION.match(code, end + 1)
        end = match.end() if match else len(code)
        parts.append(match[0] if match else "")
    return tuple(_section(part) for part in parts)


def _section(code: str) -> Section:
    tokens = list(_tokens(code))
    found = next(
        (c for t in tokens if t.kind == "bracket" if (c := _CONDITION.match(t.text))), None
    )
    if sum(token.kind == "digit" for token in tokens) > _MAX_DIGITS:
        tokens = [Token("general", "General")]
    kinds = {token.kind for token in tokens}
    return Section(
        tuple(token for token in tokens if token.kind != "bracket"),
        (found[1], float(found[2])) if found else None,
        bool(kinds & {"date", "elapsed"}),
        "digit" in kinds,
    )


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[match.lastgroup or 0] or ""
        if kind in _YES_OR_NO:
            yield Token("literal", text)
        elif kind == "space":
            yield Token("literal", " ")
        elif kind == "bracket" and text.startswith("$"):
            yield Token("literal", text[1:].partition("-")[0])
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            yield Token("elapsed", text.lower())
        elif kind == "date":
            yield Token("date", text.lower())
        elif kind != "fill":
            yield Token(kind, text)
