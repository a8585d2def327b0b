"""Where a document's headings and pages begin, and the list that leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from casc_qa.phrases import CONTENTS, PAGE, PAGES_OF, PRINTED_NUMBER, SHOWN_OF
from casc_qa.types import Anchor, Document, Span
from casc_qa.web.escaping import escape, isolated, lang, ours

_MOST = 1_000  # headings
_MOST_PAGES = 5_000  # in the list
_FEWEST = 2  # headings or pages that are worth a list
_BLANK_LINES = re.compile(r"(?:[ \t]*[\r\n])*")
_HASHES = re.compile(r" {0,3}#{1,6}[ \t]+")
_NUMBER = re.compile(r"[\dIVX.]+\)?\s+")
_REST_OF_LINE = re.compile(r"[ \t#]*(?:\r\n|[\r\n]|\Z)")


class Heading(NamedTuple):
    """A heading that stands in the text."""

    span: Span
    """All of its line; empty where a paragraph begins with it."""
    name: str


class Page(NamedTuple):
    """Where a page begins, or goes on behind a part of another, as with a footnote."""

    offset: int
    number: str
    label: str
    """The number that is printed on it, where that is another."""
    is_first: bool
    """Whether it begins here."""


class Outline(NamedTuple):
    """What a reader can go to in a document, in the order of the text."""

    headings: list[Heading]
    """The first thousand."""
    pages: list[Page]
    stated: int
    """How many headings the document has."""


def outline_of(document: Document) -> Outline:
    """The headings whose words stand in the text, and the pages."""
    stated = sorted(a for a in document.anchors if a.kind == "heading")
    found = (_heading(document.text, anchor) for anchor in stated[:_MOST])
    headings = {heading.span.start: heading for heading in found if heading is not None}
    return Outline(list(headings.values()), _pages(document.anchors), len(stated))


def _pages(anchors: Sequence[Anchor]) -> list[Page]:
    """All their beginnings and goings on, in the order of the text."""
    labels = {a.offset: a.value for a in anchors if a.kind == "label"}
    pages: list[Page] = []
    seen: set[str] = set()
    for offset, number in sorted({a.offset: a.value for a in anchors if a.kind == "page"}.items()):
        pages.append(Page(offset, number, labels.get(offset, ""), number not in seen))
        seen.add(number)
    return pages


def _heading(text: str, anchor: Anchor) -> Heading | None:
    """Where its words are; None where the text does not have them, as for the row of a sheet."""
    blank = _BLANK_LINES.match(text, anchor.offset)
    start = blank.end() if blank else anchor.offset
    end = _end_of_words(text, start, anchor.value)
    if end is None:
        return None
    rest = _REST_OF_LINE.match(text, end)
    return Heading(Span(start, rest.end() if rest else start), " ".join(anchor.value.split()))


def _end_of_words(text: str, start: int, words: str) -> int | None:
    """Where a heading ends that begins at ``start``, behind "##" or a number if it has them."""
    begins = start
    for before in (_HASHES, _NUMBER):
        if text.startswith(words, begins):
            break
        found = before.match(text, begins)
        begins = found.end() if found else begins
    if text.startswith(words, begins):
        return begins + len(words) if words.strip() else None
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern, re.IGNORECASE).match(text, begins) if pattern else None
    return found.end() if found else None


def heading_id(heading: Heading) -> str:
    """What its place in the text is called."""
    return f"cq-at-{heading.span.start}"


def page_id(page: Page) -> str:
    """What its place in the text is called."""
    return f"cq-on-{page.offset}"


def page_name(page: Page, language: str) -> str:
    """Its number, and the one printed on it if that is another."""
    name = PAGE.to(language, page=page.number)
    if page.label:
        name = PRINTED_NUMBER.to(language, pages=name, label=page.label)
    return name


def outline_html(outline: Outline, document: Document, language: str) -> str:
    """Headings and pages, each a link to its place in the text, folded; empty for a document with
    hardly any.
    """
    parts = ""
    if len(outline.headings) >= _FEWEST:
        heads = (_link(heading_id(h), isolated(h.name)) for h in outline.headings)
        kind = f' class="cq-heads"{lang(document.language)}'
        more = _cut(_MOST, outline.stated, language)
        parts += _folded(CONTENTS.to(language), heads, kind, more)
    pages = [page for page in outline.pages if page.is_first]
    if len(pages) >= _FEWEST:
        leaves = (_page_link(page, language) for page in pages[:_MOST_PAGES])
        title = PAGES_OF.to(language, count=f"{len(pages):,}")
        more = _cut(_MOST_PAGES, len(pages), language)
        parts += _folded(title, leaves, ' class="cq-leaves"', more)
    if not parts:
        return ""
    label = escape(CONTENTS.to(language))
    return f'<nav class="cq-outline" aria-label="{label}"{ours(language)}>{parts}</nav>'


def _folded(title: str, links: Iterable[str], kind: str, more: str) -> str:
    items = "".join(f"<li>{link}</li>" for link in links)
    return f"<details><summary>{escape(title)}</summary><ol{kind}>{items}</ol>{more}</details>"


def _cut(shown: int, count: int, language: str) -> str:
    """That there are more than are listed."""
    if count <= shown:
        return ""
    words = SHOWN_OF.to(language, shown=f"{shown:,}", all=f"{count:,}")
    return f'<p class="cq-cut">{escape(words)}</p>'


def _page_link(page: Page, language: str) -> str:
    name = f"{page.number} ({page.label})" if page.label else page.number
    return _link(page_id(page), isolated(name), page_name(page, language))


def _link(place: str, html: str, label: str = "") -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<a class="cq-goto" href="#{place}"{named}>{html}</a>'
