"""Pictures of text as documents."""

from __future__ import annotations

import contextlib
import struct

import pytest
from PIL import Image

from casc_qa.loaders.formats import pictures
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.scans import page_reading
from casc_qa.loaders.formats.scans.page_reading import PageReading
from casc_qa.text.places import Places
from casc_qa.types import Span
from helpers.documents.samples import REPORT
from helpers.documents.scans import Says, as_bytes, eyes, needs_tesseract, scanned

OPENED = (
    "The seminar on international law and on customs was opened in Bishkek by the Ministry, whose "
    "officers had long asked for a training on cross-border crime."
)


def height_of(data: bytes, words: str) -> float:
    """How far from the top of the page the words stand, in parts of its height."""
    read = pictures.load(data, eyes())
    start = read.text.index(words)
    box = Places(read.places).boxes(Span(start, start + len(words)))[0]
    (draw,) = list(pictures.frames(data))
    picture, paper = draw(0)
    return paper.pixel(box.left, box.top)[1] / picture.height


@needs_tesseract
@pytest.mark.parametrize(
    ("suffix", "dpi"), [("png", 300), ("jpg", 200), ("tif", 300), ("png", 100)]
)
def test_a_page_reads_as_it_is_printed(suffix: str, dpi: int) -> None:
    data = as_bytes(scanned(REPORT, dpi=dpi), suffix)
    read = pictures.load(data, eyes())
    assert OPENED in read.text
    assert read.notes[0].startswith("read from a picture, ")
    sure = Places(read.places).sure(Span(0, len(read.text)))
    assert sure is not None and sure > 85
    assert read.extractor.startswith("tesseract ") and read.extractor.endswith(" eng+rus")
    assert read.anchors == ()


@needs_tesseract
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_its_head_is_read_too(turns: int) -> None:
    read = pictures.load(as_bytes(scanned(REPORT, turns=turns), "png"), eyes())
    assert OPENED in read.text


@needs_tesseract
def test_pages_of_a_tiff_are_pages() -> None:
    first, second = scanned(REPORT), scanned(REPORT, page=1)
    data = as_bytes(first, "tif", save_all=True, append_images=[second], compression="raw")
    read = pictures.load(data, eyes())
    assert {(a.kind, a.value) for a in read.anchors} == {("page", "1"), ("page", "2")}
    start = read.text.index("Cross-border trade")
    assert Places(read.places).boxes(Span(start, start + 5))[0].page == 2


@needs_tesseract
def test_what_stands_above_is_placed_above() -> None:
    data = as_bytes(scanned(REPORT), "png")
    assert height_of(data, "Opening") < height_of(data, "Bishkek") < height_of(data, "second")


@needs_tesseract
def test_a_camera_that_was_held_sideways_says_so() -> None:
    exif = Image.Exif()
    exif[0x0112] = 8  # to be turned counter-clockwise
    read = pictures.load(as_bytes(scanned(REPORT, turns=1), "jpg", exif=exif), eyes())
    assert OPENED in read.text


@needs_tesseract
def test_a_picture_without_words_is_named() -> None:
    with pytest.raises(Unreadable, match="no text was recognised in it"):
        pictures.load(as_bytes(Image.new("L", (600, 400), 200), "png"), eyes())


def test_without_tesseract_it_is_said_what_to_install() -> None:
    with pytest.raises(Unreadable, match="it is a picture: install Tesseract"):
        pictures.load(as_bytes(Image.new("L", (60, 40), 200), "png"))


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    data = as_bytes(Image.new("1", (9000, 9000)), "png")
    with pytest.raises(Unreadable, match="more than 60,000,000 pixels"):
        next(pictures.frames(data))


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"BM" + b"\0" * 60, b"text"])
def test_what_is_no_picture_is_named(data: bytes) -> None:
    with pytest.raises(Unreadable, match="it is no PNG, JPEG or TIFF picture"):
        next(pictures.frames(data))


def test_the_reason_is_the_same_each_time() -> None:
    with pytest.raises(Unreadable) as first, contextlib.closing(pictures.frames(b"text")) as frames:
        next(frames)
    assert str(first.value) == "it is no PNG, JPEG or TIFF picture, or is damaged"


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_more_shades_than_eyes_see_are_all_kept(mode: str) -> None:
    grey = bytes(range(256))
    size = (16, 16)
    packed = {"I;16": "<256H", "I": "<256i", "F": "<256f"}[mode]
    deep = Image.frombytes(mode, size, struct.pack(packed, *(shade * 250 for shade in grey)))
    (draw,) = list(pictures.frames(as_bytes(deep, "tif", dpi=(300, 300))))
    picture, _ = draw(0)
    large = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    shades = large.resize(size, Image.Resampling.BOX).tobytes()
    assert all(abs(one - other) <= 8 for one, other in zip(shades, grey, strict=True))


def test_what_is_seen_through_is_white() -> None:
    image = Image.new("RGBA", (2000, 4), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 1000, 4))
    (draw,) = list(pictures.frames(as_bytes(image, "png", dpi=(300, 300))))
    pixels = draw(0)[0].pixels
    assert (pixels[0], pixels[1999]) == (0, 255)


def test_a_large_picture_is_not_made_larger() -> None:
    data = as_bytes(Image.new("1", (7000, 8000), 1), "png", dpi=(100, 100))
    (draw,) = list(pictures.frames(data))
    picture, _ = draw(0)
    assert 7000 * 8000 <= picture.width * picture.height <= 60_100_000


def test_of_many_pages_so_many_are_read_and_the_rest_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_reading, "MAX_SCANS", 3)
    page, somebody = Image.new("L", (400, 60), 255), Says()
    data = as_bytes(page, "tif", save_all=True, append_images=[page] * 7)
    read = pictures.load(data, PageReading(somebody))
    assert somebody.looks == 3
    assert [a.value for a in read.anchors] == ["1", "2", "3"]
    assert read.notes[1].startswith("5 of 8 pages are scans that were left out (at most 3 of")


def test_without_time_for_more_the_rest_is_counted() -> None:
    page, somebody = Image.new("L", (400, 60), 255), Says()
    data = as_bytes(page, "tif", save_all=True, append_images=[page] * 7)
    reading = PageReading(somebody, has_time=lambda: somebody.looks < 5)
    assert pictures.load(data, reading).notes[1].startswith("3 of 8 pages are scans")
