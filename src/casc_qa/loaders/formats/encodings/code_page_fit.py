"""How well bytes read in a code page: by the letters of languages, and by what stands beside what.

All is measured as the negative logarithm of a probability, so that costs add up: of each letter in
the language that explains the text best, and of each pair of neighbours, whatever the language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp
from typing import NamedTuple

from casc_qa.languages.letter_frequencies import LETTERS, letter_costs
from casc_qa.loaders.formats.encodings.character_neighbours import MARK_COSTS, NEIGHBOURS, kind
from casc_qa.loaders.formats.encodings.code_pages import PAGES, table

_MOST_BYTES = 1 << 20  # of a longer text, blocks from all over it
_BLOCK_BYTES = 1 << 12
_RUN_ABOVE_ASCII = re.compile(rb"[\x80-\xff]+")
_KNOWN_SHARE = 0.97  # of a text's letters, for its language to be written in a code page
_NAMES = frozenset("éáóíöüñçãèäåøşğıčšžćńłęąàâêîôûëïúùõæß")  # letters of names abroad
_LETTER_OF_NAMES = 8.0
_FOREIGN_LETTER = 10.0
_LIKELY, _LIKELY_LATIN = 4.3, 7.5  # nats for each byte; of Latin letters only the rare are counted
_NOISE, _NOISE_LATIN = 6.5, 8.7
_LONGEST_WORDS = 25  # letters, on average


class Fit(NamedTuple):
    """How a code page explains bytes."""

    page: str
    language: str
    cost: float
    """In nats, with the rarity of the page."""
    each: float
    """For each byte above ASCII."""

    @property
    def is_noise(self) -> bool:
        """Whether hardly two characters stand as in any language."""
        return self.each > (_NOISE_LATIN if _is_latin(self.language) else _NOISE)

    @property
    def is_plausible(self) -> bool:
        """Whether the language explains the text about as well as texts that are in it."""
        return self.each <= (_LIKELY_LATIN if _is_latin(self.language) else _LIKELY)


class Evidence(NamedTuple):
    """What tells a code page: how often bytes above ASCII stand beside which."""

    pairs: Mapping[tuple[int, int], int]
    counts: Mapping[int, int]
    """Of each byte above ASCII."""
    plain: Mapping[str, float]
    """What the letters of ASCII cost in each language that is written with them."""
    total: int
    """Bytes above ASCII."""

    @property
    def has_words(self) -> bool:
        """Whether the bytes above ASCII come in pieces no longer than words; lines that are drawn
        with one character do not count.
        """
        starts = sum(n for (first, _), n in self.pairs.items() if first < 0x80)
        drawn = sum(n for (first, second), n in self.pairs.items() if first == second)
        return self.total - drawn <= _LONGEST_WORDS * starts


def evidence(data: bytes) -> Evidence:
    """Of all bytes, or of parts from all over a long text."""
    pairs: Counter[tuple[int, int]] = Counter()
    for stretch in _stretches(data):
        pairs.update(pairwise(stretch))
    counts: Counter[int] = Counter()
    for (_, second), times in pairs.items():
        counts[second] += times
    above = {byte: times for byte, times in counts.items() if byte > 0x7F}
    beside = {pair: times for pair, times in pairs.items() if max(pair) > 0x7F}
    return Evidence(beside, above, _plain_costs(counts), sum(above.values()))


def _plain_costs(counts: Mapping[int, int]) -> Mapping[str, float]:
    """What the letters of ASCII cost in each language that is written with them."""
    plain = {chr(byte): n for byte, n in counts.items() if byte < 0x80 and chr(byte).isalpha()}
    costs = {code: letter_costs(code) for code in LETTERS if _is_latin(code)}
    return {
        code: sum(n * known.get(letter.lower(), _FOREIGN_LETTER) for letter, n in plain.items())
        for code, known in costs.items()
    }


def _stretches(data: bytes) -> Iterable[bytes]:
    data = b"\n" + data + b"\n"
    if len(data) <= _MOST_BYTES:
        return [data]
    above = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if above <= _MOST_BYTES // 4:
        runs = _RUN_ABOVE_ASCII.finditer(data)
        return (data[run.start() - 1 : run.end() + 1] for run in runs)
    step = len(data) // (_MOST_BYTES // _BLOCK_BYTES)
    return (data[start : start + _BLOCK_BYTES] for start in range(0, len(data), step))


def fits(found: Evidence, pages: Iterable[str] = tuple(PAGES)) -> list[Fit]:
    """The code pages, those that explain the evidence best first."""
    return sorted((fit(found, page) for page in pages), key=lambda each: each.cost)


def rival(found: Evidence, page: str, ranked: Iterable[Fit]) -> Fit | None:
    """The best of the ranked pages in which the text is another than in ``page``."""
    characters = table(page)
    return next(
        (
            each
            for each in ranked
            if any(characters[byte] != table(each.page)[byte] for byte in found.counts)
        ),
        None,
    )


def fit(found: Evidence, page: str) -> Fit:
    """How well one page explains the evidence."""
    kinds = _kinds(page)

    def letters(language: str) -> float:
        costs = _costs(page)[language]
        return sum(costs[byte] * times for byte, times in found.counts.items())

    kinds_beside: Counter[tuple[int, int]] = Counter()
    for (first, second), times in found.pairs.items():
        kinds_beside[kinds[first], kinds[second]] += times
    beside = min(
        rarity + sum(times * costs[pair] for pair, times in kinds_beside.items())
        for rarity, costs in NEIGHBOURS
    )
    repeated = sum(
        times * MARK_COSTS.get(kinds[byte], 0.0)
        for byte in found.counts
        if (times := found.pairs.get((byte, byte), 0))
    )
    least = min(found.plain.values())  # beside another script, words may be of any language
    _, language = min((letters(code) + found.plain.get(code, least), code) for code in _costs(page))
    cost = beside + letters(language) - repeated
    plain = found.plain.get(language, least) - least
    rarity = PAGES.get(page, 0)
    return Fit(page, language, cost + plain + rarity, cost / max(found.total, 1))


@cache
def _costs(page: str) -> Mapping[str, Sequence[float]]:
    """What each byte costs, in each language that can be written in the page."""
    characters, kinds = table(page), _kinds(page)
    written = [code for code in LETTERS if _is_written(code, characters)] or ["en"]
    return {code: _byte_costs(code, characters, kinds) for code in written}


def _is_latin(language: str) -> bool:
    return "e" in LETTERS[language]


def _is_written(language: str, characters: str) -> bool:
    shares = {letter: exp(-cost) for letter, cost in letter_costs(language).items()}
    return sum(shares[letter] for letter in shares if letter in characters) >= _KNOWN_SHARE


def _byte_costs(language: str, characters: str, kinds: Sequence[int]) -> Sequence[float]:
    known = letter_costs(language)
    return [
        known[small]
        if (small := character.lower()[0]) in known
        else _LETTER_OF_NAMES
        if small in _NAMES
        else MARK_COSTS.get(its_kind, _FOREIGN_LETTER)
        for character, its_kind in zip(characters, kinds, strict=True)
    ]


@cache
def _kinds(page: str) -> Sequence[int]:
    return [kind(character) for character in table(page)]
