"""English words, to tell a word broken at a line's end from a compound.

Counted in 3,500 speeches of the General Debate of the United Nations (CC0): words of
three letters and more that stand at least 30 times in at least 15 speeches, without such parts of
longer words as "interna".
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

PREFIXES = frozenset("non ex vice self anti all half post pre mid semi pan neo re".split())
"""What stands before a hyphen though it is no word."""


@cache
def known_words() -> frozenset[str]:
    """All of them."""
    listed = files(__package__).joinpath("known_words.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
