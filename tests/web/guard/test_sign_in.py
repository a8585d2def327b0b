"""A chat with a password: who gets in, for how long, and what those see who do not."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import signal
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from casc_qa.asking.assistant import Assistant
from casc_qa.config import Settings
from casc_qa.web.application import create_app
from casc_qa.web.guard import session_cookies
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.landing import PAGE
from casc_qa.web.guard.passwords import (
    PASSWORD_NAME,
    Password,
    keep_password,
    password_from,
    remove_password,
)
from casc_qa.web.guard.refusals import error_text
from casc_qa.web.guard.routes import is_for_programs
from casc_qa.web.guard.sign_in import Gate
from casc_qa.web.guard.throttle import Throttle
from casc_qa.web.serving.loading import AssistantLoader
from helpers.web.requests import CLOSED, GOOD, MALFORMED, OPEN
from helpers.web.server import Server, get, source_path

HOST = "127.0.0.1:7860"
WORDS = "correct horse battery"
COOKIE = "casc-qa-7860"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NAVIGATED = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
SOURCE = source_path()
SIGN_IN_FIRST = "Sign in first: POST the password to /casc/sign-in.\n"
TOKEN_FIRST = error_text(
    401,
    "A token is needed here: make one with casc-qa token new NAME on the machine of the chat, and "
    "send it as Authorization: Bearer TOKEN.",
)


class Clock:
    """Both clocks of a gate."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Chat:
    """The application with a password, and its clock."""

    def __init__(self, client: TestClient, index: Path, clock: Clock) -> None:
        self.client, self.index, self.clock = client, index, clock

    def sign_in(self, password: str = WORDS, **headers: str) -> httpx.Response:
        return self.client.post("/casc/sign-in", data={"password": password}, headers=headers)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)


@pytest.fixture(scope="module")
def password() -> Password:
    return password_from(WORDS)


