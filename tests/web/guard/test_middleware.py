"""The guard in front of the chat: forged headers, other sites, large bodies, closed routes."""

from __future__ import annotations

import asyncio
import json
import urllib.parse
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from casc_qa.web.guard.bodies import MAX_BODY, Bodies, Function, is_nothing, is_text
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.landing import PAGE
from casc_qa.web.guard.middleware import Guard
from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.routes import Routes, is_for_programs
from casc_qa.web.guard.streams import Client
from helpers.web.requests import CLOSED, EVENT, MALFORMED, OPEN, SOURCE

HOST = "127.0.0.1:7860"
BODIES = {
    "/gradio_api/queue/join": {"data": ["who?", None], "fn_index": 0, "session_hash": "abc123"},
    "/gradio_api/run/predict": {"data": [], "fn_index": 2, "session_hash": "abc123"},
    "/gradio_api/call/ask": {"data": ["who?"]},
}
Headers = list[tuple[bytes, bytes]]


class Inner:
    """The application behind: notes what reaches it and reads the whole body."""

    def __init__(self) -> None:
        self.headers: Headers | None = None
        self.body = b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.headers = scope["headers"]
        more = True
        while more:
            message = await receive()
            self.body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = [(b"server", b"x"), (b"access-control-allow-origin", b"https://evil.example")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"inside"})


