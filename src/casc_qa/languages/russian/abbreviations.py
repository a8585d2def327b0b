"""Russian abbreviations that do not end a sentence."""

from __future__ import annotations

TITLES = "г ул им проф акад тов гр св".split()
"""They stand before a name."""
REFERENCES = r"пп?|ст|стр|гл|табл|рис"
"""A number may follow them, as in "ст. 4"; alternatives of a regular expression."""
