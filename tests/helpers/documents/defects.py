"""Ways in which documents can be bad: each has a name, and makes its files from seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

Make = Callable[[str, Random], bytes]
WORDS = "The seminar in Bishkek gathered customs officers of five States and their guests"
MB = 1_000_000


class Defect(NamedTuple):
    """A way of being no good document."""

    name: str
    suffixes: Sequence[str]
    seeds: int
    nightly: bool
    """Whether reading it takes all the time that it is given."""
    make: Make


DEFECTS: list[Defect] = []


def defect(*suffixes: str, seeds: int = 1, nightly: bool = False) -> Callable[[Make], Make]:
    """Adds a defect, named as its maker."""

    def add(make: Make) -> Make:
        name = make.__name__.replace("_", "-")
        DEFECTS.append(Defect(name, suffixes, seeds, nightly, make))
        return make

    return add


def files(nightly: bool = False) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and maker of every file; with those that take long, or without."""
    for each in DEFECTS:
        if each.nightly and not nightly:
            continue
        for suffix in each.suffixes:
            for seed in range(each.seeds):
                name = f"{each.name}-{seed}{suffix}"
                yield name, lambda e=each, s=suffix, n=name: e.make(s, Random(n))  # type: ignore[misc]


def prose(draw: Random, sentences: int = 3) -> str:
    """Sentences that no other file has."""
    words = WORDS.split()
    return " ".join(
        f"On {draw.randrange(1, 29)} May {' '.join(draw.sample(words, 9))} {draw.random():.6f}."
        for _ in range(sentences)
    )