class Streams:
    """Remembers which streams were open."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    @contextmanager
    def page(self, name: str, client: Client) -> Iterator[None]:
        self.seen.append(("page", name))
        yield

    @asynccontextmanager
    async def stream(self, name: str, client: Client, *, once: bool) -> AsyncIterator[None]:
        if name not in ("abc123", EVENT):
            raise Refused(404, "There is no answer to be fetched.")
        self.seen.append(("once" if once else "stream", name))
        yield


ROUTES = Routes(["/assets/index-AbC_1.js"], api=True)
CHECKED = Bodies(
    {0: Function((is_text, is_nothing), frozenset({6, 7})), 2: Function((), frozenset(), False)}
)


def request(
    method: str = "GET",
    address: str = "/",
    headers: Iterable[tuple[str, str]] = (("host", HOST),),
    chunks: Iterable[bytes] = (b"",),
) -> tuple[int, dict[bytes, bytes], Inner, bytes]:
    """Status, headers, what reached the application, and the body of a response."""
    inner, sent = Inner(), []
    pending = list(chunks)

    async def receive() -> dict[str, Any]:
        body = pending.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(pending)}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": urllib.parse.unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": raw,
    }
    guard = Guard(inner, Hosts([HOST, "localhost:7860"]), ROUTES, CHECKED, Streams())
    asyncio.run(guard(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], dict(sent[0]["headers"]), inner, body


def send_json(
    path: str, table: object, *headers: tuple[str, str], host: str = HOST
) -> tuple[int, dict[bytes, bytes], Inner, bytes]:
    content_type = ("content-type", "application/json")
    return request(
        "POST", path, [("host", host), content_type, *headers], [json.dumps(table).encode()]
    )


@pytest.mark.parametrize(("method", "address"), OPEN)
def test_what_the_chat_needs_is_open(method: str, address: str) -> None:
    status, _, inner, _ = request(method, address)
    assert status == 200
    assert inner.headers is not None


@pytest.mark.parametrize("path", BODIES)
def test_what_the_page_sends_is_passed_on(path: str) -> None:
    status, _, inner, _ = send_json(path, BODIES[path])
    assert status == 200
    assert json.loads(inner.body) == BODIES[path]


@pytest.mark.parametrize(("method", "address"), CLOSED)
def test_everything_else_is_closed(method: str, address: str) -> None:
    status, _, inner, _ = request(method, address)
    assert status == 404
    assert inner.headers is None


@pytest.mark.parametrize(("address", "status"), MALFORMED, ids=lambda value: str(value)[:60])
def test_malformed_addresses_are_refused_in_one_line(address: str, status: int) -> None:
    answered, headers, inner, body = request(address=address)
    assert (answered, inner.headers) == (status, None)
    typed = is_for_programs(address.partition("?")[0])
    kind = b"application/json" if typed else b"text/plain"
    assert headers[b"content-type"] == kind + b"; charset=utf-8"
    assert body.count(b"\n") == 1
    assert len(body) < (150 if typed else 100)


@pytest.mark.parametrize(
    "address", ["/gradio_api/queue/data?session_hash=other", f"/gradio_api/call/ask/{'0' * 32}"]
)
def test_there_is_no_stream_where_nobody_asked(address: str) -> None:
    status, _, inner, body = request(address=address)
    assert (status, inner.headers, body) == (404, None, b"There is no answer to be fetched.\n")


@pytest.mark.parametrize(
    "address", ["/gradio_api/heartbeat/abc123", "/gradio_api/queue/data?session_hash=abc123"]
)
@pytest.mark.parametrize("parts", [0, 1])
def test_a_stream_that_fails_ends(address: str, parts: int) -> None:
    sent: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(parts):
            await send({"type": "http.response.body", "body": b"some", "more_body": True})
        raise KeyError("abc123")

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", HOST.encode())],
    }
    asyncio.run(Guard(inner, Hosts([HOST]), ROUTES, CHECKED, Streams())(scope, receive, send))
    bodies = [(m["body"], m["more_body"]) for m in sent[1:]]
    assert bodies == [(b"some", True)] * parts + [(b"", False)]


@pytest.mark.parametrize("path", ["/", "/casc/source", "/gradio_api/upload", "/nowhere"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "127.0.0.1",
        "127.0.0.1:7861",
        "127.0.0.1:7860.evil.example",
        "localhost:7860@evil.example",
        "LOCALHOST:7860",
        "",
        None,
    ],
)
def test_other_hosts_are_refused(host: str | None, path: str) -> None:
    headers = [] if host is None else [("host", host)]
    status, _, inner, _ = request(address=path, headers=headers)
    assert (status, inner.headers) == (421, None)


def test_two_hosts_are_refused() -> None:
    assert request(headers=[("host", HOST), ("host", "localhost:7860")])[0] == 421


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "origin", ["https://127.0.0.1:7860", "http://evil.example", "null", "", "http://127.0.0.1:1"]
)
def test_other_origins_are_refused(method: str, origin: str) -> None:
    path = "/" if method == "GET" else "/gradio_api/queue/join"
    status, _, inner, _ = request(method, path, [("host", HOST), ("origin", origin)])
    assert (status, inner.headers) == (403, None)


SITES = ["cross-site", "same-site", "cross-origin", "CROSS-SITE", "", "none, cross-site"]
FOLLOWED = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize(
    ("method", "address"), [*OPEN, ("GET", "/nowhere"), ("POST", "/gradio_api/queue/join")]
)
def test_other_sites_are_refused(site: str, method: str, address: str) -> None:
    for extra in (
        [],
        [("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
        [("sec-fetch-mode", "cors"), ("sec-fetch-dest", "document")],
        [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        [("sec-fetch-mode", "navigate")],
        *([FOLLOWED] if method != "GET" else []),
    ):
        headers = [("host", HOST), ("sec-fetch-site", site), *extra]
        status, _, inner, _ = request(method, address, headers)
        assert (status, inner.headers) == (403, None)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_page_is_served(site: str) -> None:
    own = [("host", HOST), ("sec-fetch-site", site)]
    assert request("GET", "/", own)[0] == 200
    assert request("GET", SOURCE, own)[2].headers is not None
    assert send_json("/gradio_api/call/ask", {"data": ["who?"]}, own[1])[0] == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_of_another_site_leads_to_the_chat(site: str) -> None:
    headers = [("host", HOST), ("sec-fetch-site", site), *FOLLOWED]
    status, _, inner, _ = request(headers=headers)
    assert (status, inner.headers is not None) == (200, True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_of_another_site_tells_it_nothing(site: str) -> None:
    headers = [("host", HOST), ("sec-fetch-site", site), *FOLLOWED]
    addresses = [address for address, _ in MALFORMED]
    addresses += [address for _, address in [*OPEN, *CLOSED] if address != "/"]
    landed = {
        (status, tuple(sorted(given.items())), body)
        for status, given, inner, body in (request("GET", a, headers) for a in addresses)
        if inner.headers is None
    }
    assert [(status, body) for status, _, body in landed] == [(200, PAGE)]
    assert all(request("GET", a, headers)[2].headers is None for a in addresses)


@pytest.mark.parametrize(
    "name",
    [
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-prefix",
        "forwarded",
        "x-gradio-server",
        "x-gradio-user",
        "x-original-url",
        "accept-encoding",
        "range",
        "cookie",
        "x_forwarded_host",
    ],
)
def test_other_headers_are_dropped(name: str) -> None:
    _, _, inner, _ = request(headers=[("host", HOST), (name, "evil.example")])
    assert inner.headers == [(b"host", HOST.encode())]


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "-1", "many", "9" * 5000, "²"])
def test_a_stated_length_that_is_too_large(length: str) -> None:
    headers = [("host", HOST), ("content-length", length)]
    status, _, inner, _ = request("POST", "/gradio_api/queue/join", headers)
    assert (status, inner.headers) == (413, None)


def test_a_length_stated_twice() -> None:
    headers = [("host", HOST), ("content-length", "2"), ("content-length", "2")]
    assert request("POST", "/gradio_api/queue/join", headers)[0] == 400


def test_too_many_headers() -> None:
    assert request(headers=[("host", HOST), *[("x", "1")] * 2000])[0] == 431
    assert request(headers=[("host", HOST), ("cookie", "x" * 40_000)])[0] == 431


def test_a_body_is_counted_while_it_comes() -> None:
    table = {**BODIES["/gradio_api/queue/join"], "data": ["", None]}
    room = MAX_BODY - len(json.dumps(table))
    whole = json.dumps({**table, "data": ["x" * room, None]}).encode()
    headers = [("host", HOST), ("content-type", "application/json")]
    for chunks, expected in (
        ([whole[:1000], whole[1000:]], 200),
        ([whole, b" "], 413),
        ([whole[:1000]] * 1000, 413),
    ):
        status, _, inner, _ = request("POST", "/gradio_api/queue/join", headers, chunks)
        assert (status, inner.headers is not None) == (expected, expected == 200)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/casc/status"), ("GET", "/nowhere")]
)
def test_every_response_has_the_headers(method: str, path: str) -> None:
    _, headers, _, _ = request(method, path)
    policy = headers[b"content-security-policy"].decode().split("; ")
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "img-src 'self' data: blob:" in policy
    assert "frame-ancestors 'none'" in policy
    assert not any("unsafe-eval" in rule or "http:" in rule for rule in policy)
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert headers[b"cache-control"] == b"no-store"
    assert b"server" not in headers
    assert b"access-control-allow-origin" not in headers


def test_only_files_named_by_their_bytes_are_kept_by_browsers() -> None:
    status, headers, _, _ = request("GET", "/assets/index-AbC_1.js")
    assert status == 200
    assert headers[b"cache-control"] == b"private, max-age=31536000, immutable"
    assert headers[b"x-content-type-options"] == b"nosniff"
    status, headers, _, _ = request("GET", "/assets/index-gone.js")
    assert (status, headers[b"cache-control"]) == (404, b"no-store")
