"""Forms of questions, each with the type of answer that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casc_qa.languages.questions.answer_types import AnswerType

Forms = Sequence[tuple[AnswerType, re.Pattern[str]]]


def compiled(forms: Iterable[tuple[AnswerType, str]]) -> Forms:
    """``forms``, regular expressions in whichever case, in their order."""
    return tuple((answer_type, re.compile(form, re.IGNORECASE)) for answer_type, form in forms)


def first_form(forms: Forms, question: str) -> AnswerType | None:
    """The type of answer of the first form that the question has.

    >>> first_form(compiled([("year", "what year"), ("date", "when|what year")]), "What year?")
    'year'
    """
    return next((answer_type for answer_type, form in forms if form.search(question)), None)
