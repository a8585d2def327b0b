"""The page of a quote, drawn from the file that was indexed and no other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from casc_qa.errors import PageUnavailable
from casc_qa.loaders.page_pictures import page_picture
from casc_qa.types import Box, Document
from helpers.documents.samples import REPORT
from helpers.documents.scans import as_bytes

BOXES = (Box(1, 100, 500, 200, 520),)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "report.pdf").write_bytes(REPORT)
    return Document("report.pdf", "Report", "Text.", hashlib.sha256(REPORT).hexdigest(), "pdfium")


def test_the_page_is_a_png(tmp_path: Path, document: Document) -> None:
    drawn = page_picture(tmp_path, document, 1, BOXES)
    assert drawn.startswith(b"\x89PNG")
    assert drawn != page_picture(tmp_path, document, 1, ())


def test_another_file_is_not_drawn(tmp_path: Path, document: Document) -> None:
    with pytest.raises(PageUnavailable, match=r"report.pdf has changed since it was indexed"):
        page_picture(tmp_path, replace(document, sha256="0" * 64), 1, BOXES)
    with pytest.raises(PageUnavailable, match=r"Page 70 of report.pdf can't be drawn"):
        page_picture(tmp_path, document, 70, BOXES)
    (tmp_path / "report.pdf").unlink()
    with pytest.raises(PageUnavailable, match=r"report.pdf can't be read: No such file"):
        page_picture(tmp_path, document, 1, BOXES)


def test_a_page_is_drawn_whatever_boxes_there_are(tmp_path: Path, document: Document) -> None:
    plain = page_picture(tmp_path, document, 1, ())
    nan, far = float("nan"), float("inf")
    for edges in ((nan,) * 4, (far, -far, -far, far), (1e308, -1e308, 1e308, 1e308)):
        assert page_picture(tmp_path, document, 1, [Box(1, *edges)]) == plain
    many = [Box(1, n, n, n + 9, n + 9) for n in range(10_000)]
    assert page_picture(tmp_path, document, 1, many).startswith(b"\x89PNG")
    for page in (0, -1, 20_001, 2**63):
        with pytest.raises(PageUnavailable, match=rf"Page {page} of report.pdf can't be drawn"):
            page_picture(tmp_path, document, page, BOXES)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


@pytest.mark.parametrize(
    ("put", "why"),
    [
        (os.mkfifo, "it is not a regular file"),
        (Path.mkdir, "it is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a symbolic link"),
        (_sparse, "it is larger than 100 MB"),
    ],
)
def test_what_lies_in_place_of_the_file_is_named(
    put: Callable[[Path], object], why: str, tmp_path: Path, document: Document
) -> None:
    (tmp_path / "report.pdf").unlink()
    put(tmp_path / "report.pdf")
    with pytest.raises(PageUnavailable, match=f"report.pdf can't be read: {why}"):
        page_picture(tmp_path, document, 1, BOXES)


def test_a_picture_of_noise_is_small_enough_to_be_sent(tmp_path: Path) -> None:
    noise = Image.frombytes("L", (6000, 6000), Random(1).randbytes(36_000_000))
    data = as_bytes(noise, "png", dpi=(600, 600))
    (tmp_path / "noise.png").write_bytes(data)
    document = Document("noise.png", "Noise", "Text.", hashlib.sha256(data).hexdigest(), "t")
    drawn = page_picture(tmp_path, document, 1, [Box(1, 360, 0, 720, 720)])
    with Image.open(BytesIO(drawn)) as image:
        assert 7_900_000 < image.width * image.height <= 8_000_000
        middle = image.height // 2
        left, right = (image.getpixel((image.width * n // 4, middle)) for n in (1, 3))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert left[0] == left[2] and right[0] > right[2]  # marked on the right half, and there alone
