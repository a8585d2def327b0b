"""The security headers of every response, and which scripts a page may run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

from casc_qa.web.guard.asgi import Message, Send, when_whole

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "media-src": "'self' blob: data:",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",  # Gradio's page states its own address
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_LASTING = (b"cache-control", b"private, max-age=31536000, immutable")
_REPLACED = {name for name, _ in _HEADERS} | {
    b"content-security-policy",
    b"access-control-allow-origin",
    b"access-control-allow-credentials",
    b"server",
}


def policy(hashes: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of a page whose own inline scripts have these hashes."""
    scripts = " ".join([_RULES["script-src"], *(f"'{value}'" for value in hashes)])
    return "; ".join(f"{name} {value}" for name, value in {**_RULES, "script-src": scripts}.items())


def script_hashes(page: str) -> list[str]:
    """The hash of each inline script of an HTML page, as a policy names it."""
    finder = _Scripts()
    finder.feed(page)
    finder.close()
    digests = (hashlib.sha256(text.encode()).digest() for text in finder.inline)
    return [f"sha256-{base64.b64encode(digest).decode()}" for digest in digests]


class _Scripts(HTMLParser):
    """Collects what stands in scripts that have no address."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and not any(name == "src" for name, _ in attributes)
        if self._inside:
            self.inline.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def with_headers(send: Send) -> Send:
    """``send`` that puts the security headers to a response."""

    async def sending(message: Message) -> None:
        started = message["type"] == "http.response.start"
        await send(_headed(message, []) if started else message)

    return sending


def with_headers_to_keep(send: Send) -> Send:
    """The same for a file that a browser may keep: its name changes with its bytes, and it holds
    nothing of the documents.
    """

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = _headed(message, [])
            if message["status"] == 200:
                others = [h for h in message["headers"] if h[0] != b"cache-control"]
                message = {**message, "headers": [*others, _LASTING]}
        await send(message)

    return sending


def with_own_scripts(send: Send) -> Send:
    """The same for a page with inline scripts that nothing in a request can change: it is held back
    until it is whole, and its scripts are allowed by their hashes.
    """

    async def finish(start: Message, page: bytes) -> None:
        await send(_headed(start, script_hashes(page.decode("utf-8", "replace"))))
        await send({"type": "http.response.body", "body": page})

    return when_whole(finish)


def _headed(message: Message, hashes: list[str]) -> Message:
    kept = [h for h in message.get("headers", []) if h[0].lower() not in _REPLACED]
    rules = (b"content-security-policy", policy(hashes).encode())
    return {**message, "headers": [*kept, rules, *_HEADERS]}
