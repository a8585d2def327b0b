"""Boilerplate comes last, and answers when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.languages.questions.contact import asks_for_contact


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is Arifa Fatikhova's e-mail address?", "arifa.fatikhova[at]un.org"),
        ("What phone number is given for Vasilina Brazhko?", "+996775987817"),
    ],
)
def test_it_answers_when_it_is_asked_for(assistant: Assistant, question: str, quote: str) -> None:
    assert asks_for_contact(question)
    assert any(quote in citation.quote for citation in assistant.ask(question).citations)


def test_it_comes_after_what_is_no_boilerplate(tmp_path: Path) -> None:
    sentence = "It was founded as a gender and rights programme of many years."
    invitation = "Learn more about the Gender and Human Rights Project."
    (tmp_path / "a.txt").write_text(f"A page\n\n{invitation}\n\n{sentence}")
    build_index(tmp_path, tmp_path / ".index")
    best = open_index(tmp_path / ".index").ask("What is the Gender and Human Rights Project?").best
    assert best is not None
    assert best.quote == sentence
