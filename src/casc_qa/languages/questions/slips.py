"""Words a slip of the pen away from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Slips(NamedTuple):
    """What a word was meant to be, if one slip was made, by the slip. The first letter is taken to
    be right, as hardly anybody gets that one wrong.
    """

    doubled: frozenset[str]
    """One of a double letter left out, or one typed twice."""
    swapped: frozenset[str]
    """Two letters in each other's place."""
    missing: frozenset[str]
    """Any letter left out."""
    extra: frozenset[str]
    """Any letter too many."""
    another: frozenset[str]
    """One letter in place of another."""


def slips(word: str, letters: str, instead: Mapping[str, str]) -> Slips:
    """All words one slip away from ``word``: ``letters`` may have been left out, and one that was
    typed stand in place of those that are ``instead`` of it.

    >>> sorted(slips("aba", "b", {"b": "c"}).swapped), slips("aba", "b", {"b": "c"}).another
    (['aab'], frozenset({'aca'}))
    """
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word) + 1)]
    inner = [(before, after) for before, after in cuts if after]
    less = {before + after[1:]: before[-1] == after[0] for before, after in inner}
    more = {
        before + letter + after: before[-1] == letter
        for before, after in cuts
        for letter in letters
    }
    return Slips(
        swapped=frozenset(b + a[1] + a[0] + a[2:] for b, a in inner if a[1:] and a[0] != a[1]),
        doubled=frozenset(w for w, is_double in (*less.items(), *more.items()) if is_double),
        missing=frozenset(w for w, is_double in more.items() if not is_double),
        extra=frozenset(w for w, is_double in less.items() if not is_double),
        another=frozenset(
            before + letter + after[1:]
            for before, after in inner
            for letter in instead.get(after[0], "")
        ),
    )
