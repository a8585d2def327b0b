"""What is seen before Gradio's scripts have run."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Browser, expect

from casc_qa.web.first_paint import FirstPaint
from helpers.web.server import Server

NAME = "() => getComputedStyle(document.body, '::before').content"
GROUND = "() => getComputedStyle(document.body).backgroundColor"


def test_the_name_is_there_without_any_script(browser: Browser, server: Server) -> None:
    for scheme, ground in (("light", "rgb(244, 246, 248)"), ("dark", "rgb(15, 22, 29)")):
        page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
        page.route("**/assets/**", lambda route: route.abort())
        page.goto(server.url)
        assert page.evaluate(NAME) == '"casc-qa"'
        assert page.evaluate(GROUND) == ground
        page.context.close()


def test_the_page_itself_takes_its_place(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(server.url)
    expect(page.locator("#cq-question textarea")).to_be_visible(timeout=60_000)
    assert page.evaluate(NAME) == "none"
    page.close()


def sent_by(path: str, *bodies: bytes) -> list[dict[str, Any]]:
    """What comes out of an application that answers with these parts of a body."""
    sent: list[dict[str, Any]] = []
    length = str(sum(map(len, bodies))).encode()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/html"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, body in enumerate(bodies, 1):
            more = number < len(bodies)
            await send({"type": "http.response.body", "body": body, "more_body": more})

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    async def nothing() -> dict[str, Any]:
        return {}

    scope = {"type": "http", "method": "GET", "path": path}
    painted: Any = FirstPaint(app)
    with ThreadPoolExecutor(1) as threads:  # Playwright has a loop in this one
        threads.submit(asyncio.run, painted(scope, nothing, keep)).result()
    return sent


def test_its_length_is_stated_and_other_answers_pass_as_they_are() -> None:
    start, body = sent_by("/", b"<head><title>a</title></he", b"ad><body></head></body>")
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
    head, _, rest = body["body"].partition(b"</head>")
    assert head.count(b"/casc/static/first.css") == head.count(b"/casc/static/main.js") == 1
    assert rest == b"<body></head></body>"
    parts = sent_by("/config", b"<head></he", b"ad>")
    assert [part.get("body") for part in parts] == [None, b"<head></he", b"ad>"]
