"""What programs write in Russian when there is no title."""

from __future__ import annotations

PLACEHOLDER_TITLES = r"без (?:названия|имени).*|документ ?\d*|презентация powerpoint|слайд \d+"
"""A regular expression's alternatives, for a whole title in any case."""
