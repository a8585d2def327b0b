"""English sentences and words with their Russian translations, from the sets that may make weights
that ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.normalising import normalise_russian

OWN = Path(__file__).parent
"""Folder of what was written for the project: own/, dictionary/ and places.tsv."""
SENTENCES = {
    "tatoeba-test.tsv": 1.0,
    "mlqe-pe-postedited.tsv": 1.0,
    "open-sdg.tsv": 1.0,
    "tico19-test.tsv": 1.0,
    "ntrex128.tsv": 1.0,
    "php-docs.aligned.tsv": 0.5,
}
"""Files of sentence pairs, and how much a pair counts when words are aligned."""
PHP = "php-docs.aligned.tsv"
WORDS, WORD_WEIGHT = "omw-wikt.ru-en.tsv", 0.7
OWN_TEXTS, ENTRIES = "own", "dictionary"
"""Folders of the project's own pairs, and what these are called as a source."""
OWN_WEIGHT, ENTRY_WEIGHT = 1.5, 1.5
PLACES_NAME = "places.tsv"
SELECTION = ("flores200-devtest.tsv", "laser-tatoeba-v1.tsv")
"""What chooses between settings: never trained on."""
KEPT_OUT = (*SELECTION, "xquad-paragraphs.EVAL-ONLY.tsv", "xquad-questions.EVAL-ONLY.tsv")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_SHORT = 30  # characters; a longer pair whose sides differ much in length is no translation


class Pair(NamedTuple):
    """A text in both languages."""

    english: str
    russian: str
    source: str
    """The file's name, OWN_TEXTS or ENTRIES."""
    weight: float
    """How much the pair counts when words are aligned."""


def read(path: Path) -> Iterator[tuple[str, str]]:
    """The first two fields of each line of a file that has two or more, trimmed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        first, tab, rest = line.partition("\t")
        if tab:
            yield first.strip(), rest.partition("\t")[0].strip()


def entries(own: Path = OWN) -> Iterator[tuple[str, list[str]]]:
    """The project's own dictionary: a Russian word or phrase, and what English calls it, the usual
    first.
    """
    for path in sorted((own / ENTRIES).glob("*.tsv")):
        for russian, english in read(path):
            yield russian, english.split(", ")


def gather(parallel: Path, dictionary: Path, own: Path = OWN) -> list[Pair]:
    """Every pair to train on, each once; none shares a side with what is kept out.

    ``parallel`` is the folder of SENTENCES and KEPT_OUT, ``dictionary`` a file of word pairs,
    Russian first, ``own`` the folder of the project's own.
    """
    banned = {
        normalised(side) for name in KEPT_OUT for pair in read(parallel / name) for side in pair
    }
    seen: set[tuple[str, str]] = set()
    kept = []
    for pair in _all(parallel, dictionary, own):
        sides = normalised(pair.english), normalised(pair.russian)
        if banned.isdisjoint(sides) and sides not in seen and _is_sound(pair, *sides):
            seen.add(sides)
            kept.append(pair)
    return kept


def normalised(text: str) -> str:
    """Words alone, in lower case.

    >>> normalised("Всё, что нужно: it's all!")
    'все что нужно it s all'
    """
    return " ".join(_WORD.findall(normalise_russian(text)))


def _all(parallel: Path, dictionary: Path, own: Path) -> Iterator[Pair]:
    for name, weight in SENTENCES.items():
        yield from (Pair(*sides, name, weight) for sides in read(parallel / name))
    for russian, english in read(dictionary):
        yield Pair(english, russian, WORDS, WORD_WEIGHT)
    for path in sorted((own / OWN_TEXTS).glob("*.tsv")):
        yield from (Pair(*sides, OWN_TEXTS, OWN_WEIGHT) for sides in read(path))
    for russian, equivalents in entries(own):
        yield from (Pair(english, russian, ENTRIES, ENTRY_WEIGHT) for english in equivalents)


def _is_sound(pair: Pair, english: str, russian: str) -> bool:
    """Whether the sides, also given normalised, can be translations of each other."""
    if not _LATIN.search(english) or not has_cyrillic(russian):
        return False
    lengths = len(english), len(russian)
    return max(lengths) <= _SHORT or 0.4 < lengths[0] / lengths[1] < 2.5
