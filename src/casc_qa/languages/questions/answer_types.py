"""The types of answers that a question may ask for."""

from __future__ import annotations

from typing import Literal

AnswerType = Literal[
    "number",
    "money",
    "date",
    "year",
    "weekday",
    "name",
    "place",
    "reason",
    "email",
    "phone",
    "expansion",
]
"""What an answer has to contain."""
LOOSE: frozenset[AnswerType] = frozenset(["name", "place", "reason"])
"""Types that capital letters or small words only hint at."""
REQUIRED: frozenset[AnswerType] = frozenset(["year", "weekday", "money", "email", "phone"])
"""Types that are written in so few ways that a sentence without one can't answer."""
