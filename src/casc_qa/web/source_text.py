"""The text of a document as HTML: each paragraph, its quotes marked, its headings and pages named.

What is added has no words of its own: whoever takes the tags away has the text again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from casc_qa.text.line_wraps import paragraphs
from casc_qa.types import Document, Span
from casc_qa.web.escaping import escape, lang, ours
from casc_qa.web.outline import Heading, Outline, Page, heading_id, page_id, page_name


def text_html(
    document: Document, quote: Span, also: Sequence[Span], outline: Outline, language: str
) -> str:
    """The whole text; ``quote`` is marked most, ``also`` less. Pages are named in ``language``."""
    return (
        f'<div class="cq-text"{lang(document.language)}>'
        f"{''.join(_Text(document.text, quote, also, outline, language).blocks())}</div>"
    )


class _Text:
    """A text with what is marked in it."""

    def __init__(
        self, text: str, quote: Span, also: Sequence[Span], outline: Outline, language: str
    ) -> None:
        self._text = text
        self._quote = quote
        self._marks = sorted({span for span in also if span != quote and span.end <= len(text)})
        self._headings = {heading.span.start: heading for heading in outline.headings}
        self._edges = sorted({edge for heading in outline.headings for edge in heading.span})
        self._pages = outline.pages
        ends = (end for span in (quote, *self._marks) for end in span)
        self._cuts = sorted({*ends, *(page.offset for page in outline.pages)})
        self._named = 0  # pages so far
        self._language = language

    def blocks(self) -> Iterator[str]:
        """Paragraphs, and what stands between them; white space stays as it is."""
        done = 0
        heading: Heading | None = None
        for block in self._spans():
            yield _gap(self._text[done : block.start])
            begun = self._headings.get(block.start)
            heading = begun or heading
            is_heading = heading is not None and block.end <= heading.span.end
            place = f' id="{heading_id(begun)}" tabindex="-1"' if begun else ""
            role = ' role="heading" aria-level="3"' if is_heading else ""
            yield f"<p{place}{role}>{self._words(block)}</p>"
            done = block.end
        yield _gap(self._text[done:])

    def _spans(self) -> Iterator[Span]:
        """The paragraphs, cut where a heading begins or ends."""
        for paragraph in paragraphs(self._text):
            yield from _cut(paragraph, self._edges)

    def _words(self, block: Span) -> str:
        return "".join(
            self._pages_before(piece.start) + self._piece(piece)
            for piece in _cut(block, self._cuts)
        )

    def _pages_before(self, offset: int) -> str:
        """The beginnings of pages up to here that are not named yet."""
        first = self._named
        while self._named < len(self._pages) and self._pages[self._named].offset <= offset:
            self._named += 1
        return "".join(map(self._page, self._pages[first : self._named]))

    def _page(self, page: Page) -> str:
        return (
            f'<span id="{page_id(page)}" class="cq-leaf" role="doc-pagebreak" tabindex="-1" '
            f'aria-label="{escape(page_name(page, self._language))}"{ours(self._language)}></span>'
        )

    def _piece(self, piece: Span) -> str:
        """A piece of text that is all in a quote or all outside."""
        words = escape(piece.of(self._text))
        if self._quote.start <= piece.start and piece.end <= self._quote.end:
            name = ' id="cq-mark"' if piece.start == self._quote.start else ""
            return f'<mark{name} class="cq-now" tabindex="-1">{words}</mark>'
        if any(mark.start <= piece.start and piece.end <= mark.end for mark in self._marks):
            return f"<mark>{words}</mark>"
        return words


def _cut(span: Span, cuts: Sequence[int]) -> Iterator[Span]:
    """``span`` in pieces, cut at those of the sorted ``cuts`` that are inside.

    >>> list(_cut(Span(2, 9), [1, 2, 5, 9]))
    [Span(start=2, end=5), Span(start=5, end=9)]
    """
    inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    return (Span(*pair) for pair in pairwise([span.start, *inside, span.end]))


def _gap(blank: str) -> str:
    """What stands between paragraphs: there for whoever copies, seen as a distance."""
    return f'<span class="cq-gap">{escape(blank)}</span>' if blank else ""
