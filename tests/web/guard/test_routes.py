"""Every route of the application and of Gradio's in it: named by the guard, or not there at all."""

from __future__ import annotations

import http.client
import itertools
import json
import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.config import Settings
from casc_qa.web.application import create_app
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.routes import Routes
from casc_qa.web.serving.loading import AssistantLoader
from helpers.web.requests import EVENT, GOOD, OPEN
from helpers.web.server import TASHKENT, Server, source_path

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
OURS = {
    ("GET", "/casc/documents"),
    ("GET", "/casc/examples"),
    ("GET", "/casc/page"),
    ("GET", "/casc/source"),
    ("GET", "/casc/static/{name}"),
    ("GET", "/casc/status"),
    ("GET", "/manifest.json"),
    ("POST", "/casc/export"),
    ("POST", "/casc/rating"),
    ("POST", "/casc/table"),
    ("POST", "/casc/table/file"),
    ("GET", "/api/docs"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/v1/documents"),
    ("GET", "/api/v1/documents/{doc_id:path}"),
    ("POST", "/api/v1/ask"),
    ("POST", "/api/v1/overview"),
    ("POST", "/api/v1/search"),
    ("POST", "/api/v1/table"),
    ("POST", "/api/v1/timeline"),
    ("POST", "/api/v1/verify"),
}
OF_GRADIO = {
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/assets/{path:path}"),
    ("GET", "/favicon.ico"),
    ("GET", "/manifest.json"),  # behind ours, which is found first
    ("GET", "/static/{path:path}"),
    ("GET", "/theme.css"),
    ("GET", "/gradio_api/app_id"),
    ("GET", "/gradio_api/call/{api_name}/{event_id}"),
    ("GET", "/gradio_api/heartbeat/{session_hash}"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/call/{api_name}"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/run/{api_name}"),
}
FILLED = ["ask", "predict", EVENT, "abc123", "main.js", "etc/passwd", "1"]
NEEDED = {path: query for _, address in OPEN for path, _, query in [address.partition("?")]}


def walk(routes: Any, prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    """Path and methods of every route, those of applications and routers inside too."""
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from walk(inner.routes, prefix)
        elif hasattr(route, "routes"):
            yield from walk(route.routes, prefix + route.path)
        else:
            yield prefix + route.path, set(route.methods or METHODS)


def addresses(path: str) -> Iterator[str]:
    """Addresses of a route: each of its parts filled in, and where it is open, what it needs."""
    names = re.findall(r"\{[^}]*\}", path)
    few = len(names) <= 2
    every = (
        itertools.product(FILLED, repeat=len(names))
        if few
        else zip(*[FILLED] * len(names), strict=True)
    )
    for values in every:
        parts = iter(values)
        filled = re.sub(r"\{[^}]*\}", lambda _: next(parts), path)  # noqa: B023
        yield filled
        if NEEDED.get(filled):
            yield f"{filled}?{NEEDED[filled]}"


@pytest.fixture(scope="module")
def guard(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", "")  # put back afterwards
        folder = tmp_path_factory.mktemp("routes")
        loader = AssistantLoader(lambda held: assistant)
        yield create_app(loader, Hosts(["127.0.0.1:7860"]), folder, Settings())


def is_named(routes: Routes, method: str, address: str) -> bool:
    path, _, query = address.partition("?")
    try:
        routes.check(method, path, path.encode(), query.encode())
    except Refused as refused:
        return refused.status != 404
    return True


def named(guard: Any, routes: Any) -> set[tuple[str, str]]:
    """The routes, with their methods, of which the guard lets anything through."""
    return {
        (method, path)
        for path, methods in walk(routes)
        for method in METHODS
        if any(is_named(guard._routes, method, address) for address in addresses(path))
        and method in methods
    }


def test_our_own_routes_are_open_and_no_others(guard: Any) -> None:
    ours = guard._app.routes[:-1]
    assert {(m, path) for path, methods in walk(ours) for m in methods} == OURS
    assert named(guard, ours) == OURS


def test_of_gradio_only_what_the_page_needs(guard: Any) -> None:
    files = sorted(guard._routes._files)
    for part in ("assets", "static"):
        FILLED.append(next(f for f in files if f.startswith(f"/{part}/"))[len(part) + 2 :])
    try:
        found = named(guard, guard._app.routes[-1:])
    finally:
        del FILLED[-2:]
    assert len(list(walk(guard._app.routes[-1:]))) > 60
    assert found == OF_GRADIO


def test_no_route_is_open_for_a_method_that_it_has_not(guard: Any) -> None:
    """But for addresses that two routes share."""
    known: dict[str, set[str]] = {}
    for path, methods in walk(guard._app.routes):
        for address in addresses(path):
            known.setdefault(address, set()).update(methods)
    for address, methods in known.items():
        for method in set(METHODS) - methods:
            assert not is_named(guard._routes, method, address), (method, address)


def status_of(
    server: Server, method: str, address: str, body: bytes = b"", kind: str = "application/json"
) -> int:
    """The status, over HTTP; what is streamed is not waited for."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.putrequest(method, address)
        connection.putheader("content-type", kind)
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        if response.status >= 400 and method != "HEAD":
            assert b"Traceback" not in response.read()
        return response.status
    finally:
        connection.close()


def test_the_running_chat_has_nothing_else(guard: Any, server: Server) -> None:
    asked = 0
    for path, _ in walk(guard._app.routes):
        for address, method in itertools.product(set(addresses(path)), METHODS):
            if not is_named(guard._routes, method, address):
                assert status_of(server, method, address) in (404, 405), (method, address)
                asked += 1
    assert asked > 1000


BAD_TEXTS = [
    "x", "-", "1e3", "1.5", "9" * 15, "9" * 16, "9" * 400, "-" + "9" * 15, "0x10", "+1", " 1", "1 ",
    "1\n", "\x00", "\x1b[31m", "\x7f", "\u0661\u0662", "NaN", "None", "[]", "{}", "'", '"', "<b>",
    "../../etc/passwd", "a" * 4000, "\u202e", "é",
]  # fmt: skip
MALFORMED = ["%", "%zz", "%ff", "%ED%A0%80", "%00", "%0d%0a", "a" * 9000]
ARGUMENTS = {
    source_path(): ["doc", "start", "end", "sha256", "quote", "also", "fragment", "language"],
    "/casc/documents?language=en": ["language"],
    f"/casc/page?doc={TASHKENT}&sha256={'0' * 64}&page=1&start=0&end=5": [
        "doc", "sha256", "page", "start", "end",
    ],
    "/theme.css?v=1": ["v"],
    "/?__theme=dark": ["__theme"],
    f"/gradio_api/queue/data?session_hash={EVENT}": ["session_hash"],
}  # fmt: skip
FINE = {("also", ""), ("sha256", ""), ("quote", "")}
FINE |= {("v", text) for text in BAD_TEXTS if re.fullmatch("[0-9A-Za-z]{1,128}", text)}


def changed(address: str, name: str, value: str) -> str:
    """With this argument, its value escaped, in place of the one that it has."""
    path, _, query = address.partition("?")
    pairs = [p for p in query.split("&") if p.partition("=")[0] != name]
    return f"{path}?{'&'.join([*pairs, f'{name}={value}'])}"


@pytest.mark.parametrize("address", ARGUMENTS, ids=lambda a: a.partition("?")[0])
def test_bad_arguments_are_refused(server: Server, address: str) -> None:
    for name in ARGUMENTS[address]:
        bad = [urllib.parse.quote(text) for text in BAD_TEXTS if (name, text) not in FINE]
        for value in [*bad, *MALFORMED, *([] if (name, "") in FINE else [""])]:
            status = status_of(server, "GET", changed(address, name, value))
            assert 400 <= status < 500, (name, value, status)
        again = f"&{name}=1"
        assert status_of(server, "GET", address + again + again) in (400, 422)
    for more in ("&other=1", "&=", "&%00=1", "&" + "a=1&" * 30):
        assert 400 <= status_of(server, "GET", address + more) < 500


@pytest.mark.parametrize(
    "path", ["/casc/status", "/casc/examples", "/manifest.json", "/casc/static/main.js"]
)
def test_what_takes_no_argument_refuses_every(server: Server, path: str) -> None:
    assert status_of(server, "GET", path) == 200
    for query in ("a=1", "a", "=", "a=1&a=2", "%00", "a=%ff", "a=" + "x" * 9000):
        assert 400 <= status_of(server, "GET", f"{path}?{query}") < 500


@pytest.mark.parametrize(
    "name",
    ["x", "main", ".js", "main.JS", "main.js.js", "main.py", "a" * 21 + ".js", "favicon.png",
     "..%2fserver.py", "main.js%00", "main.js/", "main%2ejs"],
)  # fmt: skip
def test_only_our_own_files(server: Server, name: str) -> None:
    assert status_of(server, "GET", f"/casc/static/{name}") == 404


BAD_VALUES = [
    None, True, -1, 1.5, 10**15, 10**30, -(10**400), "", "x", "\x00", "a\r\nb", "\u202e",
    "x" * 20_000, [], [1], {}, {"a": 1}, [["x"]], {"path": "/etc/passwd"},
]  # fmt: skip
RATING = {
    "question": "Who?", "doc": TASHKENT, "sha256": "0" * 64, "start": 0, "end": 5, "right": True,
    "reason": "",
}  # fmt: skip


@pytest.mark.parametrize("field", RATING)
def test_a_bad_rating_is_refused(server: Server, field: str) -> None:
    for value in BAD_VALUES:
        body = json.dumps({**RATING, field: value}).encode()
        assert 400 <= status_of(server, "POST", "/casc/rating", body) < 500, value
    twice = json.dumps(RATING)[:-1] + f', "{field}": 1}}'
    assert status_of(server, "POST", "/casc/rating", twice.encode()) == 400
    without = {k: v for k, v in RATING.items() if k != field}
    assert status_of(server, "POST", "/casc/rating", json.dumps(without).encode()) == 422


def test_bad_fields_of_what_the_page_sends(server: Server) -> None:
    """Where a value is of the form that the field has, it may be taken; nothing fails."""
    taken = 0
    for path, table in GOOD:
        for field, value in itertools.product(table, BAD_VALUES):
            status = status_of(server, "POST", path, json.dumps({**table, field: value}).encode())
            assert status < 500, (path, field, value)
            taken += status < 400
            may_be_empty = field in ("documents", "languages") and value == []
            if not may_be_empty and (field == "data" or isinstance(value, list | dict | float)):
                assert status >= 400, (path, field, value)
    assert taken < 40


@pytest.mark.parametrize("path", [*dict.fromkeys(path for path, _ in GOOD), "/casc/rating"])
def test_other_bodies_are_refused(server: Server, path: str) -> None:
    for body, kind in itertools.product(
        [b"", b"null", b"[]", b"{", b'"x"', b"\xff", b"[" * 60_000, b"x" * 70_000],
        ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/x", ""],
    ):
        assert 400 <= status_of(server, "POST", path, body, kind) < 500, (body[:9], kind)


def test_a_file_of_gradio_is_there_or_not(guard: Any, server: Server) -> None:
    style = next(f for f in sorted(guard._routes._files) if f.endswith(".css"))
    assert status_of(server, "GET", style) == 200
    for address in (f"{style}?v=1", f"{style}/", f"/{style}", str(Path(style).parent)):
        assert status_of(server, "GET", address) == 404
