"""The gate of a chat that has a password: who has not signed in gets no further.

Signing in is a form and a cookie, so a page needs no script for it and a program only ``curl``. A
program may also come with a token, for what programs ask and nothing else. Neither password, nor
cookie, nor token is written anywhere.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

from casc_qa.errors import CascQaError
from casc_qa.phrases import WAIT_TO_SIGN_IN, WRONG_PASSWORD
from casc_qa.web.guard import session_cookies
from casc_qa.web.guard.asgi import Receive, Scope, Send, header_values, respond
from casc_qa.web.guard.bodies import read_body
from casc_qa.web.guard.passwords import MOST_CHARS, Password, PasswordInUse
from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.routes import SIGN_IN_PATH, SIGN_OUT_PATH, is_for_programs
from casc_qa.web.guard.sign_in_page import preferred, sign_in_page, sign_out_page
from casc_qa.web.guard.throttle import Throttle
from casc_qa.web.guard.tokens import FORM, TokensInUse

_FORM = "application/x-www-form-urlencoded"
_MOST_WAITING = 8  # attempts whose password is yet to be looked at; one is at a time
_BUSY_S = 2.0
_LOCAL = re.compile(r"/(?!/)[!-\[\]-~]{0,8192}")  # an address here; "\" counts as "/" for browsers
_BEARER = re.compile(rf"bearer +({FORM}) *", re.IGNORECASE)
_CHALLENGE = (b"www-authenticate", b"Bearer")
_NOTHING_HERE = "There is nothing here."


class Gate:
    """Lets those in who have signed in."""

    def __init__(
        self,
        index: Path,
        port: int,
        *,
        tls_proxy: bool = False,
        now: Callable[[], float] = time.time,
        throttle: Throttle | None = None,
    ) -> None:
        """The password is that of ``index``. Browsers send cookies to every port of a machine, so
        each chat there has one of its own name. ``tls_proxy`` says that a proxy is in front, with
        which browsers speak TLS.
        """
        self._password, self._now = PasswordInUse(index), now
        self._cookie = f"{'__Host-' if tls_proxy else ''}casc-qa-{port}"
        self._tls_proxy = tls_proxy
        self._throttle = throttle or Throttle()
        self._tokens, self._of_tokens = TokensInUse(index), Throttle()
        self._one_at_a_time, self._waiting = asyncio.Semaphore(1), 0
        self._signed_out: dict[str, int] = {}  # cookie -> when it ends

    async def lets_in(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether who asks has signed in; who has not is answered here. Raises Refused."""
        password = self._current()
        cookie = self._cookie_of(scope, password)
        if scope["path"] in (SIGN_IN_PATH, SIGN_OUT_PATH):
            await self._sign(scope, receive, send, password, cookie)
            return False
        if not cookie:
            if is_for_programs(scope["path"]):
                self._check_token(scope)
                return True
            if not _is_for_a_person(scope):
                raise Refused(401, f"Sign in first: POST the password to {SIGN_IN_PATH}.")
            await _show(scope, send, 401, to=_address(scope))
        return bool(cookie)

    def _check_token(self, scope: Scope) -> None:
        """Raises Refused for somebody who comes without a token, or with a wrong one. The right one
        never has to wait: whoever tries others from the same address can't keep it out, and won't
        find it however often they may try.
        """
        sent = header_values(scope, b"authorization")
        token = _BEARER.fullmatch(sent[0]) if len(sent) == 1 else None
        try:
            if token and self._tokens.admit(token[1]):
                return
        except CascQaError as error:
            raise Refused(503, "The tokens can't be read: nobody is let in by one.") from error
        wait = math.ceil(self._of_tokens.attempt(self._address_of(scope))) if sent else 0
        if wait:
            after = (b"retry-after", str(wait).encode())
            raise Refused(429, f"There were too many wrong tokens: try again in {wait} s.", [after])
        which = "This token is not known" if sent else "A token is needed here"
        raise Refused(
            401,
            f"{which}: make one with casc-qa token new NAME on the machine of the chat, and send "
            "it as Authorization: Bearer TOKEN.",
            [_CHALLENGE],
        )

    def _current(self) -> Password:
        """The password. Raises Refused where there is none by now."""
        try:
            password = self._password.get()
        except CascQaError as error:
            raise Refused(503, "The password can't be read: nobody is let in.") from error
        if password is None:
            raise Refused(503, "The password was taken away: nobody is let in.")
        return password

    def _cookie_of(self, scope: Scope, password: Password) -> str:
        """The cookie of somebody who has signed in; nothing for others."""
        key, now = password.session_key(), self._now()
        for value in session_cookies.values_of(header_values(scope, b"cookie"), self._cookie):
            if session_cookies.end_of(key, value) > now and value not in self._signed_out:
                return value
        return ""

    async def _sign(
        self, scope: Scope, receive: Receive, send: Send, password: Password, cookie: str
    ) -> None:
        """What is asked of our two addresses. Raises Refused."""
        method, path = scope["method"], scope["path"]
        is_exact = (scope.get("raw_path") or path.encode()) == path.encode()
        if not is_exact or scope.get("query_string") or method not in ("GET", "HEAD", "POST"):
            raise Refused(404, _NOTHING_HERE)
        if method == "POST" and path == SIGN_IN_PATH:
            await self._try(scope, receive, send, password)
        elif method == "POST":
            await read_body(receive)
            self._end(cookie, password)
            await _go_on(send, "/", self._set(""))
        elif path == SIGN_OUT_PATH and cookie:
            body = sign_out_page(_language(scope))
            await respond(send, 200, body, "text/html")
        elif cookie:
            await _go_on(send, "/")
        else:
            await _show(scope, send, 200)

    async def _try(self, scope: Scope, receive: Receive, send: Send, password: Password) -> None:
        """Signs in whoever knows the password. Raises Refused."""
        kinds = [k.partition(";")[0].strip() for k in header_values(scope, b"content-type")]
        if [kind.lower() for kind in kinds] != [_FORM]:
            raise Refused(415, f"Only {_FORM} is understood here.")
        typed, to = _fields(await read_body(receive))
        address = self._address_of(scope)
        wait = _BUSY_S if self._waiting >= _MOST_WAITING else self._throttle.attempt(address)
        if wait:
            await _show(scope, send, 429, to, wait)
        elif not await self._matches(password, typed):
            await _show(scope, send, 403, to)
        else:
            self._throttle.succeeded(address)
            value = session_cookies.issue(password.session_key(), self._now())
            await _go_on(send, to, self._set(value))

    async def _matches(self, password: Password, typed: str) -> bool:
        """One at a time: each takes memory and a processor."""
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                return await asyncio.to_thread(password.matches, typed)
        finally:
            self._waiting -= 1

    def _end(self, cookie: str, password: Password) -> None:
        """Nobody is signed in by this cookie any more, were it copied."""
        now = self._now()
        self._signed_out = {c: end for c, end in self._signed_out.items() if end > now}
        if cookie:
            self._signed_out[cookie] = session_cookies.end_of(password.session_key(), cookie)

    def _set(self, value: str) -> tuple[bytes, bytes]:
        return session_cookies.set_cookie(self._cookie, value, secure=self._tls_proxy)

    def _address_of(self, scope: Scope) -> str:
        """Of whoever asks: behind a proxy, the one that it was asked by."""
        client, *_ = scope.get("client") or ("",)
        if not self._tls_proxy:
            return str(client)
        last = ",".join(header_values(scope, b"x-forwarded-for")).rpartition(",")[2].strip()
        try:
            return str(ipaddress.ip_address(last))
        except ValueError:
            return str(client)


