"""Our FastAPI application: the guard in front, our own routes, the Gradio chat behind them."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.errors import CascQaError
from casc_qa.loaders.page_pictures import page_picture
from casc_qa.phrases import (
    DOCUMENT_CHANGED,
    ENGLISH,
    EXAMPLE_QUESTIONS,
    NO_SUCH_OFFSET,
    NOT_FOUND,
)
from casc_qa.system.offline import go_offline
from casc_qa.text.places import Places
from casc_qa.types import Span
from casc_qa.web.documents import documents_html
from casc_qa.web.guard.asgi import App
from casc_qa.web.guard.bodies import Bodies
from casc_qa.web.guard.middleware import Guard
from casc_qa.web.guard.routes import Routes, frontend_files
from casc_qa.web.guard.sessions import Sessions
from casc_qa.web.render import (
    PAGE_PATH,
    SOURCE_PATH,
    document_html,
    fingerprint_of,
    notice_html,
    page_html,
)

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    from casc_qa.web.serving.loading import AssistantLoader

_STATIC = Path(__file__).parent / "static"
_MOST_DRAWINGS = 2  # pages at once: each takes a process
_KINDS = {".css": "text/css", ".js": "text/javascript"}


_MANIFEST = {
    "name": "casc-qa",
    "icons": [{"src": "/favicon.ico", "sizes": "64x64", "type": "image/png"}],
    "start_url": "/",
    "display": "standalone",
}


def create_app(
    loader: AssistantLoader, hosts: Iterable[str], folder: Path, keep_conversations: bool = True
) -> App:
    """The whole application, for the given Host headers. ``folder`` is a private one, in which
    Gradio may write; ``keep_conversations`` lets browsers keep what was asked.
    """
    go_offline()
    os.environ.update(_gradio_settings(folder))
    import gradio as gr
    from fastapi import FastAPI

    from casc_qa.web import chat

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    _add_routes(app, loader)
    blocks = chat.build_chat(loader, keep_conversations)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=True,
        max_file_size=0,
        favicon_path=str(_STATIC / "favicon.png"),
        theme=chat.theme(),
        head=chat.HEAD,
    )
    mounted: Any = app.routes[-1]
    app.state.sessions = Sessions(mounted.app, blocks)
    routes = Routes(frontend_files(Path(gr.__file__).parent / "templates" / "frontend"))
    return Guard(app, hosts, routes, Bodies(chat.functions(blocks)), app.state.sessions)


def _gradio_settings(folder: Path) -> dict[str, str]:
    """Gradio's folders in ``folder`` instead of in a shared one and in the current one, and no
    statistics of all events so far, which it would compute anew after each.
    """
    return {
        "GRADIO_TEMP_DIR": str(folder),
        "GRADIO_EXAMPLES_CACHE": str(folder / "examples"),
        "GRADIO_ANALYTICS_MAX_EVENTS": "1",
        "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**12),
    }


@asynccontextmanager
async def _lifespan(app: Any) -> AsyncIterator[None]:
    watch = asyncio.create_task(app.state.sessions.watch())
    yield
    watch.cancel()


def _add_routes(app: FastAPI, loader: AssistantLoader) -> None:
    from fastapi import Response
    from fastapi.responses import HTMLResponse, JSONResponse

    instance = secrets.token_hex(8)  # a page that is told another knows that we began anew
    drawings = asyncio.Semaphore(_MOST_DRAWINGS)

    @app.get("/casc/status")
    async def status() -> dict[str, str]:
        return {"state": loader.state, "message": loader.message, "instance": instance}

    @app.get("/casc/documents")
    def documents(language: str = ENGLISH) -> HTMLResponse:
        return HTMLResponse(_documents(loader, language))

    @app.get("/casc/examples")
    def examples() -> JSONResponse:
        return JSONResponse(loader.answered(EXAMPLE_QUESTIONS))

    @app.get("/manifest.json")
    async def manifest() -> JSONResponse:
        return JSONResponse(_MANIFEST, media_type="application/manifest+json")

    @app.get("/casc/static/{name}")
    def static(name: str) -> Response:
        path = _STATIC / Path(name).name
        if path.suffix not in _KINDS or not path.is_file():
            return Response("There is nothing here.\n", 404, media_type="text/plain")
        return Response(path.read_bytes(), media_type=_KINDS[path.suffix])

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
    """Status, title and HTML of a document with a quote highlighted; for a quote of a version that
    is gone a message, and never the wrong words highlighted.
    """
    language, quote, sha256 = asked.language, asked.quote, asked.sha256
    fingerprint = asked.fingerprint
    try:
        document = loader.get().document(asked.doc_id)
    except CascQaError as error:
        return 404, NOT_FOUND.to(language), notice_html(str(error))
    is_moved = fingerprint and fingerprint != fingerprint_of(quote.of(document.text))
    if (sha256 and sha256 != document.sha256) or is_moved:
        gone = DOCUMENT_CHANGED.to(language)
        return 409, document.title, notice_html(gone, language)
    is_whole = quote == Span(0, 0)
    if not is_whole and not 0 <= quote.start < quote.end <= len(document.text):
        return 404, document.title, notice_html(NO_SUCH_OFFSET.to(language), language)
    return 200, document.title, document_html(document, quote, asked.also, language)
