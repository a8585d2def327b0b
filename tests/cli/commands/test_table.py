"""``casc-qa table``, as typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from helpers.command import Casc, one_line

QUESTION = "How many participants took part?"


def test_printed_and_written(casc_qa: Casc, built_index: Path, tmp_path: Path) -> None:
    asked = ("table", QUESTION, "--index", built_index, "--doc", "bishkek")
    printed = casc_qa(*asked)
    assert printed.status == 0
    assert "    53 [1]\n" in printed.out
    as_json = json.loads(casc_qa(*asked, "--format", "json").out)
    assert as_json["documents"][0]["cells"][0]["words"] == "53"
    for ending in ("xlsx", "csv", "docx", "json", "txt"):
        path = tmp_path / f"table.{ending}"
        done = casc_qa(*asked, "-o", path, "--lang", "ru")
        assert (done.status, done.out) == (0, "")
        assert path.stat().st_size
    heads, row = csv.reader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig")))
    assert (heads[0], row[4]) == ("Документ", "53")
    assert openpyxl.load_workbook(tmp_path / "table.xlsx")["Таблица"]["C2"].value == "53 [1]"
    assert "Источники" in (tmp_path / "table.txt").read_text("utf-8")


def test_questions_of_a_file(casc_qa: Casc, built_index: Path, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(f"{QUESTION}\n\nWho funded it?\n", encoding="utf-8")
    run = casc_qa(
        "table", "--questions", tmp_path / "q.txt", "--index", built_index, "--format", "json",
        "--after", "2023", "--before", "2023",
    )  # fmt: skip
    made = json.loads(run.out)
    assert [column["question"] for column in made["questions"]] == [QUESTION, "Who funded it?"]
    assert len(made["documents"]) == 2


def test_a_table_without_an_answer(casc_qa: Casc, built_index: Path) -> None:
    run = casc_qa("table", "How do I bake bread?", "--doc", "bishkek", "--index", built_index)
    assert run.status == 3
    assert "does not say" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "There is no question"),
        (["Who?", "--format", "xlsx"], "-o FILE"),
        (["Who?", "-o", "table.pdf"], ".xlsx"),
        (["Who?", "-o", "nowhere/table.csv"], "no folder"),
        (["Who?", "--after", "2090"], "No document"),
        (["Who?", "--doc", "nothing"], "nothing"),
        (["Who?", "--questions", "none.txt"], "none.txt"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    casc_qa: Casc, built_index: Path, arguments: list[str], said: str
) -> None:
    one_line(casc_qa("table", *arguments, "--index", built_index), 2, said)


def test_without_an_index(casc_qa: Casc, tmp_path: Path) -> None:
    one_line(casc_qa("table", QUESTION, "--index", tmp_path / "none"), 1, "casc-qa index")
