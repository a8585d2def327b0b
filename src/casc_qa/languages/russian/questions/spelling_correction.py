"""Words a slip of the pen away from a Russian one."""

from __future__ import annotations

from collections.abc import Collection

from casc_qa.languages.questions.slips import slips

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# What sounds alike, or nearly. Any other letter instead makes another word more often
# than it corrects one: "термит" is no slip of "термин".
_ALIKE = ("ао", "еиэыя", "ую", "йи", "ьъ", "бп", "вф", "гк", "гх", "дт", "жш", "зс", "цс", "щш")
_INSTEAD = {
    letter: "".join(other for group in _ALIKE if letter in group for other in group)
    for letter in _LETTERS
}
_LEAST_LETTERS = (
    5  # of a word that is corrected: nearly every shorter one is a slip away from another
)


def corrections(stem: str, known: Collection[str]) -> list[str]:
    """The ``known`` stems that one letter too few or too many, one that sounds like another, or two
    in each other's place make of ``stem``, in alphabetical order; none for a short one, or one that
    is known. The first letter is taken to be right, as hardly anybody gets that one wrong.

    >>> corrections("учасник", {"участник", "частник"})
    ['участник']
    >>> corrections("тренинг", {"тренинг", "тренин"})
    []
    >>> corrections("призентац", {"презентац"}), corrections("термит", {"термин"})
    (['презентац'], [])
    """
    if len(stem) < _LEAST_LETTERS or stem in known:
        return []
    possible = slips(stem, _LETTERS, _INSTEAD)
    return sorted(word for word in frozenset().union(*possible) if word in known)
