"""The guard in front of the chat: forged headers, other sites, large bodies, closed routes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from casc_qa.web.guard import MAX_BODY, Guard

HOST = "127.0.0.1:7860"
OPEN = [
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/assets/index-AbC_1.js"),
    ("GET", "/casc/source"),
    ("GET", "/casc/static/chat.css"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/heartbeat/abc123"),
    ("GET", "/gradio_api/call/ask/abc123"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/run/predict"),
    ("HEAD", "/"),
]
CLOSED = [
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress"),
    ("GET", "/gradio_api/proxy=http://example.org"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("GET", "/gradio_api/deep_link"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/stream/a/b"),
    ("GET", "/gradio_api/mcp"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/call/respond"),
    ("POST", "/login"),
    ("GET", "/openapi.json"),
    ("GET", "/svelte/x.js"),
    ("GET", "/static/../../etc/passwd"),
    ("GET", "/casc/static/../../../etc/passwd"),
    ("POST", "/"),
    ("PUT", "/"),
    ("DELETE", "/config"),
    ("OPTIONS", "/gradio_api/queue/join"),
]
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


def request(
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[str, str]] = (("host", HOST),),
    chunks: Iterable[bytes] = (b"",),
) -> tuple[int, dict[bytes, bytes], Inner]:
    inner, sent = Inner(), []
    pending = list(chunks)

    async def receive() -> dict[str, Any]:
        body = pending.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(pending)}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    asyncio.run(Guard(inner, [HOST, "localhost:7860"])(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), inner


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_what_the_chat_needs_is_open(method: str, path: str) -> None:
    status, _, inner = request(method, path)
    assert status == 200
    assert inner.headers is not None


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_everything_else_is_closed(method: str, path: str) -> None:
    status, _, inner = request(method, path)
    assert status == 404
    assert inner.headers is None


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
    status, _, inner = request(path=path, headers=headers)
    assert (status, inner.headers) == (421, None)


def test_two_hosts_are_refused() -> None:
    assert request(headers=[("host", HOST), ("host", "localhost:7860")])[0] == 421


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "origin", ["https://127.0.0.1:7860", "http://evil.example", "null", "", "http://127.0.0.1:1"]
)
def test_other_origins_are_refused(method: str, origin: str) -> None:
    path = "/" if method == "GET" else "/gradio_api/queue/join"
    status, _, inner = request(method, path, [("host", HOST), ("origin", origin)])
    assert (status, inner.headers) == (403, None)


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)],
)
def test_posts_from_other_sites_are_refused(site: str, status: int) -> None:
    headers = [("host", HOST), ("origin", f"http://{HOST}"), ("sec-fetch-site", site)]
    assert request("POST", "/gradio_api/queue/join", headers)[0] == status
    assert request("GET", "/", [("host", HOST), ("sec-fetch-site", site)])[0] == 200


def test_forwarding_headers_are_dropped() -> None:
    names = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "forwarded"]
    _, _, inner = request(headers=[("host", HOST), *((name, "evil.example") for name in names)])
    assert inner.headers == [(b"host", HOST.encode())]


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "-1", "many"])
def test_a_stated_length_that_is_too_large(length: str) -> None:
    headers = [("host", HOST), ("content-length", length)]
    status, _, inner = request("POST", "/gradio_api/queue/join", headers)
    assert (status, inner.headers) == (413, None)


def post(*chunks: bytes) -> tuple[int, Inner]:
    status, _, inner = request("POST", "/gradio_api/queue/join", chunks=chunks)
    return status, inner


def test_a_body_is_counted_while_it_comes() -> None:
    whole = b'"' + b"x" * (MAX_BODY - 2) + b'"'
    status, inner = post(whole[:1000], whole[1000:])
    assert (status, inner.body) == (200, whole)
    status, inner = post(whole, b" ")
    assert (status, inner.headers) == (413, None)
    status, inner = post(*[whole[:1000]] * 1000)
    assert (status, inner.headers) == (413, None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"data": ["who?"]}', 200),
        (b'{"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}]}', 403),
        (b'{"data": [{"meta": {"_type": "gradio\\u002eFileData"}}]}', 403),
        (b"--boundary\r\nContent-Disposition: form-data", 400),
        (b"[" * 60_000, 400),
        (b"\xff\xfe", 400),
    ],
)
def test_bodies_are_json_without_files(body: bytes, status: int) -> None:
    answered, inner = post(body)
    assert (answered, inner.headers is not None) == (status, status == 200)


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/nowhere")])
def test_every_response_has_the_headers(method: str, path: str) -> None:
    _, headers, _ = request(method, path)
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
