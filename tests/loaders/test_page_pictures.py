"""The page of a quote, drawn from the file that was indexed and no other."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.errors import PageUnavailable
from casc_qa.loaders.page_pictures import page_picture
from casc_qa.types import Box, Document
from helpers.documents.samples import REPORT

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
