"""Conversations saved over HTTP."""

from __future__ import annotations

import csv
import http.client
import io
import json
import sys
from typing import Any

import docx
import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.exporting.formats import FORMATS
from casc_qa.locators import locators_in
from casc_qa.web.exports import format_names
from helpers.web.server import Server, post

QUESTION = "How many participants did the Bishkek training gather?"
QUOTE = "The training gathered 53 participants representing customs"
TURN = {
    "question": QUESTION, "documents": [], "after": None, "before": None, "languages": [],
    "last": [], "exact": False,
}  # fmt: skip
SAMARKAND = "2024-05-31_samarkand_gender-and-human-rights-mainstreaming.txt"


def saved(server: Server, name: str, *turns: dict[str, Any], language: str = "en") -> bytes:
    status, body = post(
        server, "/casc/export", {"format": name, "language": language, "turns": turns or [TURN]}
    )
    assert status == 200, body
    return body


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_comes_as_a_file(server: Server, name: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    table = {"format": name, "language": "en", "turns": [TURN]}
    connection.request(
        "POST", "/casc/export", json.dumps(table), {"Content-Type": "application/json"}
    )
    response = connection.getresponse()
    body = response.read()
    ending = FORMATS[name].suffix
    headers = response.headers
    assert headers["content-disposition"] == f'attachment; filename="casc-qa-answers{ending}"'
    assert headers["content-type"] == FORMATS[name].media_type
    assert headers["x-content-type-options"] == "nosniff"
    if name == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(body)).paragraphs)
    else:
        text = body.decode()
        assert any(locators_in(text.replace("\\", "")))
    assert QUOTE in text


def test_a_turn_is_asked_as_in_the_conversation(server: Server, assistant: Assistant) -> None:
    turns = [
        TURN,
        {**TURN, "question": "And who funded it?", "last": [SAMARKAND]},
        {**TURN, "documents": [SAMARKAND]},
        {**TURN, "question": "?"},
        {**TURN, "documents": ["gone.txt"]},
    ]
    answers = json.loads(saved(server, "json", *turns))["answers"]
    assert answers[0]["answer"][0]["text"].startswith(QUOTE)
    assert {c["doc_id"] for c in answers[1]["citations"]} == {SAMARKAND}
    assert answers[2]["answered"] is False
    assert answers[2]["filters"]["doc_ids"] == [SAMARKAND]
    assert answers[3]["error"].startswith("The question is empty")
    assert answers[4]["error"].startswith("No single document is called 'gone.txt'")
    assert answers[0]["index"]["generation"] == assistant.manifest.generation


def test_in_the_language_of_the_page(server: Server) -> None:
    text = saved(server, "markdown", language="ru").decode()
    assert text.startswith("# Ответы из документов")
    rows = csv.DictReader(io.StringIO(saved(server, "csv").decode("utf-8-sig")))
    assert any(row["quote"].startswith(QUOTE) for row in rows)


def test_no_such_format(server: Server) -> None:
    table = {"format": "pdf", "language": "en", "turns": [TURN]}
    status, body = post(server, "/casc/export", table)
    assert status == 409
    assert body.decode() == f"There is no such format; there are {', '.join(FORMATS)}."


def test_a_format_whose_library_is_missing_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert format_names() == list(FORMATS)
    monkeypatch.setitem(sys.modules, "docx", None)
    assert format_names() == [name for name in FORMATS if name != "docx"]
