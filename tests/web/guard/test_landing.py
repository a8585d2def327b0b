"""Pages of other sites in a real Chromium: what they may load of the chat, and where links lead."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from casc_qa.web.guard.landing import PAGE
from helpers.web.server import TASHKENT, Server, source_path

Site = Callable[[str], str]


@pytest.fixture
def site() -> Iterator[Site]:
    """Serves a page of another site, and gives its address."""
    pages: list[bytes] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages[-1])

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()

        def serve(body: str) -> str:
            pages.append(f"<!doctype html><h1>any page</h1>{body}".encode())
            return f"http://localhost:{other.server_port}/"

        yield serve
        other.shutdown()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_nothing_of_the_chat_loads_in_another_page(
    server: Server, site: Site, tab: Page, host: str
) -> None:
    address = f"http://{host}:{server.port}"
    paths = ["/pwa_icon/16000", "/theme.css", "/casc/status", source_path(), "/config"]
    images = "".join(f'<img src="{address}{path}">' for path in paths)
    frames = f'<iframe src="{address}/"></iframe><iframe src="{address}{source_path()}"></iframe>'
    got: dict[str, int | str] = {}
    tab.on("response", lambda r: got.update({r.url.removeprefix(address): r.status}))
    tab.on("requestfailed", lambda r: got.update({r.url.removeprefix(address): "blocked"}))
    tab.goto(site(f'{images}{frames}<script src="{address}/casc/static/chat.js"></script>'))
    tab.wait_for_load_state("networkidle")
    answers = {path: answer for path, answer in got.items() if path.startswith("/")}
    assert set(answers) == {*paths, "/", "/casc/static/chat.js"}
    assert set(answers.values()) <= {403, "blocked"}
    widths = tab.locator("img").evaluate_all("images => images.map(image => image.naturalWidth)")
    assert widths == [0] * len(paths)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_link_leads_to_the_source(server: Server, site: Site, tab: Page, host: str) -> None:
    address = f"http://{host}:{server.port}{source_path()}"
    sizes: list[str] = []
    tab.on("response", lambda r: r.url == address and sizes.append(r.headers["content-length"]))
    tab.goto(site(f'<a href="{address.replace("&", "&amp;")}">a source</a>'))
    tab.get_by_role("link").click()
    mark = tab.locator("#cq-mark")
    expect(mark).to_contain_text("Svetlana Artikova")
    tab.reload()
    expect(mark).to_contain_text("Svetlana Artikova")
    assert sizes[0] == str(len(PAGE))
    assert len(set(sizes)) == 2


def test_a_link_leads_to_the_chat(server: Server, site: Site, tab: Page) -> None:
    tab.goto(site(f'<a href="{server.url}/">the chat</a>'))
    tab.get_by_role("link").click()
    expect(tab.locator("#cq-question textarea")).to_be_visible(timeout=60_000)


def test_the_way_there_is_the_same_for_every_document(
    server: Server, site: Site, tab: Page
) -> None:
    first: list[tuple[int, dict[str, str]]] = []
    for doc in (TASHKENT, "nowhere.txt", "x" * 3000, "%00"):
        seen: list[Response] = []

        def note(response: Response, seen: list[Response] = seen) -> None:
            seen.append(response)

        address = server.url + source_path().replace(TASHKENT, doc)
        tab.on("response", note)
        tab.goto(site(f'<a href="{address.replace("&", "&amp;")}">a source</a>'))
        tab.get_by_role("link").click()
        tab.wait_for_url(f"{server.url}/**")
        tab.wait_for_load_state("networkidle")
        tab.remove_listener("response", note)
        answer = next(r for r in seen if r.url.startswith(server.url))
        headers = {k: v for k, v in answer.headers.items() if k != "date"}
        first.append((answer.status, headers))
    assert first[1:] == first[:1] * 3
    assert first[0][1]["content-length"] == str(len(PAGE))
