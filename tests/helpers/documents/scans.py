"""Pages of text as pictures, as a scanner makes them."""

from __future__ import annotations

import io
import os

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from casc_qa.loaders.formats.scans.page_reading import PageReading, Picture, RecognisedWord
from casc_qa.loaders.formats.scans.tesseract import Tesseract, chosen, installed

needs_tesseract = pytest.mark.skipif(
    installed() is None and "CI" not in os.environ, reason="Tesseract is not installed"
)


def recogniser() -> Tesseract:
    """The Tesseract of this machine, for English and Russian."""
    there = installed()
    assert there is not None, "install tesseract-ocr and tesseract-ocr-rus"
    assert {"eng", "rus"} <= set(there.languages)
    return Tesseract(there, chosen((), there))


def eyes() -> PageReading:
    """How pages are read where Tesseract is there."""
    return PageReading(recogniser())


def scanned(pdf: bytes, page: int = 0, dpi: int = 300, turns: int = 0) -> Image.Image:
    """A page of a PDF on grey, grainy paper, turned clockwise by so many quarters."""
    drawn = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True).to_pil()
    grey = np.asarray(drawn.convert("L"), np.float64) * 0.85 + 20
    grainy = grey + np.random.default_rng(page).normal(0, 10, grey.shape)
    image = Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8))
    return image.rotate(-90 * turns, expand=True)


def as_bytes(image: Image.Image, suffix: str, **options: object) -> bytes:
    """A picture as a file of this format."""
    out = io.BytesIO()
    image.save(out, {"pdf": "PDF", "png": "PNG", "jpg": "JPEG", "tif": "TIFF"}[suffix], **options)
    return out.getvalue()


class Says:
    """Recognises the same sentence in every picture, and counts them."""

    name = "somebody"

    def __init__(self) -> None:
        self.looks = 0

    def words(self, picture: Picture) -> list[RecognisedWord]:
        self.looks += 1
        words = "All of it was said on this page.".split()
        return [
            RecognisedWord(word, 40 * n, 10, 40 * n + 36, 30, (0, 28), 0, 20, 0, 90)
            for n, word in enumerate(words)
        ]
