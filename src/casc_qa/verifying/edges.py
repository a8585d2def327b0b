"""Whether a part of a text begins and ends between words: "50" in "1,500", "support" in
"unsupported" and "5 degrees" in "-5 degrees" are cut out of the middle of something else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from casc_qa.types import Span
from casc_qa.verifying.folding import DASHES, HYPHENS, INVISIBLE, SINGLE

_AROUND = 40  # characters on each side of an edge that are looked at, without those that are unseen
_MOST_UNSEEN = 400
_EDGE = "\x00"
# How a character is looked at here: marks of one kind are one.
_HYPHEN, _DASH, _APOSTROPHE, _ACCENT, _MONEY, _RAISED = "-", "–", "'", "\u0300", "€", "²"
_ONE_FOR_KIND = {
    **dict.fromkeys("-\ufe63\uff0d\u02d7" + HYPHENS, _HYPHEN),
    **dict.fromkeys("\ufe58\ufe31\ufe32" + DASHES, _DASH),
    **dict.fromkeys("'\uff07" + SINGLE, _APOSTROPHE),
    **dict.fromkeys("⁄∕\uff0f", "/"),
    **dict.fromkeys("٪‰‱\uff05\ufe6a", "%"),
    **dict.fromkeys("⁺⁻⁼⁽⁾", _RAISED),
    **dict.fromkeys("٫", "."),
    **dict.fromkeys("٬", ","),
    **dict.fromkeys(INVISIBLE + _EDGE, ""),
}
_KINDS = {"Sc": _MONEY, "Mn": _ACCENT, "Mc": _ACCENT, "Me": _ACCENT, "No": _RAISED, "Cf": ""}
_PART = rf"(?:[^\W_]|{_ACCENT})"
_LETTER = r"[^\W\d_]"
# Of scripts that put no blank between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# A mark of a note that hangs on a word, and not the exponent of a number or a unit.
_NOTE = re.compile(
    rf"{_LETTER}{{3}}{_EDGE}{_RAISED}|{_LETTER}{{3}}{_RAISED}+{_EDGE}{_LETTER}"
    rf"|[{_UNSPACED}]{_EDGE}[{_UNSPACED}]"
)
_JOINTS = rf"[{_APOSTROPHE}{_HYPHEN}/&@^×_]"  # between two parts of one word or number
_CUT = re.compile(
    "|".join(
        (
            rf"{_PART}{_EDGE}{_PART}",
            rf"{_PART}{_JOINTS}{_EDGE}{_PART}",
            rf"{_PART}{_EDGE}{_JOINTS}{_PART}",
            # A word with a hyphen that goes on in the next line.
            rf"{_LETTER}{_HYPHEN} {_EDGE}{_LETTER}|{_LETTER}{_EDGE}{_HYPHEN} {_LETTER}",
            # The point or the comma of a number, a time, the dash of a range.
            rf"\d[.,:·˙{_APOSTROPHE}{_DASH}]{_EDGE}\d",
            rf"\d{_EDGE}[.,:·˙{_APOSTROPHE}{_DASH}]\d",
            # A range with blanks; "in 2020 – 50 people" is none.
            rf"(?<!\d)\d{{1,3}} {_DASH} {_EDGE}\d",
            rf"(?<!\d)\d{{1,3}}{_EDGE} {_DASH} \d",
            # What stands at a number and says which: -5, .5, €5, 5 %, 50+, 10²; a dash after a word
            # is no minus.
            rf"(?:{_HYPHEN}|(?<!{_LETTER}){_DASH}){_EDGE}\d|[+±<>≤≥≈~=№#{_MONEY}] ?{_EDGE}\d",
            rf"(?:^|[\s({_HYPHEN}{_DASH}+±<>≤≥≈~={_MONEY}])[.,·]{_EDGE}\d",
            rf"\d{_EDGE} ?(?:[%°{_MONEY}])|\d{_EDGE}(?:[+{_APOSTROPHE}″]| ?{_RAISED})",
            rf"{_RAISED} ?{_EDGE}\d|{_LETTER}{_EDGE}{_RAISED}",
            # Digits in groups of three: 12 500.
            rf"(?:^|[^\d.,])\d{{1,3}}(?: \d{{3}})* {_EDGE}\d{{3}}(?!\d)",
            rf"(?:^|[^\d.,])\d{{1,3}}(?: \d{{3}})*{_EDGE} \d{{3}}(?!\d)",
            # Letters that are a word each: U.S., т.е.
            rf"(?:^|[^\w]){_LETTER}\.{_EDGE}{_PART}",
            rf"(?:^|[^\w]){_LETTER}{_EDGE}\.{_LETTER}",
            # An accent belongs to the letter before.
            rf"{_EDGE}{_ACCENT}",
        )
    )
)
_BLANKS = re.compile(r"\s+")


def is_whole(text: str, span: Span) -> bool:
    """Whether ``span`` of ``text`` begins and ends between words and numbers.

    >>> text = "over 500 in unsupported 1,50"
    >>> [is_whole(text, Span(text.find(part), text.find(part) + len(part)))
    ...  for part in ("over 500", "over 50", "support", "1,50")]
    [True, False, False, True]
    """
    return not (_is_cut(text, span.start) or _is_cut(text, span.end))


def _is_cut(text: str, edge: int) -> bool:
    before = _looked_at(text[max(0, edge - _AROUND - _MOST_UNSEEN) : edge])[-_AROUND:]
    after = _looked_at(text[edge : edge + _AROUND + _MOST_UNSEEN])[:_AROUND]
    window = f"{before}{_EDGE}{after}"
    return bool(_CUT.search(window)) and not _NOTE.search(window)


def _looked_at(text: str) -> str:
    return _BLANKS.sub(" ", "".join(map(_kind, text)))


@cache
def _kind(char: str) -> str:
    """What stands for ``char``: letters, digits and most marks for themselves."""
    if char in _ONE_FOR_KIND:
        return _ONE_FOR_KIND[char]
    plain = unicodedata.normalize("NFKC", char)
    if not char.isalnum() and len(plain) == 1 and plain != char and plain.isprintable():
        return _kind(plain)  # of another width
    return _KINDS.get(unicodedata.category(char), char)
