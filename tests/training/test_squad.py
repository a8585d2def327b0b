"""SQuAD's articles as documents and labelled questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casc_qa.evaluation.questions import LabelledQuestion, read_questions
from training import squad


def questions(folder: Path) -> dict[str, LabelledQuestion]:
    return {q.query_id: q for q in read_questions(folder / "questions.jsonl")}


def test_halves_are_told_by_the_title_alone() -> None:
    # By sha256sum: the last digits are 4, 6 and 7.
    halves = {title: squad.half_of(title) for title in ("Lantern", "Old_Mill", "Lighthouse")}
    assert halves == {"Lantern": "tune", "Old_Mill": "tune", "Lighthouse": "report"}


def test_an_article_is_a_document_and_labels_point_into_it(squad_folders: Path) -> None:
    folder = squad_folders / "tune"
    assert {p.name for p in (folder / "corpus").iterdir()} == {
        "Lantern.txt",
        "Old_Mill.txt",
        "sources.toml",
    }
    sources = (folder / "corpus" / "sources.toml").read_text(encoding="utf-8")
    assert '["Old_Mill.txt"]\ntitle = "Old Mill"\nlanguage = "en"\n' in sources
    asked = questions(folder)
    assert [q.type for q in asked.values()].count("not_given") == 3
    assert len(asked) == 18
    labels = [label for question in asked.values() for label in question.labels]
    assert len(labels) == 15
    for label in labels:
        text = (folder / "corpus" / label.doc_id).read_text(encoding="utf-8")
        assert text[label.start : label.end] == label.quote
    second = asked["Lantern-1-0"].labels[0]  # of the second paragraph
    assert (second.quote, (second.start or 0) > 200) == ("candles", True)


def test_odd_leaves_out_every_second_article(squad_folders: Path) -> None:
    folder = squad_folders / "tune-odd"
    assert not (folder / "corpus" / "Old_Mill.txt").exists()
    types = {q.query_id: q.type for q in questions(folder).values()}
    assert {t for i, t in types.items() if i.startswith("Old_Mill")} == {"outside"}
    assert {t for i, t in types.items() if i.startswith("Lantern")} == {"answerable", "not_given"}


def test_gaps_leave_out_every_second_paragraph(squad_file: Path, tmp_path: Path) -> None:
    squad.main([str(squad_file), "tune", str(tmp_path / "gaps"), "--gaps"])
    text = (tmp_path / "gaps" / "corpus" / "Lantern.txt").read_text(encoding="utf-8")
    assert text.startswith("Every autumn")
    asked = questions(tmp_path / "gaps")
    assert {asked[f"Lantern-0-{row}"].type for row in range(5)} == {"not_given"}
    (label,) = asked["Lantern-1-0"].labels
    assert text[label.start : label.end] == "candles"


def test_unread_takes_the_articles_that_nothing_was_learned_from(
    squad_file: Path, tmp_path: Path
) -> None:
    # Of both titles for tuning the last digit of the SHA-256 is even: 4 and 6; half of it, 2 and 3.
    assert [squad.is_for_calibrating(title) for title in ("Lantern", "Old_Mill")] == [False, True]
    squad.main([str(squad_file), "tune", str(tmp_path / "unread"), "--unread"])
    assert [path.name for path in (tmp_path / "unread" / "corpus").glob("*.txt")] == [
        "Old_Mill.txt"
    ]
    asked = questions(tmp_path / "unread")
    assert len(asked) == 9
    assert {q.split("-")[0] for q in asked} == {"Old_Mill"}


def test_russian_takes_the_questions_of_xquad_alone(squad_file: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    row = {"_id": "Old_Mill-0-1", "text": " Когда построили мельницу? "}
    queries.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    out = tmp_path / "ru"
    squad.main([str(squad_file), "tune", str(out), "--russian", str(queries)])
    (question,) = questions(out).values()
    assert (question.question, question.language) == ("Когда построили мельницу?", "ru")
    assert question.labels[0].quote == "1720"


@pytest.mark.parametrize(
    ("title", "name"), [("Old_Mill", "Old_Mill.txt"), ("AC/DC (band)", "AC_DC__band_.txt")]
)
def test_titles_make_file_names(title: str, name: str) -> None:
    assert squad.file_name(title) == name
