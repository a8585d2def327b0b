"""Pictures of text: a scanned page or a photograph of one, several in one TIFF."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from statistics import fmean
from typing import TYPE_CHECKING

from casc_qa.loaders.formats.extracted import MAX_PAGES, Extracted, Unreadable
from casc_qa.loaders.formats.pdf.page_layout import Line
from casc_qa.loaders.formats.pdf.page_lines import lines_of
from casc_qa.loaders.formats.pdf.reflow import reflow
from casc_qa.loaders.formats.pdf.scanned import Draw, Paper, look, turned_paper
from casc_qa.loaders.formats.scans.page_reading import (
    INSTALL,
    TEXT_ALONE,
    PageReading,
    Picture,
    left_note,
)

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 60_000_000  # of a page
_DPI = 300  # what recognition is best at
_LEAST_DPI, _MOST_DPI = 60, 1200  # others are none
_WIDTH = 1700  # pixels: narrower pages are from a screen, whose letters are small
_MOST_LARGER = 3
_WHITE = 255
_POINTS = 72  # of an inch


def load(data: bytes, reading: PageReading = TEXT_ALONE) -> Extracted:
    """The text of a picture, its places in points of what it shows. Raises Unreadable."""
    if reading.recogniser is None:
        raise Unreadable(f"it is a picture: {INSTALL}")
    pages: list[list[Line]] = []
    sure: list[int] = []
    left = 0
    for number, draw in enumerate(frames(data), 1):
        if not reading.may_look(number - 1):
            left = page_count(data) - number + 1
            break
        try:
            words = look(reading.recogniser, draw, reading.done)
        except ValueError as error:
            raise Unreadable(str(error)) from error
        sure += [word.sure or 0 for word in words]
        pages.append(lines_of(words, number))
        reading.done(False)
    text, anchors, places = reflow(pages)
    if not text:
        raise Unreadable("no text was recognised in it")
    return Extracted(
        text,
        reading.recogniser.name,
        anchors if len(pages) > 1 else (),
        notes=(
            f"read from a picture, {round(fmean(sure))} % sure",
            *([left_note(left, len(pages) + left)] if left else []),
        ),
        places=places,
    )


def page_count(data: bytes) -> int:
    """How many pages it has. Raises Unreadable."""
    with _opened(data) as image:
        return int(getattr(image, "n_frames", 1))


def frames(data: bytes) -> Iterator[Draw]:
    """Each page, to be drawn in shades of grey and large enough to be read. Raises Unreadable."""
    with _opened(data) as image:
        count = getattr(image, "n_frames", 1)
        if count > MAX_PAGES:
            raise Unreadable(f"it has more than {MAX_PAGES:,} pages")
        for number in range(count):
            image.seek(number)
            if image.width * image.height > _MOST_PIXELS:
                raise Unreadable(f"it has more than {_MOST_PIXELS:,} pixels")
            yield _frame(image)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture. What goes wrong with it meanwhile raises Unreadable."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd tags: what can be read is read
        Image.MAX_IMAGE_PIXELS = None  # each page is looked at
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                yield image
        except (Unreadable, MemoryError):
            raise
        except UnidentifiedImageError as error:  # which names an address in memory
            raise Unreadable("it is no PNG, JPEG or TIFF picture, or is damaged") from error
        except Exception as error:
            raise Unreadable(f"it can't be read as a picture ({error})") from error


def _frame(image: Image.Image) -> Draw:
    from PIL import Image, ImageOps

    grey, dpi = _grey(ImageOps.exif_transpose(image)), _dpi(image)
    points = _POINTS / dpi
    larger = _larger(grey.width, grey.height, dpi)
    if larger > 1:
        size = round(grey.width * larger), round(grey.height * larger)
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    step = points / larger

    def draw(turns: int) -> tuple[Picture, Paper]:
        turned = grey.rotate(-90 * turns, expand=True) if turns else grey
        picture = Picture(turned.tobytes(), turned.width, turned.height, round(dpi * larger))
        return picture, turned_paper(grey.width * step, grey.height * step, step, turns)

    return draw


def _grey(image: Image.Image) -> Image.Image:
    """A picture in 256 shades, on white; one that has more is not cut off at the first 256."""
    if image.has_transparency_data:
        return _on_white(image.convert("RGBA"))
    if image.mode[0] not in "IF":
        return image.convert("L")
    many = image.convert(image.mode[0])
    most = many.getextrema()[1]
    if not (isinstance(most, int | float) and 0 < most < math.inf):
        return many.convert("L")
    return many.point(lambda shade: shade * (_WHITE / most)).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    white = Image.new("L", image.size, _WHITE)
    white.paste(image.convert("L"), mask=image.getchannel("A"))
    return white


def _dpi(image: Image.Image) -> float:
    """What the picture says of its scale, where that can be true."""
    stated = image.info.get("dpi") or (0, 0)
    dpi = float(stated[0])
    return dpi if _LEAST_DPI < dpi < _MOST_DPI and dpi != _POINTS else _DPI


def _larger(width: int, height: int, dpi: float) -> float:
    """How much larger a picture has to be to be read well, and may be."""
    wanted = max(_DPI / dpi, _WIDTH / width if width < _WIDTH else 1.0)
    return min(wanted, _MOST_LARGER, math.sqrt(_MOST_PIXELS / (width * height)))
