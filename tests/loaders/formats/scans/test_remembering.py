"""No picture is looked at twice."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.scans.page_reading import Picture, RecognisedWord
from casc_qa.loaders.formats.scans.remembering import Remembering

BLACK, WHITE = Picture(b"\0" * 12, 4, 3, 300), Picture(b"\xff" * 12, 4, 3, 300)
WORD = RecognisedWord("word", 1, 2, 30, 12, (15, 12), 0, 12, 0, 90)
pixels = st.floats(-1e6, 1e6)
words = st.builds(
    RecognisedWord, st.text(st.characters(exclude_categories=["Cs"])).map(str.strip),
    pixels, pixels, pixels, pixels, st.tuples(pixels, pixels), st.integers(0, 99),
    pixels, st.integers(0, 3), st.integers(0, 100), st.booleans(),
)  # fmt: skip


class Looks:
    """Counts how often it is asked."""

    name = "looks"

    def __init__(self, found: Sequence[RecognisedWord]) -> None:
        self.found, self.times = found, 0

    def words(self, picture: Picture) -> Sequence[RecognisedWord]:
        self.times += 1
        return self.found


@given(st.lists(words, max_size=4))
def test_what_was_told_is_known(found: list[RecognisedWord]) -> None:
    told: list[bytes] = []
    first = Looks(found)
    assert Remembering(first, b"", told.append).words(BLACK) == found
    later = Looks([])
    knowing = Remembering(later, b"\n".join(told) + b"\n{torn", told.append)
    assert knowing.words(BLACK) == found
    assert (first.times, later.times, len(told)) == (1, 0, 1)


def test_another_picture_is_looked_at() -> None:
    told: list[bytes] = []
    Remembering(Looks([]), b"", told.append).words(BLACK)
    later = Looks([])
    for picture in (WHITE, BLACK._replace(width=3, height=4), BLACK._replace(dpi=200)):
        Remembering(later, told[0], told.append).words(picture)
    assert later.times == 3


@given(st.binary())
def test_what_is_no_memory_is_forgotten(remembered: bytes) -> None:
    looks = Looks([])
    assert Remembering(looks, remembered, lambda line: None).words(BLACK) == []
    assert looks.times == 1


def test_a_picture_that_comes_again_is_looked_at_once() -> None:
    looks, told = Looks([WORD]), list[bytes]()
    remembering = Remembering(looks, b"", told.append)
    assert [list(remembering.words(BLACK)) for _ in range(3)] == [[WORD]] * 3
    assert (looks.times, len(told)) == (1, 1)


@pytest.mark.parametrize(
    "odd",
    [
        WORD._replace(sure=101), WORD._replace(sure=-1), WORD._replace(turn=4),
        WORD._replace(turn=-1), WORD._replace(left=1e308), WORD._replace(base=(0, -1e300)),
        WORD._replace(text=" "), WORD._replace(text="a\n"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_are_no_memory(odd: RecognisedWord) -> None:
    told: list[bytes] = []
    Remembering(Looks([odd]), b"", told.append).words(BLACK)
    looks = Looks([WORD])
    assert Remembering(looks, told[0], told.append).words(BLACK) == [WORD]
    assert looks.times == 1


def test_a_large_memory_takes_little_more_than_its_bytes() -> None:
    told: list[bytes] = []
    Remembering(Looks([WORD._replace(text="")] * 100), b"", told.append).words(BLACK)
    lines = (told[0].replace(told[0][2:66], b"%064x" % n) for n in range(2_000))
    remembered = b"\n".join(lines)
    tracemalloc.start()
    try:
        Remembering(Looks([]), remembered, told.append)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(remembered)
