"""Figures of the reader by itself, from readings made up."""

from __future__ import annotations

import pytest

from casc_qa.types import Span
from training.reader.examples import Example, sentences_with, text_of
from training.reader.measure import Reading, f1, normalised, report

TEXT = text_of("Gate", "The gate was shut at night. Orla Finch sleeps there. She is a guard.")


def example(question: str, *answers: str) -> Example:
    spans = tuple(Span(TEXT.text.index(a), TEXT.text.index(a) + len(a)) for a in answers)
    return Example("set", question, TEXT, sentences_with(TEXT, spans), spans)


ASKED = [
    example("When?", "at night", "night"),
    example("Who?", "Orla Finch"),
    example("What is she?", "a guard"),
    example("Why?"),
]
READINGS = {
    "When?": Reading(0, 3.0, "night"),
    "Who?": Reading(2, 1.0, "She"),
    "What is she?": Reading(2, -1.0, "is a guard"),
    "Why?": Reading(1, 0.0, "there"),
}


def test_figures_by_hand() -> None:
    line = report("made up", ASKED, lambda e: READINGS[e.question], has_words=True)
    # two of three sentences; two of three margins above that of the silent one; one answer exact;
    # F1 1, 0, and of "is guard" against "guard" 2/3
    assert line == (
        "made up: 4 questions, sentence 0.6667, near-miss 0.6667, exact match 0.3333, F1 0.5556"
    )


def test_what_cannot_be_measured_is_left_out() -> None:
    line = report("answers", ASKED[:3], lambda e: READINGS[e.question], has_words=False)
    assert line == "answers: 3 questions, sentence 0.6667"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("The  U.S. Government", ["us", "government"]),
        ("an apple, a day", ["apple", "day"]),
        ("Theresa", ["theresa"]),
        ("the", []),
    ],
)
def test_answers_are_compared_as_squad_compares_them(answer: str, words: list[str]) -> None:
    assert normalised(answer) == words


@pytest.mark.parametrize(
    ("given", "right", "value"),
    [("red fox", "the red fox", 1), ("fox fox", "fox", 2 / 3), ("dog", "fox", 0), ("", "fox", 0)],
)
def test_f1(given: str, right: str, value: float) -> None:
    assert f1(given, right) == pytest.approx(value)
