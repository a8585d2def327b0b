"""What is seen of a sheet with merged and hidden parts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.sheets.grid import Cell, Merge, Ranges, Row, Sheet
from casc_qa.loaders.formats.sheets.shown import shown_rows


def sheet(
    *rows: str,
    merges: Sequence[Merge] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> Sheet:
    """A sheet with a letter a cell, "." for an empty one."""
    result = Sheet("S")
    for number, row in enumerate(rows, 1):
        cells = {column: Cell(text) for column, text in enumerate(row, 1) if text != "."}
        if cells:
            result.rows.append(Row(number, cells))
    for merge in merges:
        result.add_merge(merge)
    for number in hidden_rows:
        result.hidden_rows.add(number, number)
    for column in hidden_columns:
        result.hidden_columns.add(column, column)
    return result


def seen(given_sheet: Sheet) -> list[tuple[int, str, bool]]:
    """Each row's number and texts, and whether it comes after a blank one."""
    return [
        (
            row.number,
            "".join(cell.text for _, cell in sorted(row.cells.items())),
            row.is_after_blank,
        )
        for row in shown_rows(given_sheet)[0]
    ]


def test_rows_and_blank_ones() -> None:
    assert seen(sheet("ab", "..", "c.")) == [(1, "ab", False), (3, "c", True)]
    assert seen(sheet("..", "ab")) == [(2, "ab", False)]


def test_a_cell_that_is_merged_counts_for_each_row() -> None:
    merged = sheet("ab", ".c", ".d", "ef", merges=[Merge(1, 1, 3, 1)])
    assert seen(merged) == [(1, "ab", False), (2, "ac", False), (3, "ad", False), (4, "ef", False)]


def test_what_lies_under_a_merged_cell_is_not_seen() -> None:
    rows, _ = shown_rows(sheet("axb", "xxc", merges=[Merge(1, 1, 2, 2)]))
    assert rows[0].cells == {1: Cell("a", True, 2), 3: Cell("b")}
    assert rows[1].cells == {1: Cell("a", True, 2), 3: Cell("c")}


def test_a_row_under_a_merged_cell_is_not_blank_and_says_nothing_of_its_own() -> None:
    assert seen(sheet("ab", "..", ".c", merges=[Merge(1, 1, 3, 1)])) == [
        (1, "ab", False),
        (3, "ac", False),
    ]


def test_hidden_rows_are_gone_and_leave_no_blank_one() -> None:
    hidden = sheet("ab", "cd", "..", "ef", hidden_rows=[2, 3])
    assert seen(hidden) == [(1, "ab", False), (4, "ef", False)]
    assert shown_rows(hidden)[1] == (1, 0)


def test_a_merged_cell_whose_first_row_or_column_is_hidden_is_seen_in_the_others() -> None:
    assert seen(sheet("ab", ".c", merges=[Merge(1, 1, 2, 1)], hidden_rows=[1])) == [
        (2, "ac", False)
    ]
    rows, hidden = shown_rows(sheet("a..b", merges=[Merge(1, 1, 1, 3)], hidden_columns=[1]))
    assert rows[0].cells == {1: Cell("a", True, 2), 3: Cell("b")}
    assert hidden == (0, 0)


def test_hidden_columns_are_gone_and_leave_no_empty_one() -> None:
    rows, hidden = shown_rows(sheet("abc", "d.f", ".x.", hidden_columns=[2]))
    assert [row.cells for row in rows] == [
        {1: Cell("a"), 2: Cell("c")},
        {1: Cell("d"), 2: Cell("f")},
    ]
    assert hidden == (0, 1)


@pytest.mark.parametrize("merge", [Merge(0, 1, 2, 2), Merge(2, 1, 1, 1), Merge(1, 1, 1, 99_999)])
def test_ranges_that_cannot_be_are_none(merge: Merge) -> None:
    assert sheet("ab", merges=[merge]).merges == []


@given(st.sets(st.integers(1, 60)), st.integers(1, 70))
def test_ranges_know_their_numbers(numbers: set[int], asked: int) -> None:
    ranges = Ranges()
    for number in sorted(numbers):
        ranges.add(number, number)
    assert (asked in ranges) == (asked in numbers)
    assert ranges.count_before(asked) == sum(number < asked for number in numbers)
