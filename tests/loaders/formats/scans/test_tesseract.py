"""Words of pictures, by the real Tesseract; and marks that it would read as figures."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.scans.page_reading import Picture
from casc_qa.loaders.formats.scans.tesseract import (
    Installed,
    Symbol,
    Tesseract,
    chosen,
    raised_marks,
)
from helpers.documents.samples import REPORT, SCRIPTS
from helpers.documents.scans import needs_tesseract, recogniser, scanned


def picture(data: bytes) -> Picture:
    image = scanned(data)
    return Picture(image.tobytes(), image.width, image.height, 300)


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, "".join(one.split()), "".join(other.split()), False).ratio()


@needs_tesseract
def test_english_and_russian_are_read_nearly_without_a_slip() -> None:
    words = recogniser().words(picture(REPORT))
    text = pdf.load(REPORT).text
    assert alike(" ".join(word.text for word in words), text[: text.index("Recommend")]) > 0.7
    russian = [word.text for word in recogniser().words(picture(SCRIPTS))]
    said = pdf.load(SCRIPTS).text.split("\n\n")
    assert alike(" ".join(russian[:30]), " ".join(said[:2])) > 0.98


@needs_tesseract
def test_words_have_places_lines_and_are_sure() -> None:
    words = recogniser().words(picture(REPORT))
    seminar = next(word for word in words if word.text == "seminar")
    assert seminar.sure > 80
    assert seminar.turn == 0
    assert seminar.left < seminar.right and seminar.top < seminar.base[1] <= seminar.bottom + 2
    assert [word.line for word in words] == sorted(word.line for word in words)


@needs_tesseract
def test_an_unknown_language_can_not_be_started() -> None:
    there = Installed("libtesseract.so.5", "/nowhere", ("eng",))
    with pytest.raises(ValueError, match="can't be started for eng"):
        Tesseract(there, ("eng",)).words(Picture(b"\xff" * 100, 10, 10, 300))


def test_wishes_come_first_then_what_is_usual_then_what_is_there() -> None:
    there = Installed("x", "/data", ("deu", "eng", "kaz", "rus"))
    assert chosen(("kaz", "xyz"), there) == ("kaz",)
    assert chosen((), there) == ("eng", "rus")
    assert chosen((), there._replace(languages=("deu", "kaz"))) == ("deu",)


def symbols(text: str, raised: str = "") -> list[Symbol]:
    """Characters side by side, those of ``raised`` small and high."""
    made = []
    for number, char in enumerate(text):
        high = char in raised
        top, bottom = (0, 14) if high else (25, 32) if char in ".," else (4, 28)
        made.append(Symbol(char, 10 * number, top, 10 * number + 8, bottom))
    return made


@pytest.mark.parametrize(
    ("word", "raised", "marks"),
    [
        ("2021", "", None),
        ("20217", "7", (4, 5)),
        ("20217,", "7", (4, 5)),
        ("1,204?", "?", (5, 6)),
        ("per", "", None),
        ("cent.45", "45", (5, 7)),
        ("7", "7", None),
        ("47a7b", "47", None),
    ],
)
def test_raised_marks_are_no_figures_of_the_number(
    word: str, raised: str, marks: tuple[int, int] | None
) -> None:
    assert raised_marks(symbols(word, raised)) == marks
