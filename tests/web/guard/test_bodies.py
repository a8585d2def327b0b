"""What a POST may carry: what the page sends is passed on, anything else is refused in one line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casc_qa.web.guard.bodies import Bodies, Function, is_nothing, is_text
from casc_qa.web.guard.refusals import Refused
from helpers.web.requests import (
    ASK,
    CLEAR,
    EVENT,
    EXPORT,
    GOOD,
    JOIN,
    QUESTION,
    RUN,
    SAVED,
    TURN,
)

BODIES = Bodies(
    {
        0: Function((is_text, is_nothing), frozenset({6, 7})),
        1: Function((), frozenset({4}), queued=False),
    }
)
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
RATE = "/casc/rating"
RATING = {
    "question": "Who?", "doc": "a.txt", "sha256": "0" * 64, "start": 0, "end": 5, "right": True,
    "reason": "",
}  # fmt: skip
BAD: list[tuple[str, Any]] = [
    *[(RATE, value) for value in ([], "x", 1, None, {})],
    *[(RATE, {k: v for k, v in RATING.items() if k != key}) for key in RATING],
    *[(RATE, {**RATING, key: "x"}) for key in ("sha256", "start", "end", "right", "more")],
    *[(RATE, {**RATING, key: 7}) for key in ("question", "doc", "sha256", "right", "reason")],
    *[(RATE, {**RATING, "start": n}) for n in (-1, 1.5, True)],
    (RATE, {**RATING, "reason": "x" * 1001}),
    *[(EXPORT, value) for value in ([], "x", 1, None, {})],
    *[(EXPORT, {k: v for k, v in SAVED.items() if k != key}) for key in SAVED],
    *[(EXPORT, {**SAVED, "format": value}) for value in ("", "JSON", "a.b", "../x", 1, None, [])],
    *[(EXPORT, {**SAVED, "language": value}) for value in ("", "de", "en\n", 1, None, [])],
    *[(EXPORT, {**SAVED, "turns": value}) for value in ([], [TURN] * 51, TURN, "x", None, [[]])],
    *[(EXPORT, {**SAVED, "turns": [{**TURN, key: 7}]}) for key in TURN],
    *[(EXPORT, {**SAVED, "turns": [{**TURN, key: [7]}]}) for key in ("documents", "last", "after")],
    *[(EXPORT, {**SAVED, "turns": [{k: TURN[k] for k in TURN if k != key}]}) for key in TURN],
    *[(EXPORT, {**SAVED, "turns": [{**TURN, key: "x"}]}) for key in ("languages", "more")],
    (EXPORT, {**SAVED, "more": 1}),
    *[(path, value) for path in (JOIN, RUN, ASK) for value in ([], "x", 1, None)],
    *[(path, {}) for path in (JOIN, RUN, ASK)],
    *[(JOIN, {k: v for k, v in QUESTION.items() if k != key}) for key in ("data", "fn_index")],
    (JOIN, {k: v for k, v in QUESTION.items() if k != "session_hash"}),
    *[(JOIN, {**QUESTION, key: True}) for key in ("batched", "simple_format", "request", "x")],
    *[(JOIN, {**QUESTION, "event_id": EVENT}), (JOIN, {**QUESTION, "oauth_token": "x"})],
    *[(JOIN, {**QUESTION, "fn_index": n}) for n in (-1, 2, 10**30, 0.0, True, "0", None, [0])],
    *[(JOIN, {**QUESTION, "trigger_id": n}) for n in (-1, 4, 6.0, True, "6", [])],
    *[(JOIN, {**QUESTION, "session_hash": s}) for s in ("", "a b", "a/b", "é", "a" * 37, 1, None)],
    *[(JOIN, {**QUESTION, "session_hash": s}) for s in ("abc\n", "a\x00", ["a"], {"a": 1})],
    *[(JOIN, {**QUESTION, "data": d}) for d in ([], ["a"], ["a", None, None], "ab", {}, None)],
    *[(JOIN, {**QUESTION, "data": [q, None]}) for q in (None, 1, ["a"], {"text": "a"}, FILE)],
    *[(JOIN, {**QUESTION, "data": ["a", h]}) for h in ([], {}, "x", FILE, 0)],
    (JOIN, {**QUESTION, "event_data": {"index": 0}}),
    (JOIN, CLEAR),
    (RUN, QUESTION),
    (RUN, {**CLEAR, "data": ["a"]}),
    (RUN, {**CLEAR, "fn_index": 0, "data": ["a", None]}),
    *[(ASK, {"data": d}) for d in ([], ["a", "b"], [None], [1], [["a"]], [FILE], "a", None)],
    (ASK, {"data": ["a"], "session_hash": "a"}),
]
NOT_JSON = [
    b"",
    b"{",
    b"--boundary\r\nContent-Disposition: form-data",
    b"[" * 60_000,
    b'{"a":' * 12_000,
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    json.dumps(QUESTION).encode("utf-16"),
    b'{"data": ["\\ud800"]}',
    b'{"data": [NaN]}',
    b'{"data": [Infinity]}',
    b'{"data": ["a"], "data": ["b"]}',
    b'{"data": [' + b"9" * 5000 + b"]}",
    b'{"data": ["a"]} {}',
    b'{"data": ["a\x00"]}',
]


def refused(path: str, body: bytes, content_type: str = "application/json") -> Refused:
    with pytest.raises(Refused) as caught:
        BODIES.check(path, content_type, body)
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) < 100
    return caught.value


@pytest.mark.parametrize(("path", "table"), [*GOOD, (RATE, RATING)])
def test_what_the_page_sends(path: str, table: dict[str, Any]) -> None:
    body = json.dumps(table, indent=1).encode()
    for content_type in ("application/json", "application/json; charset=utf-8"):
        assert json.loads(BODIES.check(path, content_type, body)) == table


@pytest.mark.parametrize(("path", "table"), BAD, ids=lambda value: str(value)[:50])
def test_what_it_does_not_send(path: str, table: object) -> None:
    assert refused(path, json.dumps(table).encode()).status == 422


@pytest.mark.parametrize("body", NOT_JSON, ids=lambda value: str(value[:20]))
def test_what_is_not_json(body: bytes) -> None:
    assert refused(ASK, body).status == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json, text/plain",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonx",
    ],
)
def test_other_content_types(content_type: str) -> None:
    assert refused(ASK, b'{"data": ["Who?"]}', content_type).status == 415
