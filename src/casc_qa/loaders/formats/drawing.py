"""A page of a document as a picture, with a quote marked on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from casc_qa.loaders.formats import pictures
from casc_qa.loaders.formats.extracted import MAX_PAGES, Unreadable
from casc_qa.loaders.formats.pdf.pdfium import Document
from casc_qa.loaders.formats.pdf.scanned import Paper
from casc_qa.types import Box

if TYPE_CHECKING:
    from PIL import Image

_SCALE = 2.0  # pixels of a point
_MOST_PIXELS = 8_000_000  # three bytes each: what a worker may send, however little it shrinks
_MARK = (255, 226, 110)  # what white becomes; black stays black
_ROUND = 2  # points around a box
_MOST_BOXES = 500


def drawn_page(suffix: str, data: bytes, page: int, boxes: Sequence[Box]) -> bytes:
    """Page ``page``, from 1, of a file as a PNG, those of the ``boxes`` that are on it marked.

    Raises Unreadable.
    """
    if not 1 <= page <= MAX_PAGES:
        raise Unreadable(f"it has no page {page}")
    image, paper = _of_pdf(data, page) if suffix == ".pdf" else _of_picture(data, page)
    marked = _marked(image, paper, [box for box in boxes[:_MOST_BOXES] if box.page == page])
    out = BytesIO()
    marked.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _of_pdf(data: bytes, page: int) -> tuple[Image.Image, Paper]:
    from PIL import Image

    try:
        document = Document(data)
        try:
            pixels, size, paper = document.drawn(page - 1, _SCALE, _MOST_PIXELS)
        finally:
            document.close()
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return Image.frombytes("RGB", size, pixels, "raw", "BGR"), paper


def _of_picture(data: bytes, page: int) -> tuple[Image.Image, Paper]:
    from PIL import Image

    draw = next(islice(pictures.frames(data), page - 1, None), None)
    if draw is None:
        raise Unreadable(f"it has no page {page}")
    picture, paper = draw(0)
    width, height = picture.width, picture.height
    image = Image.frombytes("L", (width, height), picture.pixels)
    fewer = math.sqrt(_MOST_PIXELS / (width * height))
    if fewer < 1:
        image = image.resize((max(1, int(width * fewer)), max(1, int(height * fewer))))
        paper = paper.with_pixels(width / image.width, height / image.height)
    return image.convert("RGB"), paper


def _marked(image: Image.Image, paper: Paper, boxes: Sequence[Box]) -> Image.Image:
    from PIL import Image, ImageChops, ImageDraw

    marks = Image.new("RGB", image.size, "white")
    canvas = ImageDraw.Draw(marks)
    for box in boxes:
        corners = (
            paper.pixel(box.left - _ROUND, box.bottom - _ROUND),
            paper.pixel(box.right + _ROUND, box.top + _ROUND),
        )
        (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
        canvas.rectangle((left, top, right, bottom), fill=_MARK)
    return ImageChops.multiply(image, marks)
