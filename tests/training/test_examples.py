"""Examples are kept and read again as they were."""

from __future__ import annotations

from pathlib import Path

from casc_qa.asking.features import Features
from training.examples import Example, own_questions, read_examples, write_examples


def test_examples_are_kept(tmp_path: Path) -> None:
    first = Features(*(number / 7 for number in range(len(Features._fields))))
    given = [
        Example([first, first], [True, False], False, None, True),
        Example([], [], True, False, False),
    ]
    write_examples(tmp_path / "examples.jsonl", given)
    kept = read_examples(tmp_path / "examples.jsonl")
    assert kept[1] == given[1]
    assert kept[0][1:] == given[0][1:]
    assert kept[0].features[0] == Features(*(round(value, 6) for value in first))


def test_the_report_half_is_never_read() -> None:
    questions = Path(__file__).parents[2] / "questions"
    english, russian = own_questions(questions, "en"), own_questions(questions, "ru")
    assert {q.split for q in (*english, *russian)} == {"tune"}
    assert (len(english), len(russian)) == (131, 146)
