"""Our FastAPI application: the guard in front, our own routes, the Gradio chat behind them."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa.config import Settings
from casc_qa.system.offline import go_offline
from casc_qa.web.exports import add_export_route
from casc_qa.web.first_paint import FirstPaint
from casc_qa.web.guard.asgi import App
from casc_qa.web.guard.bodies import Bodies
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.middleware import Guard
from casc_qa.web.guard.routes import Routes, frontend_files
from casc_qa.web.guard.sessions import Sessions
from casc_qa.web.guard.sign_in import Gate
from casc_qa.web.head import HEAD
from casc_qa.web.ratings import add_rating_route
from casc_qa.web.sources import add_document_routes
from casc_qa.web.tables import add_table_routes

if TYPE_CHECKING:
    from fastapi import FastAPI

    from casc_qa.web.serving.loading import AssistantLoader

_STATIC = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}

_MANIFEST = {
    "name": "casc-qa",
    "icons": [{"src": "/favicon.ico", "sizes": "64x64", "type": "image/png"}],
    "start_url": "/",
    "display": "standalone",
}


def create_app(
    loader: AssistantLoader,
    hosts: Hosts,
    folder: Path,
    settings: Settings,
    gate: Gate | None = None,
) -> App:
    """The whole application. ``folder`` is a private one, in which Gradio may write; ``gate`` asks
    for the password where one is set.
    """
    go_offline()
    os.environ.update(_gradio_settings(folder))
    import gradio as gr
    from fastapi import FastAPI

    from casc_qa.web import chat

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    _add_routes(app, loader)
    add_document_routes(app, loader)
    if settings.serve.api:
        from casc_qa.web.api.application import add_api

        add_api(app, loader)
    add_export_route(app, loader)
    add_table_routes(app, loader)
    if settings.serve.ratings:
        add_rating_route(app, loader, settings.paths.index)
    blocks = chat.build_chat(loader, settings.serve, signs_in=gate is not None)
    _add_chat(app, blocks)
    app.add_middleware(FirstPaint)
    mounted: Any = app.routes[-1]
    app.state.sessions = Sessions(mounted.app, blocks)
    files = frontend_files(Path(gr.__file__).parent / "templates" / "frontend")
    routes = Routes(files, api=settings.serve.api)
    bodies = Bodies(chat.functions(blocks))
    return Guard(app, hosts, routes, bodies, app.state.sessions, gate)


def _add_chat(app: FastAPI, blocks: Any) -> None:
    """Mounts the Gradio page, without what Gradio has besides."""
    import gradio as gr

    from casc_qa.web import chat

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
        head=HEAD,
    )


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
    from fastapi.responses import JSONResponse

    instance = secrets.token_hex(8)  # a page that is told another knows that we began anew

    @app.get("/casc/status")
    async def status() -> dict[str, str | None]:
        return {
            "state": loader.state,
            "message": loader.message,
            "instance": instance,
            "generation": loader.generation,
        }

    @app.get("/casc/examples")
    def examples() -> JSONResponse:
        return JSONResponse(loader.examples())

    @app.get("/manifest.json")
    async def manifest() -> JSONResponse:
        return JSONResponse(_MANIFEST, media_type="application/manifest+json")

    @app.get("/casc/static/{name}")
    def static(name: str) -> Response:
        path = _STATIC / ("fonts" if name.endswith(".woff2") else "") / Path(name).name
        if path.suffix not in _KINDS or not path.is_file():
            return Response("There is nothing here.\n", 404, media_type="text/plain")
        return Response(path.read_bytes(), media_type=_KINDS[path.suffix])
