"""The kinds of things that a question may ask for."""

from __future__ import annotations

from typing import Literal

Expected = Literal[
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
"""The kind of thing that an answer has to contain."""
LOOSE: frozenset[Expected] = frozenset(["name", "place", "reason"])
"""Kinds that capital letters or small words only hint at."""
REQUIRED: frozenset[Expected] = frozenset(["year", "weekday", "money", "email", "phone"])
"""Kinds that are written in so few ways that a sentence without one can't answer."""
