"""What a row of a table says."""

from __future__ import annotations

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.paragraphs import paragraphs
from casc_qa.loaders.formats.sheets.tables import Table, TableRow


def said(*rows: dict[int, Cell | str]) -> list[str]:
    cut = [
        TableRow(
            number,
            {c: Cell(cell) if isinstance(cell, str) else cell for c, cell in row.items()},
        )
        for number, row in enumerate(rows, 1)
    ]
    columns = sorted({column for row in cut for column in row.cells})
    return [paragraph.text for paragraph in paragraphs(Table(cut, columns))]


HEAD: dict[int, Cell | str] = {1: "Country", 2: "Men", 3: "Women"}


def number(text: str, width: int = 1) -> Cell:
    return Cell(text, False, width)


def test_a_row_by_itself() -> None:
    assert said(HEAD, {1: "Kazakhstan", 3: number("37")}) == ["Country: Kazakhstan | Women: 37"]
    assert said(HEAD, {1: "Kazakhstan"}, {2: number("5")}) == ["Country: Kazakhstan", "Men: 5"]


def test_a_cell_over_several_columns_stands_in_each() -> None:
    assert said(HEAD, {1: "Kazakhstan", 2: number("37", 2)}) == [
        "Country: Kazakhstan | Men: 37 | Women: 37"
    ]


def test_a_column_without_a_name() -> None:
    assert said({1: "Country", 3: "Women"}, {1: "Kazakhstan", 2: number("5"), 3: number("37")}) == [
        "Country: Kazakhstan | 5 | Women: 37"
    ]


def test_rows_without_a_head() -> None:
    assert said({1: "Kazakhstan", 2: number("5")}, {1: "Uzbekistan", 2: number("7")}) == [
        "Kazakhstan | 5",
        "Uzbekistan | 7",
    ]
    assert said({1: number("1", 2), 3: number("2")}, {1: number("3"), 2: number("4")}) == [
        "1 | 2",
        "3 | 4",
    ]


def test_titles_within_a_table_and_notes_below_it() -> None:
    long = "The figures of the last year may still change"
    rows: tuple[dict[int, Cell | str], ...] = (
        {1: Cell("Central Asia", True, 3)},
        {1: "Kazakhstan", 2: number("5")},
        {1: "Uzbekistan"},
        {1: long},
        {1: "* preliminary"},
        {1: "Source: ministries"},
    )
    assert said(HEAD, *rows) == [
        "Central Asia",
        "Country: Kazakhstan | Men: 5",
        "Country: Uzbekistan",
        long,
        "* preliminary",
        "Source: ministries",
    ]


def test_a_column_alone_is_prose() -> None:
    assert said({2: "About"}, {2: "The data are of 2022."}) == ["About", "The data are of 2022."]
