"""Russian abbreviations that do not end a sentence."""

from __future__ import annotations

TITLES = "г ул им проф акад тов гр св".split()
"""They stand before a name."""
REFERENCES = r"пп?|чч?|стт?|стр|с|гл|разд|табл|рис|прил|№№?|прим|прибл|ок|тел"
"""A number may follow them, as in "ст. 4"; alternatives of a regular expression."""
