"""Whether a part of a text begins and ends between words: "50" in "1,500", "support" in
"unsupported" and "5 degrees" in "-5 degrees" are cut out of the middle of something else.
"""

from __future__ import annotations

import re

from casc_qa.types import Span
from casc_qa.verifying.folding import INVISIBLE

_AROUND = 40  # characters on each side of an edge that are looked at
_EDGE = "\x00"
_IGNORED = str.maketrans(dict.fromkeys(INVISIBLE + _EDGE, None))
_ACCENT = "\u0300-\u036f"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PART = rf"(?:[^\W_]|[{_ACCENT}])"
_LETTER = r"[^\W\d_]"
_HYPHEN = "\\-\u2010\u2011"
_BLANK = "[ \u00a0\u2009\u202f]"
# Of scripts that put no blank between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# A mark of a note that hangs on a word, and not the exponent of a number or a unit.
_NOTE = re.compile(
    rf"{_LETTER}{{3}}{_EDGE}[{_RAISED}]|{_LETTER}{{3}}[{_RAISED}]+{_EDGE}{_LETTER}"
    rf"|[{_UNSPACED}]{_EDGE}[{_UNSPACED}]"
)
_JOINTS = rf"['’ʼ{_HYPHEN}/&@]"  # between two parts of one word or number
_CUT = re.compile(
    "|".join(
        (
            rf"{_PART}{_EDGE}{_PART}",
            rf"{_PART}{_JOINTS}{_EDGE}{_PART}",
            rf"{_PART}{_EDGE}{_JOINTS}{_PART}",
            # The point or the comma of a number, a time, the minus of a range.
            rf"\d[.,:·‒–−]{_EDGE}\d",
            rf"\d{_EDGE}[.,:·‒–−]\d",
            # What stands at a number and says which: -5, .5, €5, 5 %, 50+.
            rf"[{_HYPHEN}‒–−+±<>≤≥≈~=№#$€£¥₽₸]{_EDGE}\d",
            rf"(?:^|[\s(])[.,·]{_EDGE}\d",
            rf"\d{_EDGE}(?:{_BLANK}?[%‰‱°€£¥₽₸]|[+′″²³])",
            # Digits in groups of three: 12 500.
            rf"(?:^|[^\d.,])\d{{1,3}}(?:{_BLANK}\d{{3}})*{_BLANK}{_EDGE}\d{{3}}(?!\d)",
            rf"(?:^|[^\d.,])\d{{1,3}}(?:{_BLANK}\d{{3}})*{_EDGE}{_BLANK}\d{{3}}(?!\d)",
            # Letters that are a word each: U.S., т.е.
            rf"(?:^|[^\w]){_LETTER}\.{_EDGE}{_PART}",
            rf"(?:^|[^\w]){_LETTER}{_EDGE}\.{_LETTER}",
            # An accent belongs to the letter before.
            rf"{_EDGE}[{_ACCENT}]",
        )
    )
)


def is_whole(text: str, span: Span) -> bool:
    """Whether ``span`` of ``text`` begins and ends between words and numbers.

    >>> text = "over 500 in unsupported 1,50"
    >>> [is_whole(text, Span(text.find(part), text.find(part) + len(part)))
    ...  for part in ("over 500", "over 50", "support", "1,50")]
    [True, False, False, True]
    """
    return not (_is_cut(text, span.start) or _is_cut(text, span.end))


def _is_cut(text: str, edge: int) -> bool:
    before = text[max(0, edge - _AROUND) : edge].translate(_IGNORED)
    window = before + _EDGE + text[edge : edge + _AROUND].translate(_IGNORED)
    return bool(_CUT.search(window)) and not _NOTE.search(window)
