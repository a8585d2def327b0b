"""Where somebody's words begin and end in a text."""

from __future__ import annotations

import re
from collections import Counter

from casc_qa.types import Span

_MARKS_AND_BREAKS = re.compile(r"[\"“”„«»]|\n\s*\n")
_OPENS = frozenset('“«„"')
_CLOSED_BY = {"”": "“„", "»": "«", "“": "„", '"': '"'}
"""Which marks each one closes."""


def quotations(text: str) -> list[Span]:
    """The quotations in ``text``, marks included, in order: each within one paragraph. Of those one
    in another the outer; what is not closed before the paragraph ends is none.

    >>> text = 'He said: "Come. Stay." She left. «Да».'
    >>> [span.of(text) for span in quotations(text)]
    ['"Come. Stay."', '«Да»']
    """
    closed: list[Span] = []
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    for mark in _MARKS_AND_BREAKS.finditer(text):
        sign, place = mark[0], mark.start()
        closes = _CLOSED_BY.get(sign, "")
        if sign not in _OPENS and not closes:
            opened.clear()
            count.clear()
        elif any(count[kind] for kind in closes):
            while opened[-1][0] not in closes:
                count[opened.pop()[0]] -= 1  # never closed
            kind, start = opened.pop()
            count[kind] -= 1
            while closed and closed[-1].start > start:
                closed.pop()  # within this one
            closed.append(Span(start, place + 1))
        elif sign in _OPENS and _may_open(sign, text, place):
            opened.append((sign, place))
            count[sign] += 1
    return closed


def _may_open(sign: str, text: str, place: int) -> bool:
    """Whether a quotation can begin there: a straight mark opens none behind a letter or a digit,
    or before a blank.
    """
    if sign != '"':
        return True
    is_behind = place > 0 and text[place - 1].isalnum()
    return not is_behind and bool(text[place + 1 : place + 2].strip())
