"""What programs write in Russian for want of a title."""

from __future__ import annotations

PLACEHOLDER_TITLES = r"без (?:названия|имени).*|документ ?\d*|презентация powerpoint|слайд \d+"
"""A regular expression's alternatives, for a whole title in any case."""
