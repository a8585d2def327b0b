"""What stands between a browser and the application: pure ASGI, before anything else runs.

Refuses other hosts and origins, cross-site posts, large bodies, descriptions of files and every
route that the chat does not need; drops forwarding headers; adds the security headers to every
response.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

MAX_BODY = 64 * 1024
_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "media-src 'self' blob: data:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_REPLACED = {name for name, _ in _HEADERS} | {
    b"access-control-allow-origin",
    b"access-control-allow-credentials",
    b"server",
}
# Everything the chat uses. Upload, proxy, monitoring, run history, deep links and whatever a
# later version of Gradio adds are not there.
_ROUTES = {
    "GET": re.compile(
        r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt"
        r"|/(?:static|assets|casc)/[\w./@-]+"
        r"|/gradio_api/(?:info|startup-events|queue/data|queue/status|heartbeat/\w+)"
        r"|/gradio_api/call/ask/\w+|/pwa_icon(?:/\d+)?"
    ),
    "POST": re.compile(r"/gradio_api/(?:queue/join|run/predict|cancel|reset|call/ask)/?"),
}
_ROUTES["HEAD"] = _ROUTES["GET"]


class Guard:
    """Wraps an ASGI application."""

    def __init__(self, app: App, hosts: Iterable[str]) -> None:
        """``hosts`` are the exact Host headers that are served, such as "127.0.0.1:7860"."""
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websockets here
        guarded = _with_headers(send)
        refusal = self._refusal(scope)
        if refusal:
            await _refuse(guarded, *refusal)
            return
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if not name.startswith(b"x-forwarded-") and name != b"forwarded"
        ]
        if scope["method"] == "POST":
            body = await _body(receive)
            refusal = _body_refusal(body)
            if refusal:
                await _refuse(guarded, *refusal)
                return
            receive = _replayed(body, receive)
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: MutableMapping[str, Any]) -> tuple[int, str] | None:
        """Status and reason when this request is not served."""
        method, path = scope["method"], scope["path"]
        if _all(scope, b"host") not in [[host] for host in self._hosts]:
            return 421, "This address is not served here."
        origins = _all(scope, b"origin")
        if any(origin not in self._origins for origin in origins):
            return 403, "Requests from other sites are refused."
        sites = _all(scope, b"sec-fetch-site")
        if method not in ("GET", "HEAD") and any(s not in ("same-origin", "none") for s in sites):
            return 403, "Requests from other sites are refused."
        allowed = _ROUTES.get(method)
        if allowed is None or ".." in path or not allowed.fullmatch(path):
            return 404, "There is nothing here."
        lengths = _all(scope, b"content-length")
        if any(not n.isdigit() or int(n) > MAX_BODY for n in lengths):
            return 413, "The request is too large."
        return None


def _all(scope: MutableMapping[str, Any], name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


async def _body(receive: Receive) -> bytes:
    """The request's body; of one that is too large, no more than shows it. A body without a
    stated length is counted as it comes.
    """
    body = b""
    while len(body) <= MAX_BODY:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    return body


def _body_refusal(body: bytes) -> tuple[int, str] | None:
    """Status and reason when this body is not passed on.

    Gradio takes a file description in any input for a file to be copied, or fetched, by the
    server. The chat has no files.
    """
    if len(body) > MAX_BODY:
        return 413, "The request is too large."
    try:
        plain = json.dumps(json.loads(body or b"null"))
    except (ValueError, RecursionError):
        return 400, "The request is not JSON."
    if "gradio.FileData" in plain:
        return 403, "Files are refused."
    return None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """``receive`` that gives the body once more, then goes on."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replaying() -> Message:
        return pending.pop() if pending else await receive()

    return replaying


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [h for h in message.get("headers", []) if h[0].lower() not in _REPLACED]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
