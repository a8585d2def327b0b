"""Tables over HTTP: filled while one is told how far it is, saved as files, within bounds."""

from __future__ import annotations

import csv
import http.client
import io
import json
from typing import Any

import openpyxl

from casc_qa.web.tables import table_format_names
from helpers.web.server import Server, post

ASKED = {
    "questions": ["How many participants took part?", "Кто выступил со вступительным словом?"],
    "documents": [], "after": None, "before": None, "languages": [], "language": "en",
}  # fmt: skip


def lines(server: Server, **changed: Any) -> list[dict[str, Any]]:
    status, body = post(server, "/casc/table", {**ASKED, **changed})
    assert status == 200, body
    return [json.loads(line) for line in body.decode().splitlines()]


def test_how_far_it_is_and_then_the_table(server: Server) -> None:
    *progress, last = lines(server)
    done = [line["done"] for line in progress]
    assert done == sorted(done)
    assert {line["total"] for line in progress} <= {10}
    assert '<bdi>53</bdi> <a class="cq-open cq-number"' in last["html"]


def test_a_table_that_was_filled_is_given_again(server: Server) -> None:
    first = lines(server)[-1]
    assert lines(server) == [first]
    assert "Ответ есть в" in lines(server, language="ru")[0]["html"]


def test_filters_choose_the_rows(server: Server) -> None:
    made = lines(server, after="2024")[-1]["html"]
    assert made.count('scope="row"') == 1
    assert "Samarkand" in made or "Gender and Human Rights" in made


def test_why_there_is_none(server: Server) -> None:
    assert "No document" in lines(server, after="2090")[-1]["error"]
    assert "at most 50" in lines(server, questions=[f"Who is {n}?" for n in range(51)])[-1]["error"]
    assert "empty" in lines(server, questions=[" "])[-1]["error"]


def test_each_format_comes_as_a_file(server: Server) -> None:
    assert table_format_names() == ["csv", "xlsx", "json", "docx"]
    for name in table_format_names():
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        headers = {"Content-Type": "application/json"}
        connection.request(
            "POST", "/casc/table/file", json.dumps({**ASKED, "format": name}), headers
        )
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200
        saved = response.headers["content-disposition"]
        assert saved == f'attachment; filename="casc-qa-table.{name}"'
        if name == "csv":
            _, _, second, *_ = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
            assert second[4] == "53"
        if name == "xlsx":
            assert str(openpyxl.load_workbook(io.BytesIO(body))["Table"]["C3"].value)[:3] == "53 "
        if name == "json":
            assert json.loads(body)["documents"][1]["cells"][0]["words"] == "53"


def test_another_format_is_refused(server: Server) -> None:
    status, body = post(server, "/casc/table/file", {**ASKED, "format": "pdf"})
    assert status == 409
    assert b"csv, xlsx, json, docx" in body
