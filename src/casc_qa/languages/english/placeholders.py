"""What programs write in English when there is no title."""

from __future__ import annotations

PLACEHOLDER_TITLES = (
    r"untitled.*|no title|title|document ?\d*|powerpoint presentation|slide \d+|layout \d+|print"
)
"""A regular expression's alternatives, for a whole title in any case."""
