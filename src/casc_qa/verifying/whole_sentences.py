"""The whole sentence that a quote is a part of, and whether what is left of it says no."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from casc_qa.types import Span

_EDGE = re.compile(r"[\W_]*")
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|unless"
    r"|не|нет|ни|без|никогда|никто|ничто|ничего|никак\w*|нигде|нельзя|едва|кроме)\b|\w+n['’]t\b",
    re.IGNORECASE,
)


def whole_of(text: str, sentences: Sequence[Span], quote: Span) -> Span | None:
    """The sentences of ``text`` that ``quote`` is in, from the start of the first to the end of the
    last, where it leaves out a word of them; None where it is whole. ``sentences`` are in order.

    >>> text = "It was late. He did not come."
    >>> whole_of(text, [Span(0, 12), Span(13, 29)], Span(20, 28)).of(text)
    'He did not come.'
    """
    number = bisect_right(sentences, quote.start, key=lambda span: span.start) - 1
    touched = []
    for span in sentences[max(0, number - 1) :]:
        if span.start >= quote.end:
            break
        if span.end > quote.start:
            touched.append(span)
    if not touched:
        return None
    whole = Span(touched[0].start, max(span.end for span in touched))
    left_out = text[whole.start : quote.start] + text[quote.end : whole.end]
    return whole if _EDGE.fullmatch(left_out) is None else None


def says_no(text: str, whole: Span, quote: Span) -> bool:
    """Whether the words of ``whole`` that ``quote`` leaves out have a negation among them."""
    before, after = text[whole.start : quote.start], text[quote.end : whole.end]
    return bool(_NEGATION.search(before) or _NEGATION.search(after))
