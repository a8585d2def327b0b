"""Many questions, one after the other. One that can't be asked does not end the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.question import MAX_QUESTION_CHARS
from casc_qa.errors import QuestionError
from casc_qa.system.small_files import shortened
from casc_qa.types import EVERYTHING, Answer, Report, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


class Asked(NamedTuple):
    """A question with its answer, or with why it could not be asked."""

    question: str
    answer: Answer | None
    error: str | None = None
    language: str = "en"
    """In which it is answered: of what is said around quotes, ISO 639-1."""


def ask_each(
    assistant: Assistant,
    questions: Sequence[str],
    k: int | None = None,
    scope: Scope = EVERYTHING,
    report: Report | None = None,
    words_around: str | None = None,
) -> Iterator[Asked]:
    """The answer to each question, as soon as it is there; what is said around quotes in the
    language ``words_around``, or in that of each question. Raises as ``Assistant.ask`` does, but
    for a question that can't be asked.
    """
    for number, question in enumerate(questions):
        if report is not None:
            report("asking", number, len(questions))
        try:
            answer = assistant.ask(question, k, scope, words_around)
            yield Asked(question, answer, None, answer.told_in)
        except QuestionError as error:
            shown = shortened(question, MAX_QUESTION_CHARS)
            yield Asked(shown, None, str(error), error.language)
    if report is not None:
        report("asking", len(questions), len(questions))
