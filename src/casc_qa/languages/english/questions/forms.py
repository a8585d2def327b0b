"""What an English question asks for, as far as its form tells."""

from __future__ import annotations

from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.languages.questions.forms import compiled, first_form

# The first form that a question has tells.
_FORMS: tuple[tuple[AnswerType, str], ...] = (
    ("expansion", r"\b(?:stands? for|in full|spell\w* out|short for|abbreviat\w+|acronym)\b"),
    (
        "expansion",
        r"^(?:what (?:is|are|does|do)|explain|define)(?: the| an?)? [“\"‘']?"
        r"(?-i:\d?[A-Z]{2,}|\d[A-Z])\w*[”\"’',?]*(?:$| (?:stand|mean|in full))",
    ),
    ("email", r"\be-?mails?\b(?: address)?"),
    (
        "phone",
        r"\b(?:tele)?phone number|\bmobile\b|\bwhatsapp\b|\bphone\b.*\?",
    ),
    (
        "money",
        r"\bhow much (?:money|funding|did .* (?:cost|pay|spend|give|contribute|donate))"
        r"|\b(?:cost|price|budget|salary|fee) of\b|\bwhat (?:is|was|were) .*\b(?:cost|budget)s?\b",
    ),
    ("weekday", r"\b(?:day of the week|weekday)\b"),
    ("number", r"\bhow (?:many|much|old|long|often|large|big|far|tall|high|fast)\b"),
    ("number", r"\b(?:share|proportion|percentage|percent|number) of\b"),
    ("number", r"\b(?:what|which) (?:percent|percentage|proportion|number|amount|share)\b"),
    (
        "year",
        r"\b(?:what|which) years?\b|\bfull date\b|\bwith the year\b",
    ),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|month)s?\b"),
    ("name", r"\bwho(?:m|se)?\b"),
    ("reason", r"^why\b|\bfor what reasons?\b"),
    ("place", r"^where\b|\b(?:what|which) (?:city|cities|countr\w+|town|place|region)\b"),
)
_ASKS = compiled(_FORMS)


def answer_type_in_english(question: str) -> AnswerType | None:
    """The type of answer that an English question asks for, where its form tells.

    >>> answer_type_in_english("How many took part?"), answer_type_in_english("Which?")
    ('number', None)
    """
    return first_form(_ASKS, question)