@pytest.fixture(params=[False])
def chat(
    request: pytest.FixtureRequest,
    assistant: Assistant,
    password: Password,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Chat]:
    """With the parameter True, behind a proxy that speaks TLS."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")  # put back afterwards
    keep_password(tmp_path, password)
    loader = AssistantLoader(lambda held: assistant)
    loader.start()
    clock = Clock()
    gate = Gate(tmp_path, 7860, tls_proxy=request.param, now=clock, throttle=Throttle(clock))
    app: Any = create_app(loader, Hosts([HOST]), tmp_path, Settings(), gate)
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield Chat(client, tmp_path, clock)


def test_the_right_password_opens_the_chat(chat: Chat) -> None:
    assert chat.get("/casc/status").status_code == 401
    answer = chat.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"] == (
        f"{COOKIE}={chat.client.cookies[COOKIE]}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert chat.get("/casc/status").json()["state"] == "ready"
    asked = chat.client.post("/gradio_api/call/ask", json={"data": ["What are the 4Ps?"]})
    stream = chat.get(f"/gradio_api/call/ask/{asked.json()['event_id']}").text
    assert "Prevent, Pursue, Protect" in stream


def test_a_wrong_password_does_not(chat: Chat) -> None:
    for wrong in ("", "correct horse", f"{WORDS} ", WORDS.title(), "x" * 1024):
        answer = chat.sign_in(wrong)
        assert answer.status_code == 403
        assert "That is not the password." in answer.text
        assert not answer.headers.get_list("set-cookie")
        assert not wrong or wrong not in answer.text
        chat.clock.now += 1000
    assert chat.get("/casc/status").status_code == 401


def test_who_has_not_signed_in_gets_nothing(chat: Chat) -> None:
    for method, address in [*OPEN, *CLOSED, ("GET", SOURCE)]:
        answer = chat.client.request(method, address)
        assert answer.status_code == 401, address
        first = TOKEN_FIRST if is_for_programs(address.partition("?")[0]) else SIGN_IN_FIRST
        assert answer.text == ("" if method == "HEAD" else first)


def test_a_program_that_has_not_signed_in_gets_nothing(chat: Chat) -> None:
    for path, table in GOOD:
        for cookie in ("", "x", session_cookies.issue(b"another key", chat.clock.now)):
            headers = {"cookie": f"{COOKIE}={cookie}"}
            answer = chat.client.post(path, json=table, headers=headers)
            assert (answer.status_code, answer.text) == (401, SIGN_IN_FIRST)


def test_every_address_shows_the_same_form(chat: Chat) -> None:
    addresses = [a for method, a in [*OPEN, *CLOSED] if method == "GET" and "//" not in a]
    addresses += [a for a, status in MALFORMED if status != 414]
    addresses = [a for a in addresses if not is_for_programs(a.partition("?")[0])]
    for headers in (BROWSER, {**BROWSER, **NAVIGATED}):
        pages = set()
        for address in addresses:
            answer = chat.get(address, **headers)
            assert answer.status_code == 401
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            pages.add(re.sub('name="to" value="[^"]*"', "", answer.text))
        assert len(pages) == 1
    assert "Kyrgyz" not in pages.pop()


def test_what_a_page_loads_gets_no_form(chat: Chat) -> None:
    for destination in ("script", "image", "empty", "iframe"):
        headers = {**BROWSER, "sec-fetch-site": "same-origin", "sec-fetch-dest": destination}
        assert chat.get("/casc/documents", **headers).text == SIGN_IN_FIRST


def test_links_of_other_sites_land_where_they_always_did(chat: Chat) -> None:
    headers = {**BROWSER, **NAVIGATED, "sec-fetch-site": "cross-site"}
    for address in (SOURCE, "/casc/source?doc=nowhere", "/casc/sign-in", "/casc/sign-out", "/x"):
        outside = chat.get(address, **headers)
        assert (outside.status_code, outside.content) == (200, PAGE)
    chat.sign_in()
    inside = chat.get(SOURCE, **headers)
    assert (inside.content, inside.headers) == (outside.content, outside.headers)


def test_the_form_leads_on_to_what_was_asked_for(chat: Chat) -> None:
    page = chat.get(SOURCE, **BROWSER).text
    to = page.partition('name="to" value="')[2].partition('"')[0].replace("&amp;", "&")
    assert to == SOURCE
    answer = chat.client.post("/casc/sign-in", data={"password": WORDS, "to": to})
    assert (answer.status_code, answer.headers["location"]) == (303, SOURCE)
    assert "Svetlana Artikova" in chat.get(answer.headers["location"]).text


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "evil", "", "\\\\evil",
    "/a\r\nset-cookie: a=b", "/a b", "/\tevil", "/é", "javascript:alert(1)", f"/{'x' * 9000}",
]  # fmt: skip


def test_it_leads_nowhere_else(chat: Chat) -> None:
    for to in ELSEWHERE:
        answer = chat.client.post("/casc/sign-in", data={"password": WORDS, "to": to})
        assert (answer.status_code, answer.headers["location"]) == (303, "/"), to
        assert len(answer.headers.get_list("set-cookie")) == 1


def test_a_session_ends_after_twelve_hours(chat: Chat) -> None:
    chat.sign_in()
    chat.clock.now += session_cookies.SESSION_S - 1
    assert chat.get("/casc/status").status_code == 200
    chat.clock.now += 1
    assert chat.get("/casc/status").status_code == 401


def test_a_forged_cookie_is_none(chat: Chat, password: Password) -> None:
    chat.sign_in()
    value = chat.client.cookies[COOKIE]
    chat.client.cookies.clear()
    end, nonce, signature = value.split(".")
    later = f"{int(end) + 1}.{nonce}.{signature}"
    for cookie in (
        f"{COOKIE}={later}",
        f"{COOKIE}={end}.{'0' * 32}.{signature}",
        f"{COOKIE}={end}.{nonce}.{'0' * 64}",
        f"casc-qa-7861={value}",
        f"x{COOKIE}={value}",
        f"{COOKIE}=%s" % urllib.parse.quote(value + " "),
        f"{COOKIE}={session_cookies.issue(password.digest, chat.clock.now)}",
    ):
        assert chat.get("/casc/status", cookie=cookie).status_code == 401, cookie
    assert chat.get("/casc/status", cookie=f"{COOKIE}={value}").status_code == 200
    among = f"a=1; {COOKIE}={later}; {COOKIE}={value}; b"
    assert chat.get("/casc/status", cookie=among).status_code == 200


def test_another_password_ends_all_sessions(chat: Chat) -> None:
    chat.sign_in()
    keep_password(chat.index, password_from("another long password"))
    assert chat.get("/casc/status").status_code == 401
    assert chat.sign_in().status_code == 403
    assert chat.sign_in("another long password").status_code == 303
    assert chat.get("/casc/status").status_code == 200


def test_the_same_password_set_anew_ends_them_too(chat: Chat) -> None:
    chat.sign_in()
    keep_password(chat.index, password_from(WORDS))
    assert chat.get("/casc/status").status_code == 401


def test_without_its_file_nobody_is_let_in(chat: Chat) -> None:
    chat.sign_in()
    path = chat.index / PASSWORD_NAME
    path.chmod(0o644)
    for expected in ("can't be read", "was taken away"):
        for answer in (chat.get("/casc/status"), chat.get("/", **BROWSER), chat.sign_in()):
            assert (answer.status_code, answer.text.count("\n")) == (503, 1)
            assert expected in answer.text
            assert str(chat.index) not in answer.text
        remove_password(chat.index)


def test_signing_out(chat: Chat) -> None:
    assert chat.get("/casc/sign-out").status_code == 200  # the form to sign in
    assert 'type="password"' in chat.get("/casc/sign-out").text
    chat.sign_in()
    value = chat.client.cookies[COOKIE]
    page = chat.get("/casc/sign-out")
    assert (page.status_code, ">Sign out</button>" in page.text) == (200, True)
    assert chat.get("/casc/sign-in").headers["location"] == "/"
    answer = chat.client.post("/casc/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}=; Path=/; Max-Age=0; ")
    assert COOKIE not in chat.client.cookies
    assert chat.get("/casc/status", cookie=f"{COOKIE}={value}").status_code == 401
    assert chat.client.post("/casc/sign-out").status_code == 303
    chat.sign_in()
    assert chat.get("/casc/status").status_code == 200


@pytest.mark.parametrize("path", ["/casc/sign-in", "/casc/sign-out"])
def test_what_the_two_addresses_take(chat: Chat, path: str) -> None:
    assert chat.get(path).status_code == 200
    assert chat.client.head(path).status_code == 200
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        assert chat.client.request(method, path).status_code == 404
    for address in (f"{path}?a=1", path.replace("-", "%2d")):
        assert chat.client.post(address, data={"password": WORDS}).status_code == 404
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        answer = chat.client.post(path, data={"password": WORDS}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    assert chat.client.post(path, content=b"x" * 70_000).status_code in (413, 415)


FORMS = [
    (b"", 422),
    (b"to=/", 422),
    (b"password=a&password=b", 422),
    (b"password=a&more=b", 422),
    (b"password=a&to=/&more=b", 400),
    (b"&".join([b"password=a"] * 1000), 400),
    (b"password=" + b"x" * 1025, 422),
    (b"password=" + b"x" * 65_000, 422),
    (b"password=" + b"x" * 66_000, 413),
    (b"password=%ff", 400),
    (b"password=%ED%A0%80", 400),
    (b"password=\xff", 400),
    (b'{"password": "correct horse battery"}', 422),
    (b"password=%00", 403),
    (b"password=correct%20horse+batter", 403),
    (b"password=correct+horse%20battery", 303),
]


def test_what_the_form_may_hold(chat: Chat) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for body, status in FORMS:
        answer = chat.client.post("/casc/sign-in", content=body, headers=headers)
        assert answer.status_code == status, body[:40]
        chat.clock.now += 1000


def test_other_types_of_body(chat: Chat) -> None:
    for kind in ("", "application/json", "text/plain", "multipart/form-data"):
        body, headers = f"password={WORDS}".encode(), {"content-type": kind}
        answer = chat.client.post("/casc/sign-in", content=body, headers=headers)
        assert answer.status_code == 415


def test_after_five_wrong_passwords_one_waits(chat: Chat) -> None:
    assert [chat.sign_in("wrong").status_code for _ in range(6)] == [403] * 5 + [429]
    answer = chat.sign_in(**{"accept-language": "ru"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert "попробуйте снова через 2 с." in answer.text
    assert "set-cookie" not in answer.headers
    chat.clock.now += 2
    assert chat.sign_in().status_code == 303
    assert chat.sign_in("wrong").status_code == 403


def test_who_has_signed_in_goes_on_while_others_try(chat: Chat) -> None:
    chat.sign_in()
    for _ in range(20):
        chat.sign_in("wrong")
    assert chat.get("/casc/status").status_code == 200


@pytest.mark.parametrize("chat", [True], indirect=True)
def test_behind_a_proxy(chat: Chat) -> None:
    def attempt(forwarded: str, words: str = "wrong") -> int:
        return chat.sign_in(words, **{"x-forwarded-for": forwarded}).status_code

    assert [attempt("192.0.2.1") for _ in range(6)] == [403] * 5 + [429]
    assert attempt("192.0.2.2, 192.0.2.1") == 429  # the last is what the proxy saw
    assert attempt("192.0.2.1, 192.0.2.2") == 403
    answer = chat.sign_in(**{"x-forwarded-for": "192.0.2.3"})
    assert answer.headers["set-cookie"].startswith("__Host-casc-qa-7860=")
    assert answer.headers["set-cookie"].endswith("; HttpOnly; SameSite=Lax; Secure")


def test_without_a_proxy_nobody_names_another_address(chat: Chat) -> None:
    attempts = [
        chat.sign_in("wrong", **{"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(6)
    ]
    assert attempts == [403] * 5 + [429]


def test_one_password_is_looked_at_at_a_time(
    tmp_path: Path, password: Password, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred addresses at once: one computes, a few wait, the others are told to."""
    at_once, most = 0, 0
    lock = threading.Lock()
    real = Password.matches

    def matches(self: Password, typed: str) -> bool:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        try:
            return real(self, typed)
        finally:
            with lock:
                at_once -= 1

    monkeypatch.setattr(Password, "matches", matches)
    keep_password(tmp_path, password)
    gate = Gate(tmp_path, 7860)

    async def attempt(number: int) -> int:
        statuses: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"password=wrong"}

        async def send(message: Any) -> None:
            statuses.append(message.get("status"))

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/casc/sign-in",
            "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
            "client": (f"192.0.2.{number}", 1),
        }
        assert not await gate.lets_in(scope, receive, send)
        return statuses[0]

    async def flood() -> list[int]:
        return await asyncio.gather(*map(attempt, range(100)))

    statuses = asyncio.run(flood())
    assert (statuses.count(403), statuses.count(429)) == (8, 92)
    assert most == 1


