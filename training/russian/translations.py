"""Word translations from aligned sentences: which stem stands for which in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from alignment import Links, align
from numpy.typing import NDArray
from pairs import Pair

from casc_qa.text.cyrillic import WORD, normalised, stem
from casc_qa.text.tokens import is_function_word, tokens, words

MOST = 5  # translations of a stem
LEAST_COUNT = 0.3  # of an alignment
LEAST_SHARE = 0.15  # of the strongest translation's strength


class Numbers(dict[str, int]):
    """Words to numbers, given as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def write_translations(pairs: Sequence[Pair], folder: Path) -> None:
    """Writes translations-en.tsv and translations-ru.tsv into ``folder``."""
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
    _write(folder / "translations-en.tsv", links, *names)
    _write(folder / "translations-ru.tsv", turned, *reversed(names))


def _stem(word: str) -> str:
    """An English word's token; function words too, so that they take their share of alignments."""
    return tokens(word)[0]


def _tells(stem: str) -> bool:
    """Whether a stem is more than grammar."""
    return len(stem) > 1 and not is_function_word(stem)


def _write(path: Path, links: Links, sources: Sequence[str], targets: Sequence[str]) -> None:
    strength: NDArray[np.float64] = links.strength
    found: dict[str, list[tuple[str, float]]] = {}
    for row in np.lexsort((links.target, -strength, links.source)).tolist():
        best = found.setdefault(sources[links.source[row]], [])
        if len(best) < MOST:
            best.append((targets[links.target[row]], float(strength[row])))
    lines = sorted(f"{source}\t{_shares(best)}\n" for source, best in found.items())
    path.write_bytes("".join(lines).encode())


def _shares(best: Sequence[tuple[str, float]]) -> str:
    kept = [(word, value) for word, value in best if value >= LEAST_SHARE * best[0][1]]
    total = sum(value for _, value in kept)
    return " ".join(f"{word}:{value / total:.2g}" for word, value in kept)
