"""Cells of ruled tables that have several lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.pdf.ruled import Cells
from casc_qa.text.places import Places
from helpers.documents.pdf_files import pdf_of, stream

COLUMNS = (50.0, 150.0, 350.0, 430.0)
Row = tuple[str, ...]
ROWS: tuple[Row, ...] = (
    ("Country", "What was done", "People"),
    ("Osh and\nNaryn", "Training of the officers of\nthe inter-\nnational border", "1,204"),
    ("Batken", "None", "7"),
)
TEXT = [
    "Above it.",
    "Country | What was done | People",
    "Osh and Naryn | Training of the officers of the international border | 1,204",
    "Batken | None | 7",
    "Below it.",
]


def page(instructions: str) -> Extracted:
    return pdf.load(
        pdf_of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>",
            stream(instructions.encode()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        )
    )


def line(text: str, x: float, y: float) -> str:
    return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n"


def heights(rows: tuple[Row, ...]) -> list[float]:
    """Of the rules between rows."""
    tops = [700.0]
    for row in rows:
        tops.append(tops[-1] - 6 - 12 * max(cell.count("\n") + 1 for cell in row))
    return tops


def words(rows: tuple[Row, ...]) -> str:
    tops = heights(rows)
    cells = (
        line(text, left + 4, top - 12 - 12 * n)
        for row, top in zip(rows, tops, strict=False)
        for left, cell in zip(COLUMNS, row, strict=False)
        for n, text in enumerate(cell.split("\n"))
    )
    return "".join([line("Above it.", 50, 720), *cells, line("Below it.", 50, tops[-1] - 20)])


def whole(rows: tuple[Row, ...]) -> str:
    tops = heights(rows)
    level = (f"{COLUMNS[0]} {top} m {COLUMNS[-1]} {top} l S " for top in tops)
    return "".join([*level, *(f"{x} {tops[0]} m {x} {tops[-1]} l S " for x in COLUMNS)])


def by_cell(rows: tuple[Row, ...], paint: str = "S") -> str:
    tops = heights(rows)
    return "".join(
        f"{left} {low} {right - left} {top - low} re {paint} "
        for top, low in pairwise(tops)
        for left, right in pairwise(COLUMNS)
    )


def thin(rows: tuple[Row, ...]) -> str:
    tops = heights(rows)
    parts = []
    for top, low in pairwise(tops):
        for left, right in pairwise(COLUMNS):
            parts += [
                f"{left} {top} {right - left} 0.5 re f ",
                f"{left} {low} 0.5 {top - low} re f ",
            ]
        parts.append(f"{COLUMNS[-1]} {low} 0.5 {top - low} re f ")
    return "".join([*parts, f"{COLUMNS[0]} {tops[-1]} {COLUMNS[-1] - COLUMNS[0]} 0.5 re f "])


@pytest.mark.parametrize("ruled", [whole, by_cell, thin])
def test_a_row_between_rules_is_one_line(ruled: object) -> None:
    read = page("0.5 w " + ruled(ROWS) + words(ROWS))  # type: ignore[operator]
    assert read.text.split("\n\n") == TEXT


def test_words_of_a_wrapped_cell_keep_their_places() -> None:
    read = page("0.5 w " + whole(ROWS) + words(ROWS))
    boxes = {place.offset: place.box for place in Places(read.places)}
    assert boxes[read.text.index("Naryn")].left == pytest.approx(54, abs=1)
    assert boxes[read.text.index("1,204")].left == pytest.approx(354, abs=1)
    assert boxes[read.text.index("1,204")].bottom > boxes[read.text.index("Naryn")].bottom


def test_cells_that_touch_are_told_apart_by_the_rule_between() -> None:
    rows = (("Osh", "Training of officers of borders of it", "12"), ("Naryn", "None", "7"))
    read = page("0.5 w " + whole(rows) + words(rows).replace("154.0", "182.0"))
    assert "Osh | Training of officers of borders of it | 12" in read.text


def test_boxes_for_a_letter_each_are_no_cells() -> None:
    rows = (("O", "s", "h"), ("a", "b", "c"))
    assert page("0.5 w " + whole(rows) + words(rows)).text == page(words(rows)).text


def test_without_rules_nothing_is_joined() -> None:
    assert "Osh and Naryn | Training" not in page(words(ROWS)).text


def test_columns_of_prose_in_frames_are_no_row() -> None:
    prose = "\n".join(f"Line {n} of what it says here" for n in range(12))
    rows = (("", prose, prose), ("a", "b", "c"))
    read = page("0.5 w " + whole(rows) + words(rows))
    assert read.text == page(words(rows)).text


def test_a_cell_that_covers_two_rows_leaves_them_as_they_are() -> None:
    rows = (("Osh", "Training of\nofficers", "12"), ("", "None", "5"))
    tops = heights(rows)
    ruled = whole(rows).replace(f"{COLUMNS[0]} {tops[1]} m", f"{COLUMNS[1]} {tops[1]} m")
    assert page("0.5 w " + ruled + words(rows)).text == page(words(rows)).text


def test_a_cell_lies_between_the_nearest_lines() -> None:
    cells = Cells([(0, 0, 9, 0), (0, 5, 9, 5), (0, 0, 0, 5), (4, 0, 4, 5), (9, 0, 9, 5)])
    assert cells
    assert cells.around(2, 2) == (0, 0, 4, 5)
    assert cells.around(6, 2) == (4, 0, 9, 5)
    assert cells.around(6, 7) is None
    assert not Cells([(0, 0, 9, 0), (0, 5, 9, 5), (0, 0, 0, 5), (9, 0, 9, 5)])  # a frame
