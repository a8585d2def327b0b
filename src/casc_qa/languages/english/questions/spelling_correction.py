"""Words a slip of the pen away from an English one."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa.languages.questions.slips import slips

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALIKE = ("aeiouy", "cks", "sz", "bp", "dt", "fv", "gj", "mn", "vw")
"""What sounds alike, or nearly."""
_BESIDE = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Rows of a keyboard."""
_LEAST_LETTERS = 5
"""Of a word that is corrected: nearly every shorter one is a slip away from another."""
_LEAST_LETTERS_OF_A_NAME = 6
_ENDING = 2
"""Letters at the end of a name that make another name: Petrov and Petrova are two people."""


def _instead() -> dict[str, str]:
    groups = [set(group) for group in _ALIKE]
    groups += [{row[at], row[at + 1]} for row in _BESIDE for at in range(len(row) - 1)]
    return {
        letter: "".join(sorted(set().union(*(g for g in groups if letter in g)) - {letter}))
        for letter in _LETTERS
    }


_INSTEAD = _instead()


def corrections(word: str, is_name: bool = False) -> Iterator[frozenset[str]]:
    """What ``word``, in small letters, was meant to be, if one slip was made: the slips that are
    made most often first, those of one set equally likely. Nothing for a short word. Two names may
    differ by one letter: in one, no letter is taken for another, and the last ones stay.

    >>> ["project" in possible for possible in corrections("progect")]
    [False, False, False, False, True]
    >>> list(corrections("hte")), any("petrova" in c for c in corrections("petrov", is_name=True))
    ([], False)
    """
    if len(word) < (_LEAST_LETTERS_OF_A_NAME if is_name else _LEAST_LETTERS):
        return
    possible = slips(word, _LETTERS, _INSTEAD)
    if not is_name:
        yield from possible
        return
    for meant in possible[:-1]:
        yield frozenset(other for other in meant if other.endswith(word[-_ENDING:]))
