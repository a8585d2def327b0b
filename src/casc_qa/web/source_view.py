"""A document as HTML: whole, with the quotes of an answer marked, and the page as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from casc_qa.phrases import (
    ALSO_AT,
    ENGLISH,
    ORIGINAL_PAGE,
    PAGE_AS_PRINTED,
    PAGE_DESCRIBED,
    interface_language,
)
from casc_qa.text.line_wraps import paragraphs
from casc_qa.text.places import Places
from casc_qa.types import Document, Span
from casc_qa.web.escaping import escape, isolated, lang, ours
from casc_qa.web.links import page_link
from casc_qa.wording import dated


def document_html(
    document: Document, quote: Span, also: Sequence[Span] = (), language: str = ENGLISH
) -> str:
    """A whole document with ``quote`` highlighted, unless that is empty, and ``also`` other quotes
    from it, less; the words around it are in ``language``.
    """
    link = ""
    if document.url and document.url.startswith(("https://", "http://")):
        link = (
            f'<a class="cq-url" href="{escape(document.url)}" target="_blank" '
            f'rel="noopener noreferrer">{ORIGINAL_PAGE.to(language)}</a>'
        )
    spoken = lang(document.language)
    date = isolated(dated(document.date, document.file_date, language))
    return (
        f'<header class="cq-source-head"{ours(language)}>'
        f'<h2 id="cq-source-title"{spoken}>{isolated(document.title)}</h2>'
        f'<p class="cq-source-facts"><span>{date}</span> '
        f"<span>{isolated(document.doc_id)}</span> {_also_at(document, language)}{link}</p>"
        f"</header>{_page_picture(document, quote, language)}"
        f'<div class="cq-text"{spoken}>{_paragraphs(document.text, quote, also)}</div>'
    )


def _paragraphs(text: str, quote: Span, also: Sequence[Span]) -> str:
    """The text with its quotes marked, a paragraph at a time; white space stays as it is."""
    marks = sorted({span for span in also if span != quote and span.end <= len(text)})
    cuts = {0, len(text), quote.start, quote.end, *(end for span in marks for end in span)}
    html, done = "", 0
    for paragraph in paragraphs(text):
        inner = sorted({*paragraph, *(c for c in cuts if paragraph.start < c < paragraph.end)})
        pieces = [Span(*pair) for pair in pairwise(inner)]
        words = "".join(_piece(text, piece, quote, marks) for piece in pieces)
        html += f"{_gap(text[done : paragraph.start])}<p>{words}</p>"
        done = paragraph.end
    return html + _gap(text[done:])


def _gap(blank: str) -> str:
    """What stands between paragraphs: there for whoever copies, seen as a distance."""
    return f'<span class="cq-gap">{escape(blank)}</span>' if blank else ""


def _piece(text: str, piece: Span, quote: Span, marks: Sequence[Span]) -> str:
    """A piece of text that is all in a quote or all outside."""
    words = escape(piece.of(text))
    if quote.start <= piece.start and piece.end <= quote.end:
        is_first = piece.start == quote.start
        name = ' id="cq-mark"' if is_first else ""
        return f'<mark{name} class="cq-now" tabindex="-1">{words}</mark>'
    if any(mark.start <= piece.start and piece.end <= mark.end for mark in marks):
        return f"<mark>{words}</mark>"
    return words


def _page_picture(document: Document, quote: Span, language: str) -> str:
    """The page as it is printed, the quote marked: behind a click, but for what was read in a scan,
    whose only proof it is.
    """
    boxes = Places(document.places).boxes(quote)
    if not boxes:
        return ""
    page = boxes[0].page
    is_scan = Places(document.places).sure(quote) is not None
    return (
        f'<details class="cq-page-picture"{" open" * is_scan}{ours(language)}>'
        f"<summary>{escape(PAGE_AS_PRINTED.to(language, page=page))}</summary>"
        f'<img src="{page_link(document, page, quote)}" loading="lazy" '
        f'alt="{escape(PAGE_DESCRIBED.to(language, page=page))}"></details>'
    )


def _also_at(document: Document, language: str) -> str:
    """Other files with the same bytes."""
    if not document.also_at:
        return ""
    paths = ALSO_AT.to(language, paths=", ".join(document.also_at))
    return f"<span>{isolated(paths)}</span> "


def page_html(body: str, title: str, language: str = ENGLISH) -> str:
    """``body`` as a page of its own, for when a citation is opened in a new tab."""
    return (
        f'<!doctype html><html lang="{interface_language(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/casc/static/chat.css">'
        '<script type="module" src="/casc/static/main.js"></script></head>'
        f'<body class="cq-page"><main class="cq-source-body"><p class="cq-hint"><a class="cq-url" '
        f'href="/">casc-qa</a></p>{body}</main></body></html>'
    )
