"""Many questions: each with its answer or its error."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.many import ask_each
from casc_qa.errors import ScopeError
from casc_qa.types import Scope

QUESTIONS = ["Who funded the Gender and Human Rights Project?", "?", "я" * 2001, "Кто это?"]


def test_one_that_cannot_be_asked_does_not_end_the_others(assistant: Assistant) -> None:
    steps: list[tuple[str, int, int]] = []
    asked = list(ask_each(assistant, QUESTIONS, report=lambda *step: steps.append(step)))
    assert asked[0].answer == assistant.ask(QUESTIONS[0])
    assert asked[1].error is not None
    assert asked[1].error.startswith("The question is empty")
    assert asked[2].error == "В вопросе больше 2000 символов: сократите его."
    assert (asked[2].language, len(asked[2].question)) == ("ru", 2000)
    assert asked[3].answer is not None
    assert [each.question for each in asked[:2]] == QUESTIONS[:2]
    assert steps == [("asking", done, 4) for done in range(5)]


def test_k_and_scope_are_those_of_each(assistant: Assistant) -> None:
    scope = Scope(after="2024")
    (asked,) = ask_each(assistant, QUESTIONS[:1], 2, scope)
    assert asked.answer == assistant.ask(QUESTIONS[0], 2, scope)
    with pytest.raises(ScopeError):
        next(ask_each(assistant, QUESTIONS, scope=Scope(("nothing.txt",))))
