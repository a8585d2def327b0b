"""Word translations: which stem stands for which in the other language, by aligned sentences and by
the project's own dictionary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from alignment import Links, align
from numpy.typing import NDArray
from pairs import PLACES, Pair, entries, read

from casc_qa.languages.cyrillic import WORD, normalised, stem
from casc_qa.text.tokens import is_function_word, tokens, words

MOST = 10  # translations of a stem
MOST_ALIGNED = 5
LEAST_COUNT = 0.3  # of an alignment
LEAST_SHARE = 0.15  # of the strongest translation's strength, of those aligned
ENTRY_SHARE = 0.7  # of the dictionary in a stem's translations, where both have some
LEAST_WRITTEN = 0.02  # of the likeliest's share, in the file
DECAY = 0.25  # an entry's equivalents count 1, 1 / 1.25, 1 / 1.5, ...

Table = Mapping[str, Mapping[str, float]]
"""Stem to its translations, each with how likely it is, together 1."""


class Numbers(dict[str, int]):
    """Words to numbers, given as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def write_translations(pairs: Sequence[Pair], folder: Path) -> None:
    """Writes translations-en.tsv and translations-ru.tsv into ``folder``."""
    known = _of_entries()
    for target, aligned in zip(("en", "ru"), _aligned(pairs), strict=True):
        table = _combined(aligned, known)
        lines = sorted(f"{stem}\t{_written(found)}\n" for stem, found in table.items())
        (folder / f"translations-{target}.tsv").write_bytes("".join(lines).encode())
        known = _turned(known)


def write_places(folder: Path) -> None:
    """Writes places.tsv into ``folder``: the stems of adjectives made of places, and what English
    calls these.
    """
    lines = sorted(f"{stem(normalised(russian))}\t{names}\n" for russian, names in read(PLACES))
    (folder / "places.tsv").write_bytes("".join(lines).encode())


def _aligned(pairs: Sequence[Pair]) -> tuple[Table, Table]:
    """Into English and into Russian, of sentences."""
    russian, english = Numbers(), Numbers()
    sentences = [
        (
            [russian[stem(w)] for w in WORD.findall(normalised(pair.russian))],
            [english[_stem(w)] for w in words(pair.english)],
            pair.weight,
        )
        for pair in pairs
    ]
    links = align(sentences, len(russian), len(english))
    names = list(russian), list(english)
    telling = [np.array([_tells(word) for word in side]) for side in names]
    kept = telling[0][links.source] & telling[1][links.target] & (links.count > LEAST_COUNT)
    links = Links(*(array[kept] for array in links))
    turned = Links(links.target, links.source, links.count, links.backward, links.forward)
    return _strongest(links, *names), _strongest(turned, *reversed(names))


def _stem(word: str) -> str:
    """An English word's token; function words too, so that they take their share of alignments."""
    return tokens(word)[0]


def _tells(stem: str) -> bool:
    """Whether a stem is more than grammar, and no number, which translates itself."""
    return len(stem) > 1 and not stem.isdigit() and not is_function_word(stem)


def _strongest(links: Links, sources: Sequence[str], targets: Sequence[str]) -> Table:
    strength: NDArray[np.float64] = links.strength
    found: dict[str, dict[str, float]] = {}
    for row in np.lexsort((links.target, -strength, links.source)).tolist():
        best = found.setdefault(sources[links.source[row]], {})
        if len(best) < MOST_ALIGNED:
            best[targets[links.target[row]]] = float(strength[row])
    return {word: _shares(best, LEAST_SHARE) for word, best in found.items()}


def _of_entries() -> Table:
    """Into English, by the entries of one word each."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for russian, equivalents in entries():
        words_of = WORD.findall(normalised(russian))
        if len(words_of) != 1 or is_function_word(words_of[0]):
            continue
        best = found[stem(words_of[0])]
        for place, english in enumerate(equivalents):
            known = tokens(english)
            if len(known) == 1 and _tells(known[0]):
                weight = 1 / (1 + DECAY * place)  # other words may share the stem
                best[known[0]] = max(weight, best.get(known[0], 0.0))
    return {word: _shares(best) for word, best in found.items() if best}


def _turned(table: Table) -> Table:
    """The table of the other direction."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word, translations in table.items():
        for translation, share in translations.items():
            found[translation][word] = share
    return {word: _shares(best) for word, best in found.items()}


def _combined(aligned: Table, known: Table) -> Table:
    """Both tables' translations; the dictionary counts for more."""
    found = {}
    for word in aligned.keys() | known.keys():
        best: dict[str, float] = defaultdict(float)
        for table, share in ((known, ENTRY_SHARE), (aligned, 1 - ENTRY_SHARE)):
            for translation, likely in table.get(word, {}).items():
                best[translation] += share * likely
        found[word] = _shares(best, LEAST_WRITTEN)
    return found


def _shares(found: Mapping[str, float], least: float = 0.0) -> dict[str, float]:
    """The strongest, which have ``least`` of the first's strength, with shares that sum to one."""
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    kept = {word: value for word, value in best if value >= least * best[0][1]}
    total = sum(kept.values())
    return {word: value / total for word, value in kept.items()}


def _written(found: Mapping[str, float]) -> str:
    return " ".join(f"{word}:{share:.2g}" for word, share in found.items())
