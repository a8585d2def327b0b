"""Words of a PDF that a line is drawn through, and lines that are drawn elsewhere."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.text.places import Places
from helpers.documents.pdf_files import pdf_of, stream

LETTER = 7.2  # points: of Courier at 12
LEFT, BASE = 50.0, 700.0


def page(instructions: str, entries: str = "") -> Extracted:
    return pdf.load(
        pdf_of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            f"/Resources << /Font << /F 5 0 R >> >> {entries} >>",
            stream(instructions.encode()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        )
    )


def line(text: str, x: float = LEFT, y: float = BASE, size: float = 12) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def stroke(x: float, to: float, y: float) -> str:
    return f"0.6 w {x} {y} m {to} {y} l S\n"


def through(text: str, words: str, above: float = 3.2) -> str:
    """A line at this height above that on which ``text`` stands, as long as its ``words``."""
    start = LEFT + LETTER * text.index(words)
    return stroke(start, start + LETTER * len(words), BASE + above)


SENTENCE = "The seminar took four two days, not six."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("four", "The seminar took two days, not six."),
        ("four ", "The seminar took two days, not six."),
        ("The seminar", "took four two days, not six."),
        (" not six", "The seminar took four two days,."),
        ("days", "The seminar took four two, not six."),
        ("our", "The seminar took f two days, not six."),
        ("seminar took four two", "The days, not six."),
    ],
)
def test_words_with_a_line_through_them_are_left_out(words: str, text: str) -> None:
    read = page(line(SENTENCE) + through(SENTENCE, words))
    assert (read.text, read.notes) == (text, (STRUCK_NOTE,))


@pytest.mark.parametrize(
    "drawn",
    [
        "0 g 172.4 702.9 28.8 0.7 re f",  # a thin rectangle
        "0.8 0 0 RG 0.6 w 172.4 703.2 m 201.2 703.2 l S",  # in red
        "0.5 w 172.4 702.6 m 201.2 702.6 l 172.4 704.2 m 201.2 704.2 l S",  # twice
    ],
)
def test_a_line_may_be_drawn_in_any_way_before_or_after(drawn: str) -> None:
    left = "The seminar took two days, not six."
    assert page(line(SENTENCE) + drawn).text == left
    assert page(f"q {drawn} Q\n" + line(SENTENCE)).text == left


@pytest.mark.parametrize(
    "drawn",
    [
        through(SENTENCE, "four", above=-1.3),  # an underline
        through(SENTENCE, "four", above=0),
        through(SENTENCE, "four", above=11),  # an overline
        stroke(20, 580, BASE + 3.2),  # a line of a diagram
        stroke(LEFT, LEFT + 400, BASE + 3.2),  # it goes on
        "0.6 w 172.4 690 m 172.4 720 l S",  # upright
        "1 g 172.4 702.9 28.8 0.7 re f 0 g",  # white
        "172.4 702.9 28.8 0.7 re n",  # not drawn
        "0.9 1 0.4 rg 172.4 697 28.8 12 re f 0 g\n" + line(SENTENCE),  # a highlight
    ],
)
def test_other_lines_are_harmless(drawn: str) -> None:
    read = page(drawn if SENTENCE in drawn else line(SENTENCE) + drawn)
    assert SENTENCE in read.text
    assert STRUCK_NOTE not in read.notes


def test_rules_between_rows_strike_nothing_out() -> None:
    rows = "".join(
        line(name, y=BASE - 16 * n) + line(figure, x=300, y=BASE - 16 * n)
        for n, (name, figure) in enumerate((("Osh", "12"), ("Naryn", "5"), ("Batken", "7")))
    )
    rules = "".join(
        stroke(x, to, BASE + 12 - 16 * n) for n in range(4) for x, to in ((45, 290), (290, 400))
    )
    assert page(rows + rules).text == "Osh | 12\n\nNaryn | 5\n\nBatken | 7"


def test_a_row_of_a_table_may_be_struck_out() -> None:
    struck = stroke(LEFT, LEFT + 3 * LETTER, BASE + 3) + stroke(300, 300 + 2 * LETTER, BASE + 3)
    rows = line("Osh") + line("12", x=300) + line("Naryn", y=684) + line("5", x=300, y=684)
    assert page(rows + struck).text == "Naryn | 5"


def test_a_fraction_bar_strikes_nothing_out() -> None:
    parts = line("12", x=200, y=706, size=9) + line("37", x=200, y=694, size=9)
    read = page(line("The share is") + parts + stroke(200, 211, 703.4))
    assert "12" in read.text
    assert "37" in read.text


def test_a_rule_above_a_footnote_strikes_nothing_out() -> None:
    note = line("1 Of both sexes.", y=640, size=9)
    read = page(line(SENTENCE) + stroke(LEFT, LEFT + 144, 648) + note)
    assert read.text == f"{SENTENCE}\n\n1 Of both sexes."


@pytest.mark.parametrize("gap", [LETTER, 2 * LETTER])
def test_a_dash_that_is_drawn_strikes_nothing_out(gap: float) -> None:
    begins = LEFT + 3 * LETTER
    words = line("Osh") + line("Naryn", x=begins + gap)
    assert page(words + stroke(begins, begins + gap, BASE + 3.2)).text.split() == ["Osh", "Naryn"]


def test_a_line_on_its_side_is_struck_out_on_its_side() -> None:
    turned = f"BT /F 12 Tf 0 1 -1 0 100 200 Tm ({SENTENCE}) Tj ET\n"
    start = 200 + LETTER * SENTENCE.index("four")
    drawn = f"0.6 w 96.8 {start} m 96.8 {start + 4 * LETTER} l S\n"
    assert page(turned + drawn).text == "The seminar took two days, not six."


def mark(flags: int = 4, kind: str = "StrikeOut") -> str:
    quad = "172.4 709 201.2 709 172.4 697 201.2 697"
    return (
        f"/Annots [<< /Type /Annot /Subtype /{kind} /F {flags} /Rect [172 697 202 709] "
        f"/QuadPoints [{quad}] >>]"
    )


def test_what_a_reader_struck_out_is_left_out() -> None:
    read = page(line(SENTENCE), mark())
    assert (read.text, read.notes) == ("The seminar took two days, not six.", (STRUCK_NOTE,))


@pytest.mark.parametrize("entries", [mark(flags=2), mark(kind="Underline"), mark(kind="Highlight")])
def test_other_marks_of_a_reader_are_harmless(entries: str) -> None:
    assert page(line(SENTENCE), entries).text == SENTENCE


def test_a_quote_lies_around_what_is_struck_out() -> None:
    read = page(line(SENTENCE) + through(SENTENCE, "four"))
    at = {place.offset: place.box.left for place in Places(read.places)}
    start = read.text.index("two")
    assert at[start] == pytest.approx(LEFT + LETTER * SENTENCE.index("two"), abs=0.5)