def _is_for_a_person(scope: Scope) -> bool:
    """Whether a page is asked for, and not something for one."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    if destination := header_values(scope, b"sec-fetch-dest"):
        return destination == ["document"]
    return "text/html" in ",".join(header_values(scope, b"accept"))


def _address(scope: Scope) -> str:
    """The address that was asked for."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    whole: bytes = path + (b"?" + query if query else b"")
    return whole.decode("latin-1")


def _fields(body: bytes) -> tuple[str, str]:
    """The password that was typed, and the address to go on to. Raises Refused."""
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=2)
    except ValueError as error:
        raise Refused(400, "The form is not well formed.") from error
    fields = dict(pairs)
    if len(fields) < len(pairs) or not {"password"} <= set(fields) <= {"password", "to"}:
        raise Refused(422, "The form must hold password, may hold to, each once, and no more.")
    if len(fields["password"]) > MOST_CHARS:
        raise Refused(422, f"A password has no more than {MOST_CHARS:,} characters.")
    to = fields.get("to", "/")
    return fields["password"], to if _LOCAL.fullmatch(to) else "/"


def _language(scope: Scope) -> str:
    return preferred(header_values(scope, b"accept-language"))


async def _show(scope: Scope, send: Send, status: int, to: str = "/", wait: float = 0) -> None:
    """The form, with what went wrong; ``wait`` are seconds until the next attempt."""
    language, seconds = _language(scope), math.ceil(wait)
    told = {
        403: WRONG_PASSWORD.to(language),
        429: WAIT_TO_SIGN_IN.to(language, seconds=seconds),
    }.get(status, "")
    further = [(b"retry-after", str(seconds).encode())] if wait else []
    to = to if _LOCAL.fullmatch(to) else "/"
    await respond(send, status, sign_in_page(language, to, told), "text/html", further)


async def _go_on(send: Send, to: str, *further: tuple[bytes, bytes]) -> None:
    """To another address here, by GET."""
    await respond(send, 303, b"", further=[(b"location", to.encode()), *further])
