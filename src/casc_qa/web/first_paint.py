"""Gradio's page, with what is seen before its scripts have run: they take a second."""

from __future__ import annotations

from casc_qa.web.guard.asgi import App, Message, Receive, Scope, Send, when_whole

_HEAD = (
    b'<link rel="stylesheet" href="/casc/static/first.css">'
    b'<link rel="modulepreload" href="/casc/static/main.js">'
)
_END = b"</head>"


class FirstPaint:
    """Middleware: the head of Gradio's page has our styles from the beginning."""

    def __init__(self, app: App) -> None:
        """``app`` is what it is put in front of."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET"
        await self._app(scope, receive, _with_head(send) if is_page else send)


def _with_head(send: Send) -> Send:
    """``send`` that holds a page back until it is whole, and adds to its head."""

    async def finish(start: Message, page: bytes) -> None:
        page = page.replace(_END, _HEAD + _END, 1)
        others = [h for h in start.get("headers", []) if h[0].lower() != b"content-length"]
        length = (b"content-length", str(len(page)).encode())
        await send({**start, "headers": [*others, length]})
        await send({"type": "http.response.body", "body": page})

    return when_whole(finish)
