"""Questions to begin with, of real indexes."""

from __future__ import annotations

from pathlib import Path

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.examples import examples_of
from casc_qa.building.build import build_index

RUSSIAN = (
    "Региональный тренинг\n\n"
    "Региональный тренинг прошёл в Бишкеке 22–24 августа 2023 года. "
    "Центр таможенного сотрудничества был создан в 1998 году двумя государствами. "
    "Второй региональный тренинг намечен на весну. "
    "Тренинг организован Управлением ООН по наркотикам и преступности.\n"
)


def built(folder: Path, **files: str) -> Assistant:
    (folder / "corpus").mkdir()
    for name, text in files.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build_index(folder / "corpus", folder / "index")
    return open_index(folder / "index")


def test_asking_one_brings_up_a_quote(assistant: Assistant) -> None:
    questions = examples_of(assistant)
    assert "How many participants did the training gather?" in questions
    assert len(questions) == len(set(questions)) == 5
    answers = [assistant.ask(question) for question in questions]
    assert all(a.answered and (a.confidence or 0.0) >= 0.5 for a in answers)
    quoted = [answer.citations[0].doc_id for answer in answers]
    assert len(set(quoted)) >= 3
    assert max(map(quoted.count, quoted)) <= 2


def test_they_are_the_same_every_time_and_no_more_than_wanted(assistant: Assistant) -> None:
    assert examples_of(assistant) == examples_of(assistant)
    assert examples_of(assistant, 2) == examples_of(assistant)[:2]


def test_russian_documents_are_asked_in_russian(tmp_path: Path) -> None:
    assistant = built(tmp_path, a=RUSSIAN)
    questions = examples_of(assistant)
    assert "Где прошёл региональный тренинг?" in questions
    assert "Когда был создан Центр таможенного сотрудничества?" in questions
    assert all(assistant.ask(question).answered for question in questions)


def test_there_are_none_where_no_sentence_can_be_asked(tmp_path: Path) -> None:
    assert examples_of(built(tmp_path, a="The dog ran home at noon. It was late.")) == []
