"""The way into the application: pure ASGI, before anything else runs.

Refuses other hosts, origins and sites, who has not signed in where a password is set, every route
and argument that the chat does not need, and bodies that its page does not send; passes on a few
request headers alone; adds the security headers to every response.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Protocol
from urllib.parse import urlencode

from casc_qa.web.guard.asgi import App, Message, Receive, Scope, Send, header_values
from casc_qa.web.guard.bodies import Bodies, most_of, read_body
from casc_qa.web.guard.hosts import FROM_ELSEWHERE, Hosts
from casc_qa.web.guard.landing import land
from casc_qa.web.guard.policy import with_headers, with_headers_to_keep, with_own_scripts
from casc_qa.web.guard.refusals import Refused, refuse
from casc_qa.web.guard.routes import Routes, is_for_programs
from casc_qa.web.guard.sign_in import Gate
from casc_qa.web.guard.streams import Client, client_of

_HERE = ("same-origin", "none")  # none: typed, or from a bookmark
_MAX_HEADERS = 100
_MAX_HEADER_BYTES = 32 * 1024  # browsers send us the cookies of every program on this machine
_FILES = ("/assets/", "/static/")  # of Gradio's page; some are large
_NAMED_BY_HASH = "/assets/"
_PASSED_ON = (b"host", b"content-type")


class Streams(Protocol):
    """What is kept of the visitors whose streams are open."""

    def page(self, name: str, client: Client) -> AbstractContextManager[None]:
        """While a page is open."""

    def stream(self, name: str, client: Client, *, once: bool) -> AbstractAsyncContextManager[None]:
        """While answers are fetched. Raises Refused where there are none to be fetched."""


class Guard:
    """Wraps an ASGI application."""

    def __init__(
        self,
        app: App,
        hosts: Hosts,
        routes: Routes,
        bodies: Bodies,
        streams: Streams,
        gate: Gate | None = None,
    ) -> None:
        """``gate`` asks for a password; without one, whoever reaches the chat may ask."""
        self._app, self._hosts, self._gate = app, hosts, gate
        self._routes, self._bodies, self._streams = routes, bodies, streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":  # no websockets here
            try:
                await self._serve(scope, receive, send)
            except Refused as refused:
                typed = is_for_programs(scope["path"])
                await refuse(with_headers(send), refused, typed=typed)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises Refused before anything was sent."""
        self._hosts.check(scope)
        if _is_from_elsewhere(scope):
            await land(with_headers(send))
            return
        _check_size(scope)
        if self._gate and not await self._gate.lets_in(scope, receive, with_headers(send)):
            return
        method, path = scope["method"], scope["path"]
        raw_path = scope.get("raw_path") or path.encode()
        arguments = self._routes.check(method, path, raw_path, scope.get("query_string", b""))
        media_types = header_values(scope, b"content-type")
        scope["query_string"] = urlencode(arguments).encode()
        scope["headers"] = [header for header in scope["headers"] if header[0] in _PASSED_ON]
        if method == "POST":
            sent = await read_body(receive, most_of(path))
            body = self._bodies.check(path, ", ".join(media_types), sent)
            scope["headers"].append((b"content-length", str(len(body)).encode()))
            receive = _replayed(body, receive)
        await self._pass_on(scope, arguments, receive, send)

    async def _pass_on(
        self, scope: Scope, arguments: dict[str, str], receive: Receive, send: Send
    ) -> None:
        path, client = scope["path"], client_of(scope)
        name = arguments.get("session_hash") or path.rpartition("/")[2]
        if path.startswith("/gradio_api/heartbeat/"):
            with self._streams.page(name, client):
                await self._stream(scope, receive, send)
        elif path == "/gradio_api/queue/data" or path.startswith("/gradio_api/call/ask/"):
            once = path != "/gradio_api/queue/data"
            async with self._streams.stream(name, client, once=once):
                await self._stream(scope, receive, send)
        else:
            if path.startswith(_FILES):
                client.becomes("file")
            await self._app(scope, receive, _headed(path)(send))

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A response that goes on. Gradio's fail when their client leaves, or their session ends,
        and report errors in the stream itself.
        """
        is_open = False

        async def noting(message: Message) -> None:
            nonlocal is_open
            is_open = message["type"] == "http.response.start" or message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, with_headers(noting))
        except Exception:
            if not is_open:
                raise
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def _headed(path: str) -> Callable[[Send], Send]:
    """What puts the headers to the answer."""
    if path == "/":
        return with_own_scripts
    return with_headers_to_keep if path.startswith(_NAMED_BY_HASH) else with_headers


def _is_from_elsewhere(scope: Scope) -> bool:
    """Whether a link of another site was followed to a page other than the chat's own. Raises
    Refused for everything else that another site asks for.
    """
    sites = header_values(scope, b"sec-fetch-site")
    if not sites or (len(sites) == 1 and sites[0] in _HERE):
        return False
    followed = (
        scope["method"] == "GET"
        and header_values(scope, b"sec-fetch-mode") == ["navigate"]
        and header_values(scope, b"sec-fetch-dest") == ["document"]
    )
    if len(sites) > 1 or sites[0] not in ("cross-site", "same-site") or not followed:
        raise Refused(403, FROM_ELSEWHERE)
    return scope["path"] != "/" or bool(scope.get("query_string"))


def _check_size(scope: Scope) -> None:
    """Number and size of the headers, and the declared size of the body. Raises Refused."""
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > _MAX_HEADERS or size > _MAX_HEADER_BYTES:
        raise Refused(431, "The request has too many headers.")
    lengths, most = header_values(scope, b"content-length"), most_of(scope["path"])
    if any(not n.isdecimal() or len(n) > 10 or int(n) > most for n in lengths):
        raise Refused(413, "The request is too large.")
    if len(lengths) > 1:
        raise Refused(400, "The request states its length twice.")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """``receive`` that gives the body once more, then goes on."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replaying() -> Message:
        return pending.pop() if pending else await receive()

    return replaying
