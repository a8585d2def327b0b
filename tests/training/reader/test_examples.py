"""What is learned from: which sentences answer, in which words, and what is kept apart."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Span
from helpers.reading_sets import answered, row, unanswered, write_set, written
from training.reader.examples import (
    OWN,
    is_kept_apart,
    read_own,
    read_public,
    read_squad,
    sentences_with,
    text_of,
)

COURT = "The court met in Lyon.  Judge Roth opened it in Lyon. It lasted two days. \n"
SENTENCES = ["The court met in Lyon.", "Judge Roth opened it in Lyon.", "It lasted two days."]


def slices(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def not_apart(text: str) -> str:
    """The text, or one with more blanks at its end, that is learned from."""
    return next(t for t in (text + " " * n for n in range(99)) if not is_kept_apart(t))


def test_a_text_is_cut_as_the_program_cuts_documents() -> None:
    text = text_of("Court", COURT)
    assert (text.title, text.text) == ("Court", COURT)
    assert slices(COURT, text.sentences) == SENTENCES
    russian = "Суд заседал в Лионе 5 мая 2020 г. в зале. Он длился два дня."
    assert slices(russian, text_of("", russian).sentences) == [
        "Суд заседал в Лионе 5 мая 2020 г. в зале.",
        "Он длился два дня.",
    ]
    assert text_of("", " \n").sentences == ()


def test_half_of_the_shorter_makes_a_sentence_right() -> None:
    text = text_of("", COURT)
    first, second, third = text.sentences
    assert sentences_with(text, [first]) == {0}
    assert sentences_with(text, [Span(first.start, third.end)]) == {0, 1, 2}
    # "Lyon.  Judge Roth": of 17 characters 5 in one and 10 in the other
    assert sentences_with(text, [Span(first.end - 5, second.start + 10)]) == {1}
    assert sentences_with(text, [Span(first.end, second.start)]) == set()
    assert sentences_with(text, []) == set()


@given(st.data())
def test_the_sentence_around_an_answer_is_right_alone(data: st.DataObject) -> None:
    text = text_of("", COURT)
    number = data.draw(st.integers(0, 2))
    sentence = text.sentences[number]
    start = data.draw(st.integers(sentence.start, sentence.end - 1))
    end = data.draw(st.integers(start + 1, sentence.end))
    assert sentences_with(text, [Span(start, end)]) == {number}


def test_written_questions_are_labelled_by_their_quotes(tmp_path: Path) -> None:
    text = not_apart(COURT)
    questions = [
        answered("Where did Roth open it?", "Lyon", SENTENCES[1]),
        answered("What happened?", "two days", SENTENCES[0], SENTENCES[2]),
        unanswered("Who paid for it?"),
    ]
    write_set(tmp_path / "c.jsonl.xz", [written(text, questions, "Court")])
    where, what, paid = read_own(tmp_path, is_apart=False)
    assert {e.source for e in (where, what, paid)} == {"own-c"}
    assert {e.text for e in (where, what, paid)} == {text_of("Court", text)}
    assert (where.question, where.right) == ("Where did Roth open it?", {1})
    assert where.answers == (Span(text.rindex("Lyon"), text.rindex("Lyon") + 4),)
    assert (what.right, slices(text, what.answers)) == ({0, 2}, ["two days"])
    assert (paid.right, paid.answers, paid.is_answerable) == (frozenset(), (), False)


def test_an_eighth_is_kept_apart_by_the_text_alone(tmp_path: Path) -> None:
    texts = [f"Hall {number} is closed." for number in range(400)]
    passages = [written(t, [unanswered("Why?")], f"Hall {n}") for n, t in enumerate(texts)]
    again = [written(t, [unanswered("When?")], "Another title") for t in texts]
    write_set(tmp_path / "a.jsonl.xz", passages)
    write_set(tmp_path / "b.jsonl.xz", reversed(again))
    apart = [e.text.text for e in read_own(tmp_path, is_apart=True)]
    learned = [e.text.text for e in read_own(tmp_path, is_apart=False)]
    assert not set(apart) & set(learned)
    assert set(apart) | set(learned) == set(texts)
    assert len(apart) + len(learned) == 800
    assert all(apart.count(text) == 2 for text in apart)
    assert 30 <= len(set(apart)) <= 70  # 50 are to be expected


def test_public_rows(tmp_path: Path) -> None:
    path = write_set(
        tmp_path / "some-set.jsonl.xz",
        [
            row("Where?", COURT, "Lyon", "two days", title="Court", unit="span"),
            row("What was it like?", COURT, SENTENCES[2], unit="sentence"),
            row("Who paid?", COURT),
            row("Who lied?", COURT, "Lyon") | {"answerable": False},  # the labels disagree
            row("Who slept?", COURT) | {"answerable": True},
            row("How long?", COURT, "two days")
            | {"answers": [{"text": "", "start": 0}, {"text": "two", "start": COURT.index("two")}]},
        ],
    )
    where, like, paid, long = read_public(path)
    assert (where.source, where.question, where.text.title) == ("some-set", "Where?", "Court")
    assert where.right == {0, 2}
    assert slices(COURT, where.answers) == ["Lyon", "two days"]
    assert (like.right, like.answers, like.text.title) == ({2}, (), "")
    assert (paid.right, paid.answers) == (frozenset(), ())
    assert (long.right, slices(COURT, long.answers)) == ({2}, ["two"])


def test_of_squad_only_articles_that_nothing_else_is_measured_on(squad_file: Path) -> None:
    # "Old_Mill" is for tuning too, but for calibrating; the others are for reporting.
    examples = list(read_squad(squad_file, "tune"))
    assert {e.text.title for e in examples} == {"Lantern"}
    reported = {e.text.title for e in read_squad(squad_file, "report")}
    assert reported == {"Lighthouse", "Harbour"}
    assert {e.source for e in examples} == {"squad-dev"}
    assert [sorted(e.right) for e in examples] == [[0], [1], [2], [3], [], [1], [2], [3], []]
    assert [slices(e.text.text, e.answers) for e in examples][:2] == [["1887"], ["Anna Vogel"]]


def test_all_that_was_written_can_be_read() -> None:
    learned = list(read_own(OWN, is_apart=False))
    apart = list(read_own(OWN, is_apart=True))
    assert not {e.text.text for e in learned} & {e.text.text for e in apart}
    for example in (*learned, *apart):
        assert len(example.answers) == example.is_answerable
        assert sentences_with(example.text, example.answers) <= example.right, example


def test_the_readme_counts_what_was_written() -> None:
    readme = (OWN / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z]|all) \|.*\| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", readme, re.M)
    counted = {name: tuple(int(n.replace(",", "")) for n in numbers) for name, *numbers in rows}
    there = {}
    for path in sorted(OWN.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            passages = [json.loads(line) for line in lines]
        labels = [q["answerable"] for p in passages for q in p["questions"]]
        there[path.name[0]] = (len(passages), labels.count(True), labels.count(False))
    there["all"] = tuple(map(sum, zip(*there.values(), strict=True)))
    assert counted == there
