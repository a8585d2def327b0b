"""What a question asks for, and which sentences hold it, by example."""

from __future__ import annotations

import pytest

from casc_qa.languages.detect import detect_language
from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.languages.questions.answers import answer_type, holds, wanted


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many participants did the Bishkek training gather?", "number"),
        ("What share of the population is young?", "number"),
        ("In which year was the meeting held?", "year"),
        ("When was the Toolkit launched?", "date"),
        ("Who funded it?", "name"),
        ("What is the Toolkit?", None),
        ("Сколько человек приняло участие?", "number"),
    ],
)
def test_the_type_of_answer_asked_for(question: str, asked: str | None) -> None:
    assert answer_type(question, detect_language(question)) == asked


@pytest.mark.parametrize(
    ("asked", "sentence", "held"),
    [
        ("number", "over 100 participants", True),
        ("number", "some 25% of our projects", True),
        ("number", "less than one out of every six police officers", True),
        ("number", "On 22-24 August 2023 in Bishkek", False),
        ("number", "Resolution 11/2 of the Conference", False),
        ("date", "held on 9-10 March in Tashkent", True),
        ("date", "The Toolkit, launched in 2021, supports States", True),
        ("date", "the meeting may be held", False),
        ("year", "held on 9-10 March in Tashkent", False),
        ("name", "It was led by Rafi Shah", True),
        ("name", "It was led by nobody", False),
    ],
)
def test_holds(asked: AnswerType, sentence: str, held: bool) -> None:
    assert holds(wanted(asked, ""), sentence) is held
