"""``casc-qa export``: files and refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest

from casc_qa.building.build import build_index
from casc_qa.locators import locators_in
from helpers.command import Casc, one_line

FUNDED = "Who funded the Gender and Human Rights Project?"
QUOTE = "UNODC wishes to thank the Governments of the United Kingdom"


HOSTILE = {
    "=formula, name.txt": 'A title\n\n=HYPERLINK("http://x") gathered 53 participants in Osh in '
    "May 2021. The *budget* was $5 {million} & 10 % of_it #1 <b>bold</b> [a](b) ~ ^ \\cmd.\n\n"
    "Afterwards the \u202e35 experts\u202c met in Baku\x07 again -- and ``quoted'' it ?` well.",
    "файл #1.txt": "Заметка о встрече\n\nСеминар о таможне прошёл в Баку и собрал 37 участников из "
    "«Закона». Они сказали: «Это важно, „очень“ важно».\n\nПрограмма:\n- первое: таможня;\n"
    "- второе: граница;\n- третье: торговля.\n",
    "table.csv": "Name;Role;City\nAnn;Director of the Centre;Osh\n@Bob;=Head of Unit;Baku\n",
    "m.md": "# Big *title*\n\nThe **training** gathered _44_ people & friends in [Almaty](http://x.y/a_b).",
}
ASKED = """How many participants gathered in Osh?
Сколько участников собрал семинар о таможне?
What was the budget?
How many experts met in Baku?
What is the role of Bob?
Какие направления в программе?
How many people gathered in Almaty?
?
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of documents that no format has room for as they are."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    for name, text in HOSTILE.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    (folder / "asked.txt").write_text(ASKED, encoding="utf-8")
    build_index(folder / "corpus", folder / "index")
    return folder


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text(f"{FUNDED}\n\nWho is the President of Uzbekistan?\n{'x' * 2001}\n")
    return path


@pytest.mark.parametrize("ending", ["md", "docx", "json", "csv", "bib", "ris", "csl.json"])
def test_each_format(casc_qa: Casc, built_index: Path, listed: Path, ending: str) -> None:
    output = listed.parent / f"answers.{ending}"
    run = casc_qa("export", listed, "-o", output, "--index", built_index)
    assert (run.status, run.out, run.err) == (0, "", "")
    if ending == "docx":
        text = "\n".join(p.text for p in docx.Document(str(output)).paragraphs)
    else:
        text = output.read_text(encoding="utf-8-sig")
        assert any(locators_in(text.replace("\\", "")))
    assert QUOTE in text
    assert "The documents do not say" in text
    assert "shorten it." in text
    before = output.read_bytes()
    assert casc_qa("export", listed, "-o", output, "--index", built_index).status == 0
    assert output.read_bytes() == before


@pytest.mark.parametrize("ending", ["md", "docx", "json", "csv", "bib", "ris", "csl.json"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_exported_is_verified(
    casc_qa: Casc, hostile: Path, ending: str, language: str
) -> None:
    output, index = hostile / f"{language}.{ending}", hostile / "index"
    options = ("--lang", language, "--style", {"en": "chicago-notes", "ru": "apa"}[language])
    run = casc_qa("export", hostile / "asked.txt", "-o", output, "--index", index, *options)
    assert run.status == 0, run.err
    run = casc_qa("verify", output, "--json", "--index", index)
    counts = json.loads(run.out)["counts"]
    assert counts.pop("verified") >= 9
    assert set(counts.values()) == {0}
    assert run.status == 0


def test_options(casc_qa: Casc, built_index: Path, listed: Path) -> None:
    output = listed.parent / "answers.txt"
    options = ("--format", "markdown", "--style", "apa", "--lang", "ru", "--after", "2024")
    run = casc_qa("export", listed, "-o", output, "--index", built_index, *options)
    assert run.status == 0
    text = output.read_text(encoding="utf-8")
    assert text.startswith("# Ответы из документов")
    assert "(31 мая 2024 г.). https://www.unodc.org/" in text
    assert "bishkek" not in text


def test_refusals(casc_qa: Casc, built_index: Path, listed: Path) -> None:
    folder = listed.parent
    index = ("--index", built_index)
    run = casc_qa("export", listed, "-o", folder / "a.pdf", *index)
    one_line(run, 2, "a.pdf", ".md, .docx, .json, .csv, .bib, .ris, .csl.json", "--format")
    one_line(casc_qa("export", listed, "-o", folder / "no" / "a.md", *index), 2, "make it")
    one_line(casc_qa("export", folder / "no.txt", "-o", folder / "a.md", *index), 2, "no.txt")
    one_line(
        casc_qa("export", listed, "-o", folder / "a.md", "--doc", "nothing", *index), 2, "nothing"
    )
    one_line(casc_qa("export", listed, "-o", folder / "a.md", "--index", folder / "no"), 1)
    assert sorted(path.name for path in folder.iterdir()) == ["list.txt", "work"]


def test_many_questions_are_asked(casc_qa: Casc, built_index: Path, listed: Path) -> None:
    run = casc_qa("ask", "--questions", listed, "--index", built_index)
    assert run.status == 0
    first, second, third = map(json.loads, run.out.splitlines())
    alone = json.loads(casc_qa("ask", FUNDED, "--json", "--index", built_index).out)
    assert first == alone
    assert second["abstention"]["code"] == "not_stated"
    assert third["error"] == "The question has more than 2,000 characters: shorten it."


def test_many_questions_to_a_table(casc_qa: Casc, built_index: Path, listed: Path) -> None:
    run = casc_qa("ask", "--questions", listed, "--format", "csv", "--index", built_index)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert rows[0]["question"] == FUNDED
    output = listed.parent / "out.csv"
    run = casc_qa("ask", "--questions", listed, "-o", output, "--index", built_index)
    assert (run.status, run.out) == (0, "")
    data = output.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))) == rows
    output = listed.parent / "out.jsonl"
    casc_qa("ask", "--questions", listed, "-o", output, "--index", built_index)
    assert len(output.read_text(encoding="utf-8").splitlines()) == 3


def test_one_question_or_a_file_of_them(casc_qa: Casc, listed: Path) -> None:
    one_line(casc_qa("ask"), 2, "--questions")
    one_line(casc_qa("ask", "Who?", "--questions", listed), 2, "choose one")
    one_line(casc_qa("ask", "Who?", "--format", "csv"), 2, "--questions")
    assert "reads one question from standard" in " ".join(casc_qa("ask", "--help").out.split())
