"""Where the words of a text are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.places import Place, Places, packed
from casc_qa.types import Box, Span

edges = st.integers(-30_000, 30_000).map(lambda quarters: quarters / 4)
boxes = st.builds(Box, st.integers(1, 20_000), edges, edges, edges, edges)
places = st.builds(Place, st.integers(0, 2**32 - 1), boxes, st.none() | st.integers(0, 100))


@given(st.lists(places))
def test_places_come_back_as_they_were_packed(written: list[Place]) -> None:
    assert list(Places(b"".join(map(packed, written)))) == written


def printed(*words: tuple[int, Box, int | None]) -> Places:
    return Places(b"".join(packed(Place(*word)) for word in words))


# "One two" on a line, "three" on the next, "four" on the next page
TEXT = "One two three four"
PRINTED = printed(
    (0, Box(1, 50, 700, 70, 710), None),
    (4, Box(1, 73, 699, 90, 710), None),
    (8, Box(1, 50, 688, 80, 698), 90),
    (14, Box(2, 50, 700, 75, 710), 51),
)


@pytest.mark.parametrize(
    ("words", "boxes", "sure"),
    [
        ("One", [Box(1, 50, 700, 70, 710)], None),
        ("One two", [Box(1, 50, 699, 90, 710)], None),
        ("wo three", [Box(1, 73, 699, 90, 710), Box(1, 50, 688, 80, 698)], 90),
        ("three four", [Box(1, 50, 688, 80, 698), Box(2, 50, 700, 75, 710)], 70),
    ],
)
def test_a_span_is_printed_in_a_box_a_line(words: str, boxes: list[Box], sure: int | None) -> None:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    assert list(PRINTED.boxes(span)) == boxes
    assert PRINTED.sure(span) == sure


def test_columns_and_cells_side_by_side_are_boxes_of_their_own() -> None:
    cells = printed((0, Box(1, 50, 700, 70, 710), None), (4, Box(1, 300, 700, 320, 710), None))
    assert len(cells.boxes(Span(0, 8))) == 2


def test_without_pages_nothing_is_printed() -> None:
    nothing = Places(b"")
    assert (nothing.boxes(Span(0, 5)), nothing.sure(Span(0, 5))) == ((), None)


def test_what_no_loader_wrote_is_refused() -> None:
    assert PRINTED.are_sound(len(TEXT), 2)
    assert not PRINTED.are_sound(14, 2)
    assert not PRINTED.are_sound(len(TEXT), 1)
    assert not printed((4, Box(1, 0, 0, 1, 1), None), (0, Box(1, 0, 0, 1, 1), None)).are_sound(9, 1)
    assert not printed((0, Box(1, 0, 0, 1, 1), 101)).are_sound(9, 1)
    with pytest.raises(ValueError, match="another size"):
        Places(b"\0" * 16)


def test_places_of_a_stranger_are_no_more_than_characters() -> None:
    box = Box(1, 0, 0, 1, 1)
    anywhere = printed(*((6, box._replace(left=n), 50) for n in range(5_000)))
    assert len(anywhere.within(Span(5, 10))) == 6
    backwards = printed(*((5_000 - n, box, None) for n in range(5_000)))
    assert len(backwards.within(Span(0, 10))) <= 11


def test_nothing_is_more_than_sure() -> None:
    assert printed((0, Box(1, 0, 0, 1, 1), 200)).sure(Span(0, 5)) is None
