"""A document as HTML: whole, with the quotes of an answer marked, and the page as it is printed."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.phrases import (
    ALSO_AT,
    ENGLISH,
    ORIGINAL_PAGE,
    PAGE_AS_PRINTED,
    PAGE_DESCRIBED,
    interface_language,
)
from casc_qa.text.places import Places
from casc_qa.types import Document, Span
from casc_qa.web.escaping import escape, isolated, lang, ours
from casc_qa.web.head import HEAD
from casc_qa.web.links import page_link
from casc_qa.web.outline import outline_html, outline_of
from casc_qa.web.source_text import text_html
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
    outline = outline_of(document)
    date = isolated(dated(document.date, document.file_date, language))
    return (
        f'<header class="cq-source-head"{ours(language)}>'
        f'<h2 id="cq-source-title"{spoken} title="{escape(document.title)}">'
        f"{isolated(document.title)}</h2>"
        f'<p class="cq-source-facts"><span>{date}</span> '
        f"<span>{isolated(document.doc_id)}</span> {_also_at(document, language)}{link}</p>"
        f"</header>{_page_picture(document, quote, language)}"
        f"{outline_html(outline, document, language)}"
        f"{text_html(document, quote, also, outline, language)}"
    )


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
        f"<title>{escape(title)}</title>{HEAD}</head>"
        f'<body class="cq-page"><main class="cq-source-body"><p class="cq-hint"><a class="cq-url" '
        f'href="/">casc-qa</a></p>{body}</main></body></html>'
    )
