"""Where tables are in a sheet."""

from __future__ import annotations

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.shown import ShownRow
from casc_qa.loaders.formats.sheets.tables import tables


def shown(*rows: str) -> list[ShownRow]:
    """Rows of cells apart by "|"; figures are numbers; one without any is blank."""
    result = []
    is_after_blank = False
    for number, row in enumerate(rows, 1):
        texts = enumerate(map(str.strip, row.split("|")), 1)
        cells = {column: Cell(t.rstrip(">"), not t[0].isdigit(), 1 + t.count(">"))
                 for column, t in texts if t}  # fmt: skip
        if cells:
            result.append(ShownRow(number, cells, is_after_blank and bool(result)))
        is_after_blank = not cells
    return result


def found(*rows: str) -> list[list[str]]:
    """The tables, each as its rows' texts."""
    return [
        [" ".join(cell.text for cell in row.cells.values()) for row in table.rows]
        for table in tables(shown(*rows))
    ]


def test_a_blank_row_ends_a_table() -> None:
    assert found("a|b", "1|2", "", "c|d", "3|4") == [["a b", "1 2"], ["c d", "3 4"]]
    assert found() == []


def test_tables_side_by_side_follow_each_other() -> None:
    rows = ("Country|Victims||Form|Cases", "Kazakhstan|37||labour|12", "Uzbekistan|5||other|7")
    assert found(*rows) == [
        ["Country Victims", "Kazakhstan 37", "Uzbekistan 5"],
        ["Form Cases", "labour 12", "other 7"],
    ]


def test_the_same_first_head_begins_another_table() -> None:
    rows = ("No|Victims||No|Cases", "1|37||1|12")
    assert found(*rows) == [["No Victims", "1 37"], ["No Cases", "1 12"]]


def test_an_empty_column_may_be_a_space_within_a_table() -> None:
    assert found("Country|Victims||2022|2023", "Kazakhstan|37||5|6") == [
        ["Country Victims 2022 2023", "Kazakhstan 37 5 6"]
    ]
    assert found("Country||Victims|Cases", "Kazakhstan||37|5") == [
        ["Country Victims Cases", "Kazakhstan 37 5"]
    ]
    assert found("Country|Victims||Remark", "Kazakhstan|37||none") == [
        ["Country Victims Remark", "Kazakhstan 37 none"]
    ]


def test_a_title_reaches_over_tables() -> None:
    rows = ("Both>>>>", "Country|Victims||Form|Cases", "Kazakhstan|37||labour|12")
    assert found(*rows) == [
        ["Both", "Country Victims", "Kazakhstan 37"],
        ["Form Cases", "labour 12"],
    ]
