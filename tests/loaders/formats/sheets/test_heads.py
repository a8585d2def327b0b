"""Which rows name the columns of a table."""

from __future__ import annotations

import time

import pytest

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.heads import find_head
from casc_qa.loaders.formats.sheets.tables import Table, TableRow


def table(*rows: str) -> Table:
    """Rows of cells apart by "|": figures are numbers, "Victims>" covers one column more."""
    cut = []
    for number, row in enumerate(rows, 1):
        cells = {}
        for column, text in enumerate(row.split("|"), 1):
            words = text.strip()
            width = 1 + words.count(">")
            words = words.rstrip(">")
            if words:
                cells[column] = Cell(words, not words[0].isdigit(), width)
        cut.append(TableRow(number, cells))
    return Table(cut, sorted({column for row in cut for column in row.cells}))


@pytest.mark.parametrize(
    ("rows", "above", "names"),
    [
        (["Country|Victims", "Kazakhstan|37"], 0, ["Country", "Victims"]),
        (["A title", "Country|Victims", "Kazakhstan|37"], 1, ["Country", "Victims"]),
        (["Country|2021|2022", "Kazakhstan|12|37"], 0, ["Country", "2021", "2022"]),
        (["|2021|2022", "Kazakhstan|12|37"], 0, [None, "2021", "2022"]),
        # Words may be all that there is: only the first row is sure to be the head.
        (["Name|Role", "Anna|Judge", "Bek|Clerk"], 0, ["Name", "Role"]),
        (["Name|Role|Cases", "Anna|Judge|n/a", "Bek|Clerk|5"], 0, ["Name", "Role", "Cases"]),
        # Two rows of heads.
        (
            ["Country|Victims>|", "Country|2021|2022", "Kazakhstan|12|37"],
            0,
            ["Country", "Victims, 2021", "Victims, 2022"],
        ),
        (
            ["Country|Victims>|", "|men|women", "Kazakhstan|12|37"],
            0,
            ["Country", "Victims, men", "Victims, women"],
        ),
        (
            ["|Victims>|", "Country|2021|2022", "Kazakhstan|12|37"],
            0,
            ["Country", "Victims, 2021", "Victims, 2022"],
        ),
        (
            ["A title", "|Victims>|", "Country|men|women", "Kazakhstan|12|37"],
            1,
            ["Country", "Victims, men", "Victims, women"],
        ),
        (
            ["Country|Victims|Victims", "Country|2021|2022", "Kazakhstan|12|37"],
            0,
            ["Country", "Victims, 2021", "Victims, 2022"],
        ),
        (["Name|Role", "Name|Role", "Anna|Judge"], 0, ["Name", "Role"]),
        # Years that are values.
        (["Kazakhstan|2021", "Uzbekistan|2022"], 0, [None, None]),
        (["Year|2022", "Country|Kazakhstan"], 0, [None, None]),
        (["Country|2021|2022", "Kazakhstan|n/a|5"], 0, ["Country", "2021", "2022"]),
        # Days and months.
        (["Victims|2021-01|2021-02", "men|37|12"], 0, ["Victims", "2021-01", "2021-02"]),
        (["|2021-01-31|2021-02-28", "men|37|12"], 0, [None, "2021-01-31", "2021-02-28"]),
        (["2021-01|2021-02", "37|12", "5|7"], 0, ["2021-01", "2021-02"]),
        (
            ["Country|Victims>|", "Country|2021-01|2021-02", "Osh|12|37"],
            0,
            ["Country", "Victims, 2021-01", "Victims, 2021-02"],
        ),
        # Days that are values.
        (["Osh|2021-01-05|2021-02-05", "Naryn|2021-03-05|2021-04-05"], 0, [None] * 3),
        (["Osh|2021-01-05|2021-02-05", "Naryn|12|2021-04-05", "Batken|5|7"], 0, [None] * 3),
        (["Begun|2021-01-05", "Persons|37"], 0, [None, None]),
        (["Osh|2021-01-05|12", "Naryn|2021-03-05|5"], 0, [None] * 3),
        # Figures that are values.
        (["12|37|5", "7|4|9"], 0, [None] * 3),
        (["Osh|12|37", "Naryn|7|4"], 0, [None] * 3),
        (["2021|2022|2023", "12|37|5"], 0, ["2021", "2022", "2023"]),
        # No head at all.
        (["Kazakhstan|37", "Uzbekistan|12"], 0, [None, None]),
        (["Name:|Anna", "Role:|Judge"], 0, [None, None]),
        (["Country|Victims"], 0, [None, None]),
        (["one", "two"], 2, [None]),
    ],
)
def test_heads(rows: list[str], above: int, names: list[str | None]) -> None:
    given = table(*rows)
    head = find_head(given)
    assert [head.names.get(column) for column in given.columns] == names
    assert head.first == above


def test_a_wide_table_takes_no_longer_than_it_is_wide() -> None:
    names = "|".join(f"Name {n}" for n in range(16_384))
    wide = table(names, names.replace("Name", "Part"), "|".join("7" * 16_384))
    started = time.process_time()
    head = find_head(wide)
    assert time.process_time() - started < 2
    assert (head.end, head.names[16_384]) == (1, "Name 16383")
