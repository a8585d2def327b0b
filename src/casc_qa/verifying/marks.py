"""Quotations in a paragraph: «…», “…”, „…“, "…" and ‘…’, of those within each other the outer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from casc_qa.text.quotations import quotations
from casc_qa.types import Span

_OPENING = re.compile("[“„«]")
_SINGLE = re.compile(r"(?<![^\W_])‘(?=\S)")
_SINGLE_END = re.compile(r"’(?![^\W_])")
_POSSESSIVE = re.compile(r"[sxzSXZ]’\s+[^\W_]")


class Quotation(NamedTuple):
    """A quotation: with its marks, and the words between them."""

    outer: Span
    inner: Span


def quotations_in(paragraph: str, goes_on: bool = False) -> tuple[list[Quotation], int]:
    """The quotations of a paragraph in order, and how many marks open one that is not closed.
    Where the next paragraph ``goes_on`` with it, one that is open ends with the paragraph.

    >>> text = "He ‘saw the participants’ list’ and «said “no”»."
    >>> [q.inner.of(text) for q in quotations_in(text)[0]]
    ['saw the participants’ list', 'said “no”']
    """
    found = [Quotation(span, Span(span.start + 1, span.end - 1)) for span in quotations(paragraph)]
    rest = _blanked(paragraph, [quotation.outer for quotation in found])
    single = list(_single(rest))
    found += single
    rest = _blanked(rest, [quotation.outer for quotation in single])
    opened = [match.start() for match in _OPENING.finditer(rest)]
    if opened and goes_on:
        last = opened.pop(0)
        end = len(paragraph)
        found = [each for each in found if each.outer.end <= last]
        found.append(Quotation(Span(last, end), Span(last + 1, end)))
        opened = []
    return sorted(found), len(opened)


def opens_with_mark(paragraph: str) -> bool:
    """Whether a paragraph begins with a mark that opens a quotation.

    >>> opens_with_mark(" “And then"), opens_with_mark("And “then”")
    (True, False)
    """
    return paragraph.lstrip()[:1] in ("“", "„", "«")


def _single(text: str) -> Iterator[Quotation]:
    """Quotations in single curly marks; an apostrophe at a word's end is no end where another mark
    can be.
    """
    starts = [match.start() for match in _SINGLE.finditer(text)]
    for start, limit in pairwise([*starts, len(text)]):
        ends = [match.start() for match in _SINGLE_END.finditer(text, start + 1, limit)]
        sure = [end for end in ends if not _POSSESSIVE.match(text, end - 1)]
        end = next(iter(sure or ends), None)
        if end is not None and end > start + 1:
            yield Quotation(Span(start, end + 1), Span(start + 1, end))


def _blanked(text: str, spans: list[Span]) -> str:
    """``text`` with these parts as blanks, so that offsets stay."""
    parts: list[str] = []
    done = 0
    for span in sorted(spans):
        if span.start < done:
            continue
        parts += text[done : span.start], "\n" * (span.end - span.start)
        done = span.end
    return "".join([*parts, text[done:]])
