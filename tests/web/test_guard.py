"""Requests like those of the page, changed at random: each is answered, and nothing fails."""

from __future__ import annotations

import copy
import http.client
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.web.requests import CLOSED, GOOD, MALFORMED, OPEN
from helpers.web.server import Server

EXAMPLES = 4000 if os.environ.get("CASC_QA_NIGHTLY") else 400
HEADERS = [
    "accept",
    "accept-encoding",
    "authorization",
    "content-type",
    "cookie",
    "expect",
    "forwarded",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "upgrade",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-gradio-server",
    "x-gradio-user",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)
VALUES = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=40)
SOME_HEADERS = st.dictionaries(st.sampled_from(HEADERS), VALUES, max_size=3)
ADDRESSES = st.sampled_from(
    [address for _, address in [*OPEN, *CLOSED]] + [address for address, _ in MALFORMED]
)
ESCAPED = st.sampled_from(["%00", "%", "%ff", "%0d%0a", "&", "=", "?", "/", "..", "#", "+", "a"])
KEYS = ["data", "fn_index", "session_hash", "event_id", "trigger_id", "event_data", "batched"]


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, bytes]:
    """A route, and one of its bodies with a few changes."""
    path, real = draw(st.sampled_from(GOOD))
    table: dict[str, Any] = copy.deepcopy(real)
    if table.get("data"):
        table["data"] = ["", *table["data"][1:]]  # quickly answered
    for _ in range(draw(st.integers(0, 2))):
        target: Any = draw(st.sampled_from([table, *filter(None, [table.get("data")])]))
        if isinstance(target, dict):
            key = draw(st.sampled_from([*KEYS, *table]) | st.text(max_size=5))
            target[key] = draw(JSON)
        elif isinstance(target, list):
            target.insert(draw(st.integers(0, len(target))), draw(JSON))
    body = bytearray(json.dumps(table).encode())
    for _ in range(draw(st.sampled_from([0, 0, 1, 3]))):
        at = draw(st.integers(0, len(body)))
        body[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return path, bytes(body)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """An address with pieces put in."""
    address = draw(ADDRESSES)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(1, len(address)))
        address = address[:at] + draw(ESCAPED) + address[at:]
    return address


@pytest.fixture(scope="module")
def fuzzed(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(built_index, tmp_path_factory.mktemp("fuzzed")) as running:
        yield running
        assert running.stop() == (0, "")


def answered(server: Server, method: str, path: str, body: bytes, headers: dict[str, str]) -> int:
    """The status; what is streamed is not waited for."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value.encode("latin-1"))
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        if response.status >= 400:
            error = response.read()
            assert b"Traceback" not in error
            assert len(error.splitlines()) == (method != "HEAD")
        return response.status
    finally:
        connection.close()


@settings(max_examples=EXAMPLES)
@given(bodies(), SOME_HEADERS)
def test_bodies(fuzzed: Server, sent: tuple[str, bytes], headers: dict[str, str]) -> None:
    with_type = {"content-type": "application/json", **headers}
    assert answered(fuzzed, "POST", *sent, with_type) < 500


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(["GET", "HEAD", "POST", "PUT"]), addresses(), SOME_HEADERS)
def test_addresses(fuzzed: Server, method: str, address: str, headers: dict[str, str]) -> None:
    assert answered(fuzzed, method, address, b"", headers) < 500


def test_it_answers_still(fuzzed: Server) -> None:
    assert answered(fuzzed, "GET", "/", b"", {}) == 200