def request(port: int, address: str, method: str, path: str, **more: Any) -> tuple[int, str, Any]:
    """Status, body and headers of a request to one address of this machine."""
    connection = http.client.HTTPConnection(address, port, timeout=60)
    connection.request(method, path, more.get("body"), more.get("headers", {}))
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body, response.headers


def own_address() -> str:
    """An address of this machine that is not loopback, where it has one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return str(probe.getsockname()[0])


def test_without_a_password_there_is_nothing_of_it(server: Server) -> None:
    for path in ("/casc/sign-in", "/casc/sign-out"):
        assert get(server, path) == (404, "There is nothing here.\n")
    assert "sign-out" not in get(server, "/")[1]


def test_a_real_chat_for_other_machines(
    index_copy: Path, tmp_path: Path, password: Password
) -> None:
    keep_password(index_copy, password)
    form = {"content-type": "application/x-www-form-urlencoded"}
    with Server(index_copy, tmp_path, host="0.0.0.0") as server:
        assert server.line == (
            f"The chat is at http://127.0.0.1:{server.port}, for other machines at the addresses "
            "of this one (Ctrl+C stops it)\n"
        )
        assert server.process.stdout is not None
        assert server.process.stdout.readline().startswith("Without TLS the password and all")
        port, address = server.port, own_address()
        assert request(port, address, "GET", "/casc/status")[:2] == (401, SIGN_IN_FIRST)
        status, page, _ = request(port, address, "GET", "/", headers=BROWSER)
        assert (status, 'type="password"' in page, "gradio" in page) == (401, True, False)
        ask = {"method": "POST", "path": "/gradio_api/call/ask"}
        body, kind = (
            json.dumps({"data": ["What are the 4Ps?"]}),
            {"content-type": "application/json"},
        )
        assert request(port, address, **ask, body=body, headers=kind)[0] == 401
        sign_in = {"method": "POST", "path": "/casc/sign-in", "headers": form}
        assert request(port, address, **sign_in, body="password=wrong")[0] == 403
        typed = urllib.parse.urlencode({"password": WORDS})
        status, _, headers = request(port, address, **sign_in, body=typed)
        cookie = headers["set-cookie"].partition(";")[0]
        assert (status, cookie.partition("=")[0]) == (303, f"casc-qa-{port}")
        signed = {"cookie": cookie}
        for reached in (address, "127.0.0.1"):
            assert request(port, reached, "GET", "/casc/status", headers=signed)[0] == 200
        assert request(port, address, **ask, body=body, headers=kind | signed)[0] == 200
        assert "/casc/sign-out" in request(port, address, "GET", "/", headers=signed)[1]
        for host in ("evil.example", f"evil.example:{port}", f"192.0.2.77:{port}"):
            forged = {**signed, "host": host}
            assert request(port, address, "GET", "/casc/status", headers=forged)[0] == 421
        keep_password(index_copy, password_from(WORDS))
        assert request(port, address, "GET", "/casc/status", headers=signed)[0] == 401
        assert server.stop() == (0, "")


def test_a_real_chat_behind_a_proxy(index_copy: Path, tmp_path: Path, password: Password) -> None:
    """Asked as the proxy would ask it, which speaks TLS with the browsers."""
    keep_password(index_copy, password)
    toml = '[serve]\nhosts = ["casc.example.org"]\ntls_proxy = true\n'
    (tmp_path / "casc_qa.toml").write_text(toml, encoding="utf-8")
    name = {"host": "casc.example.org", "x-forwarded-for": "192.0.2.1"}
    form = {**name, "content-type": "application/x-www-form-urlencoded"}
    typed = urllib.parse.urlencode({"password": WORDS})
    with Server(index_copy, tmp_path) as server:
        ask = partial(request, server.port, "127.0.0.1")
        assert ask("GET", "/casc/status", headers=name)[0] == 401
        for origin in ("http://casc.example.org", "https://evil.example", "null"):
            sent = ask("POST", "/casc/sign-in", body=typed, headers={**form, "origin": origin})
            assert sent[0] == 403
        own = {**form, "origin": "https://casc.example.org"}
        status, _, headers = ask("POST", "/casc/sign-in", body=typed, headers=own)
        cookie, _, rules = headers["set-cookie"].partition("; ")
        assert (status, cookie.partition("=")[0]) == (303, f"__Host-casc-qa-{server.port}")
        assert rules == "Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"
        assert ask("GET", "/casc/status", headers={**name, "cookie": cookie})[0] == 200
        other = {"host": "other.example.org", "cookie": cookie}
        assert ask("GET", "/casc/status", headers=other)[0] == 421
        server.process.send_signal(signal.SIGINT)
        out, errors = server.process.communicate(timeout=30)
        assert (out, errors) == ("", "")  # nothing is said of the clear


def test_a_restart_signs_nobody_out(index_copy: Path, tmp_path: Path, password: Password) -> None:
    keep_password(index_copy, password)
    with Server(index_copy, tmp_path) as server:
        cookie = (
            f"casc-qa-{server.port}={session_cookies.issue(password.session_key(), time.time())}"
        )
        status = request(
            server.port, "127.0.0.1", "GET", "/casc/status", headers={"cookie": cookie}
        )
        assert status[0] == 200
        assert request(server.port, "127.0.0.1", "GET", "/casc/status")[0] == 401


def test_in_a_browser(
    browser: Browser, index_copy: Path, tmp_path: Path, password: Password
) -> None:
    """At an address that browsers do not think safe, without TLS."""
    keep_password(index_copy, password)
    context = browser.new_context(locale="ru-RU", color_scheme="dark")
    with Server(index_copy, tmp_path, host="0.0.0.0") as server:
        page, url = context.new_page(), f"http://{own_address()}:{server.port}"
        page.goto(url + SOURCE)
        expect(page.get_by_label("Пароль")).to_be_focused()
        assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == (
            "rgb(15, 22, 29)"
        )
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Пароль неверный.")
        page.get_by_label("Пароль").fill(WORDS)
        page.get_by_role("button", name="Войти").click()
        expect(page.locator("#cq-mark")).to_contain_text("Svetlana Artikova")
        assert page.url == url + SOURCE
        page.goto(url)
        page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
        page.locator("#cq-question textarea").fill("What are the 4Ps?")
        page.keyboard.press("Enter")
        expect(page.locator(".cq-done")).to_have_count(1, timeout=60_000)
        page.get_by_role("link", name="Выйти").click()
        page.get_by_role("button", name="Выйти").click()
        expect(page.get_by_label("Пароль")).to_be_visible()
        assert context.cookies() == []
        page.get_by_label("Пароль").fill(WORDS)
        page.keyboard.press("Enter")
        page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
        keep_password(index_copy, password_from(WORDS))  # the open page notices
        expect(page.get_by_label("Пароль")).to_be_visible(timeout=30_000)
    context.close()
