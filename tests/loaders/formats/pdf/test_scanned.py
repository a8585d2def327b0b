"""Pages that are pictures, and where their words stand."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casc_qa.loaders.formats.pdf import reader as pdf
from casc_qa.loaders.formats.pdf.page_words import Sight, Word
from casc_qa.loaders.formats.pdf.scanned import Paper, needs_eyes, turned_paper, words_of
from casc_qa.loaders.formats.scans import page_reading
from casc_qa.loaders.formats.scans.page_reading import PageReading, RecognisedWord
from casc_qa.text.places import Places
from casc_qa.types import Span
from helpers.documents.samples import REPORT
from helpers.documents.scans import Says, as_bytes, eyes, needs_tesseract, scanned

FIGURES = "fifty-three people took part in it"


def words(text: str) -> list[Word]:
    return [Word(each, 0, 1, 0, 10, 0, False, Sight.SEEN) for each in text.split()]


@pytest.mark.parametrize(
    ("text", "share", "needed"),
    [
        ("", 0.0, True),
        ("Downloaded from a library on 5 May", 0.9, True),
        ("Downloaded from a library on 5 May", 0.3, False),
        ("It was said at length. " * 20, 1.0, False),
        ("\ufffd\ufffd\ufffd a \ufffd", 0.0, True),
    ],
)
def test_only_eyes_can_read_a_picture(text: str, share: float, needed: bool) -> None:
    assert needs_eyes(words(text), share) is needed


@given(
    st.integers(0, 3), st.floats(0.1, 2), st.floats(0, 3000), st.floats(0, 3000),
    st.floats(100, 900), st.floats(100, 900),
)  # fmt: skip
def test_pixels_and_points_are_each_others_places(
    turns: int, step: float, x: float, y: float, width: float, height: float
) -> None:
    paper = turned_paper(width, height, step, turns)
    assert paper.pixel(*paper.at(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert paper.scale == pytest.approx(step)


def word(text: str, line: int, sure: int, height: float = 40) -> RecognisedWord:
    return RecognisedWord(text, 10, 100, 90, 140, (50, 130), line, height, 0, sure)


UPRIGHT = Paper((0, 800), (0.25, 0), (0, -0.25), 0)


def test_a_line_of_specks_is_no_text() -> None:
    recognised = [word("It", 0, 90), word("met", 0, 30), word("..:'", 1, 20), word("ii", 1, 60)]
    assert [each.text for each in words_of(recognised, UPRIGHT)] == ["It", "met"]


def test_letters_that_reach_low_by_chance_make_no_other_size() -> None:
    recognised = [word("a", 0, 90, 40), word("pq", 1, 90, 46), word("A", 2, 90, 90)]
    sizes = [each.size for each in words_of(recognised, UPRIGHT)]
    assert sizes[0] == sizes[1] * 40 / 46 or sizes[0] == sizes[1]
    assert sizes[2] > 1.5 * sizes[0]


def test_a_word_stands_where_the_picture_has_it() -> None:
    (placed,) = words_of([word("It", 0, 90)], UPRIGHT)
    assert (placed.left, placed.right, placed.base) == (2.5, 22.5, 800 - 130 / 4)
    assert placed.sure == 90


@needs_tesseract
def test_a_scanned_report_is_read_and_says_so() -> None:
    pages = [scanned(REPORT, page) for page in range(2)]
    data = as_bytes(pages[0], "pdf", save_all=True, append_images=pages[1:], resolution=300)
    read = pdf.load(data, eyes())
    assert {a.value for a in read.anchors if a.kind == "page"} == {"1", "2"}
    assert any("2 pages were read by tesseract" in note for note in read.notes)
    start = read.text.index(FIGURES)
    span = Span(start, start + len(FIGURES))
    places, printed = Places(read.places), pdf.load(REPORT)
    assert (places.sure(span) or 0) > 85
    same = printed.text.index(FIGURES)
    own = Places(printed.places).boxes(Span(same, same + len(FIGURES)))
    for box, printed_box in zip(places.boxes(span), own, strict=True):
        assert box.page == printed_box.page == 2
        assert box[1:] == pytest.approx(printed_box[1:], abs=6)


def test_without_tesseract_pages_that_are_pictures_are_counted() -> None:
    joined = pypdfium2.PdfDocument(REPORT)
    scan = pypdfium2.PdfDocument(as_bytes(scanned(REPORT), "pdf", resolution=300))
    joined.import_pages(scan)
    out = io.BytesIO()
    joined.save(out)
    notes = pdf.load(out.getvalue()).notes
    assert notes[:2] == ("1 of 6 pages holds no text: 3", "1 of 6 pages is a picture: 6")
    assert notes[2].startswith("install Tesseract")


def test_without_tesseract_a_scanned_report_says_what_to_install() -> None:
    data = as_bytes(scanned(REPORT), "pdf", resolution=300)
    with pytest.raises(pdf.Unreadable, match="its only page holds no text: install Tesseract"):
        pdf.load(data)


def test_of_many_scanned_pages_so_many_are_read_and_the_rest_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_reading, "MAX_SCANS", 3)
    joined = pypdfium2.PdfDocument(REPORT)  # of which a page is blank: it is looked at too
    picture = Image.new("L", (400, 60), 255)
    scan = as_bytes(picture, "pdf", save_all=True, append_images=[picture] * 6)
    joined.import_pages(pypdfium2.PdfDocument(scan))
    out = io.BytesIO()
    joined.save(out)
    somebody = Says()
    read = pdf.load(out.getvalue(), PageReading(somebody))
    assert somebody.looks == 3
    assert read.text.count("All of it was said on this page.") == 3
    note = next(note for note in read.notes if "left out (at most" in note)
    assert note.startswith("5 of 12 pages are scans that were left out (at most 3 of")
    assert note.endswith(": 8-12")
    assert not any("hold no text" in note or "holds no text" in note for note in read.notes)
