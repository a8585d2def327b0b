"""Word translations: which stem stands for which in the other language, by aligned sentences and by
the project's own dictionary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from casc_qa.languages.cyrillic import WORD
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.russian.stems import stem
from casc_qa.languages.words import is_function_word, words
from casc_qa.text.tokens import tokens
from training.russian.alignment import Links, align
from training.russian.pairs import PLACES_NAME, Pair, read

MOST = 10  # translations of a stem
MOST_ALIGNED = 5
LEAST_COUNT = 0.3  # of an alignment
LEAST_SHARE = 0.15  # of the best translation's score, of those aligned
ENTRY_SHARE = 0.7  # of the dictionary in a stem's translations, where both have some
LEAST_WRITTEN = 0.02  # of the likeliest's share, in the file
DECAY = 0.25  # an entry's equivalents count 1, 1 / 1.25, 1 / 1.5, ...

Table = Mapping[str, Mapping[str, float]]
"""Stem to its translations, each with how likely it is, together 1."""


class Vocabulary(dict[str, int]):
    """Words to numbers, from 0 in the order in which they are first looked up.

    >>> vocabulary = Vocabulary()
    >>> [vocabulary[word] for word in ("to", "be", "to")], list(vocabulary)
    ([0, 1, 0], ['to', 'be'])
    """

    def __missing__(self, word: str) -> int:
        """The next number, for a word not seen before."""
        self[word] = len(self)
        return self[word]


def write_translations(
    pairs: Sequence[Pair], entries: Iterable[tuple[str, Sequence[str]]], folder: Path
) -> None:
    """Writes translations-en.tsv and translations-ru.tsv into ``folder``; ``entries`` are Russian
    words or phrases, each with what English calls it, the usual first.
    """
    known = _of_entries(entries)
    for target, aligned in zip(("en", "ru"), _aligned(pairs), strict=True):
        table = _combined(aligned, known)
        lines = sorted(f"{stem}\t{_written(shares)}\n" for stem, shares in table.items())
        (folder / f"translations-{target}.tsv").write_bytes("".join(lines).encode())
        known = _reversed(known)


def write_places(source: Path, folder: Path) -> None:
    """Writes places.tsv into ``folder``: the stems of the adjectives in ``source``, which are made
    of places, and what English calls these.
    """
    pairs = read(source)
    lines = sorted(f"{stem(normalise_russian(russian))}\t{names}\n" for russian, names in pairs)
    (folder / PLACES_NAME).write_bytes("".join(lines).encode())


def _aligned(pairs: Sequence[Pair]) -> tuple[Table, Table]:
    """Into English and into Russian, of sentences."""
    russian, english = Vocabulary(), Vocabulary()
    sentences = [
        (
            [russian[stem(w)] for w in WORD.findall(normalise_russian(pair.russian))],
            [english[_stem(w)] for w in words(pair.english)],
            pair.weight,
        )
        for pair in pairs
    ]
    links = _meaningful(align(sentences, len(russian), len(english)), list(russian), list(english))
    reverse = Links(links.target, links.source, links.counts, links.backward, links.forward)
    return (
        _best_aligned(links, list(russian), list(english)),
        _best_aligned(reverse, list(english), list(russian)),
    )


def _meaningful(links: Links, sources: Sequence[str], targets: Sequence[str]) -> Links:
    """The links between words that mean something, seen together often enough."""
    source_means = np.array([_has_meaning(word) for word in sources])
    target_means = np.array([_has_meaning(word) for word in targets])
    often = links.counts > LEAST_COUNT
    kept = source_means[links.source] & target_means[links.target] & often
    return Links(*(array[kept] for array in links))


def _stem(word: str) -> str:
    """An English word's token; function words too, so that they take their share of alignments."""
    return tokens(word)[0]


def _has_meaning(stem: str) -> bool:
    """Whether a stem is more than grammar, and no number, which translates itself."""
    return len(stem) > 1 and not stem.isdigit() and not is_function_word(stem)


def _best_aligned(links: Links, sources: Sequence[str], targets: Sequence[str]) -> Table:
    """The best translations of every source word."""
    score: NDArray[np.float64] = links.score
    table: dict[str, dict[str, float]] = {}
    for row in np.lexsort((links.target, -score, links.source)).tolist():
        best = table.setdefault(sources[links.source[row]], {})
        if len(best) < MOST_ALIGNED:
            best[targets[links.target[row]]] = float(score[row])
    return {word: _shares(best, LEAST_SHARE) for word, best in table.items()}


def _of_entries(entries: Iterable[tuple[str, Sequence[str]]]) -> Table:
    """Into English, by the entries of one word each."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for russian, equivalents in entries:
        words_of = WORD.findall(normalise_russian(russian))
        if len(words_of) != 1 or is_function_word(words_of[0]):
            continue
        best = table[stem(words_of[0])]
        for rank, english in enumerate(equivalents):
            known = tokens(english)
            if len(known) == 1 and _has_meaning(known[0]):
                weight = 1 / (1 + DECAY * rank)  # other words may share the stem
                best[known[0]] = max(weight, best.get(known[0], 0.0))
    return {word: _shares(best) for word, best in table.items() if best}


def _reversed(table: Table) -> Table:
    """The table of the other direction."""
    reverse: dict[str, dict[str, float]] = defaultdict(dict)
    for word, translations in table.items():
        for translation, share in translations.items():
            reverse[translation][word] = share
    return {word: _shares(best) for word, best in reverse.items()}


def _combined(aligned: Table, known: Table) -> Table:
    """Both tables' translations; the dictionary counts for more."""
    combined = {}
    for word in aligned.keys() | known.keys():
        best: dict[str, float] = defaultdict(float)
        for table, share in ((known, ENTRY_SHARE), (aligned, 1 - ENTRY_SHARE)):
            for translation, likely in table.get(word, {}).items():
                best[translation] += share * likely
        combined[word] = _shares(best, LEAST_WRITTEN)
    return combined


def _shares(scores: Mapping[str, float], least: float = 0.0) -> dict[str, float]:
    """The best translations, those with ``least`` of the first's score, with shares that sum to
    one.
    """
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    kept = {word: value for word, value in best if value >= least * best[0][1]}
    total = sum(kept.values())
    return {word: value / total for word, value in kept.items()}


def _written(shares: Mapping[str, float]) -> str:
    return " ".join(f"{word}:{share:.2g}" for word, share in shares.items())
