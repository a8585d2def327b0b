"""Which scripts a page may run."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from casc_qa.web.guard.policy import policy, script_hashes, with_own_scripts

# The example of https://www.w3.org/TR/CSP3/#external-hash and two more digests made with openssl
HELLO = "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
EMPTY = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.mark.parametrize(
    ("page", "hashes"),
    [
        ("<p>alert('Hello, world.');</p>", []),
        ("<script>alert('Hello, world.');</script>", [HELLO]),
        ("<SCRIPT type=module>alert('Hello, world.');</SCRIPT >", [HELLO]),
        ('<script src="/a.js"></script><script></script>', [EMPTY]),
        ("<script>alert('Hello, world.');</script>" * 2, [HELLO] * 2),
        ("<!-- <script>alert(1)</script> --><p title='<script>alert(1)</script>'>", []),
    ],
)
def test_the_hashes_of_inline_scripts(page: str, hashes: list[str]) -> None:
    assert script_hashes(page) == hashes


def test_no_script_runs_that_is_not_listed() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy([HELLO]).split("; "))
    assert rules["script-src"] == f"'self' '{HELLO}'"
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy().replace("style-src 'self' 'unsafe-inline'", "")


def test_a_page_in_pieces_is_hashed_whole() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def serve() -> None:
        sending = with_own_scripts(send)
        await sending({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        for part in (b"<script>alert('Hel", b"lo, world.');</scr", b"ipt>"):
            await sending({"type": "http.response.body", "body": part, "more_body": True})
        assert sent == []
        await sending({"type": "http.response.body"})

    asyncio.run(serve())
    start, body = sent
    assert body == {
        "type": "http.response.body",
        "body": b"<script>alert('Hello, world.');</script>",
    }
    assert (b"a", b"b") in start["headers"]
    assert (
        f"script-src 'self' '{HELLO}'"
        in dict(start["headers"])[b"content-security-policy"].decode()
    )
