"""English sentences and words with their Russian translations, from the sets that may make weights
that ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from casc_qa.languages.cyrillic import has_cyrillic, normalised

OWN = Path(__file__).parent / "own"
DICTIONARY = Path(__file__).parent / "dictionary"
PLACES = Path(__file__).parent / "places.tsv"
SENTENCES = {
    "tatoeba-test.tsv": 1.0,
    "mlqe-pe-postedited.tsv": 1.0,
    "open-sdg.tsv": 1.0,
    "tico19-test.tsv": 1.0,
    "ntrex128.tsv": 1.0,
    "php-docs.aligned.tsv": 0.5,
}
"""Files of sentence pairs, and how much a pair counts when words are aligned."""
WORDS, WORD_WEIGHT = "omw-wikt.ru-en.tsv", 0.7
OWN_WEIGHT, ENTRY_WEIGHT = 1.5, 1.5
ENTRIES = "dictionary"
"""What the pairs of the project's own dictionary are called."""
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
    """The file's name."""
    weight: float


def read(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file as two fields, English first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one, tab, other = line.partition("\t")
        if tab:
            yield one.strip(), other.partition("\t")[0].strip()


def entries() -> Iterator[tuple[str, list[str]]]:
    """The project's own dictionary: a Russian word or phrase, and what English calls it, the usual
    first.
    """
    for path in sorted(DICTIONARY.glob("*.tsv")):
        for russian, english in read(path):
            yield russian, english.split(", ")


def gather(parallel: Path, dictionary: Path) -> list[Pair]:
    """Every pair to train on, each once; none shares a side with what is kept out."""
    banned = {plain(side) for name in KEPT_OUT for pair in read(parallel / name) for side in pair}
    seen: set[tuple[str, str]] = set()
    found = []
    for pair in _all(parallel, dictionary):
        sides = plain(pair.english), plain(pair.russian)
        if banned.isdisjoint(sides) and sides not in seen and _is_sound(pair, *sides):
            seen.add(sides)
            found.append(pair)
    return found


def plain(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(_WORD.findall(normalised(text)))


def _all(parallel: Path, dictionary: Path) -> Iterator[Pair]:
    for name, weight in SENTENCES.items():
        yield from (Pair(*sides, name, weight) for sides in read(parallel / name))
    for russian, english in read(dictionary):
        yield Pair(english, russian, WORDS, WORD_WEIGHT)
    for path in sorted(OWN.glob("*.tsv")):
        yield from (Pair(*sides, "own", OWN_WEIGHT) for sides in read(path))
    for russian, equivalents in entries():
        yield from (Pair(english, russian, ENTRIES, ENTRY_WEIGHT) for english in equivalents)


def _is_sound(pair: Pair, english: str, russian: str) -> bool:
    if not _LATIN.search(english) or not has_cyrillic(russian):
        return False
    lengths = len(english), len(russian)
    return max(lengths) <= _SHORT or 0.4 < lengths[0] / lengths[1] < 2.5
