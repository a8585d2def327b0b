"""Our own addresses of documents: the list of them, one with its quotes marked, a page of one as it
is printed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.errors import CascQaError, ScopeError
from casc_qa.loaders.page_pictures import page_picture
from casc_qa.phrases import (
    DOCUMENT_CHANGED,
    ENGLISH,
    NO_LONGER_INDEXED,
    NO_SUCH_OFFSET,
    NOT_FOUND,
    QUOTE_GONE,
    QUOTE_MOVED,
)
from casc_qa.text.places import Places
from casc_qa.types import Document, Span
from casc_qa.web.documents import documents_html
from casc_qa.web.links import PAGE_PATH, SOURCE_PATH, fingerprint_of
from casc_qa.web.render import notice_html
from casc_qa.web.source_view import document_html, page_html

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    from casc_qa.web.serving.loading import AssistantLoader

_MOST_DRAWINGS = 2  # pages at once: each takes a process
_MOST_SEARCHED = 300_000  # characters in which a quote that has moved is looked for,
_MOST_QUOTED = 5_000  # and how many of its own


def add_document_routes(app: FastAPI, loader: AssistantLoader) -> None:
    """Adds them to the application."""
    from fastapi import Response
    from fastapi.responses import HTMLResponse

    drawings = asyncio.Semaphore(_MOST_DRAWINGS)

    @app.get("/casc/documents")
    def documents(language: str = ENGLISH) -> HTMLResponse:
        return HTMLResponse(_documents(loader, language))

    @app.get(PAGE_PATH)
    async def page(doc: str, sha256: str, page: int, start: int, end: int) -> Response:
        status, body = await _drawn(drawings, loader, doc, sha256, page, Span(start, end))
        kind = "image/png" if status == 200 else "text/plain; charset=utf-8"
        return Response(body, status, media_type=kind)

    @app.get(SOURCE_PATH)
    def source(
        doc: str,
        start: int = 0,
        end: int = 0,
        sha256: str = "",
        quote: str = "",
        also: str = "",
        fragment: bool = False,
        language: str = ENGLISH,
    ) -> HTMLResponse:
        asked = _Asked(doc, sha256, Span(start, end), quote, _spans(also), language)
        status, title, body = _source(loader, asked)
        return HTMLResponse(body if fragment else page_html(body, title, language), status)


async def _drawn(drawings: asyncio.Semaphore, *asked: Any) -> tuple[int, bytes]:
    """What ``_page`` gives; who waits takes no thread from what the chat does besides."""
    from fastapi.concurrency import run_in_threadpool

    async with drawings:
        return await run_in_threadpool(_page, *asked)


def _page(
    loader: AssistantLoader, doc_id: str, sha256: str, page: int, quote: Span
) -> tuple[int, bytes]:
    """Status, and the picture of a page with a quote marked; a message where there is none."""
    try:
        assistant = loader.get()
        document = assistant.document(doc_id)
        if sha256 != document.sha256:
            return 409, DOCUMENT_CHANGED.en.encode()
        boxes = Places(document.places).boxes(quote)
        return 200, page_picture(assistant.corpus, document, page, boxes)
    except CascQaError as error:
        return 404, str(error).encode()


def _documents(loader: AssistantLoader, language: str) -> str:
    """The list of all documents, or why there is none."""
    try:
        assistant = loader.get()
    except CascQaError as error:
        return notice_html(str(error))
    return documents_html(
        assistant.documents(), assistant.manifest.skipped, str(assistant.corpus), language
    )


class _Asked(NamedTuple):
    """A document to be shown, with a quote in it or without."""

    doc_id: str
    sha256: str
    quote: Span
    """Empty where the document alone is asked for."""
    fingerprint: str
    """Of the quoted words."""
    also: list[Span]
    """The answer's other quotes from it."""
    language: str
    """Of the question."""


def _spans(text: str) -> list[Span]:
    """What is written as "10-20_30-40"."""
    pairs = (each.partition("-") for each in text.split("_") if each)
    return [Span(int(start), int(end)) for start, _, end in pairs]


def _source(loader: AssistantLoader, asked: _Asked) -> tuple[int, str, str]:
    """Status, title and HTML of a document with a quote highlighted. Of a version that is gone the
    quote is looked for in the present one; the wrong words are never highlighted.
    """
    language, quote = asked.language, asked.quote
    try:
        document = loader.get().document(asked.doc_id)
    except ScopeError:
        return 404, NOT_FOUND.to(language), notice_html(NO_LONGER_INDEXED.to(language), language)
    except CascQaError as error:
        return 404, NOT_FOUND.to(language), notice_html(str(error))
    if _has_changed(document, asked):
        return _of_a_changed_document(document, asked)
    is_whole = quote == Span(0, 0)
    if not is_whole and not 0 <= quote.start < quote.end <= len(document.text):
        return 404, document.title, notice_html(NO_SUCH_OFFSET.to(language), language)
    return 200, document.title, document_html(document, quote, asked.also, language)


def _has_changed(document: Document, asked: _Asked) -> bool:
    """Whether it is not what was quoted: other bytes, or the same read in another way."""
    words = fingerprint_of(asked.quote.of(document.text))
    is_moved = bool(asked.fingerprint) and asked.fingerprint != words
    return bool(asked.sha256 and asked.sha256 != document.sha256) or is_moved


def _of_a_changed_document(document: Document, asked: _Asked) -> tuple[int, str, str]:
    """The document as it is now, with the quote where it stands now, if it does."""
    language = asked.language
    if not asked.fingerprint:
        return 409, document.title, notice_html(DOCUMENT_CHANGED.to(language), language)
    found = _found_again(document.text, asked)
    if found is None:
        return 409, document.title, notice_html(QUOTE_GONE.to(language), language)
    notice = notice_html(QUOTE_MOVED.to(language), language)
    return 200, document.title, notice + document_html(document, found, language=language)


def _found_again(text: str, asked: _Asked) -> Span | None:
    """Where the very words of the quote stand now; the nearest to where they stood."""
    length = asked.quote.end - asked.quote.start
    if not 0 < length <= min(len(text), _MOST_QUOTED) or len(text) > _MOST_SEARCHED:
        return None
    starts = range(len(text) - length + 1)
    for start in sorted(starts, key=lambda at: abs(at - asked.quote.start)):
        if fingerprint_of(text[start : start + length]) == asked.fingerprint:
            return Span(start, start + length)
    return None
