"""A PDF by pypdf: what the file states, its bookmarks, the names of its letters, and the lines of
pages that pdfium can't read.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from io import BytesIO
from typing import Any

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.pdf.page_layout import Line
from casc_qa.loaders.formats.pdf.right_to_left import Piece, in_reading_order, is_turned

# A page's own instructions are small; larger ones are there to fill the memory.
_MAX_STREAM_BYTES = 30_000_000
_MAX_INSTRUCTIONS = 400_000
_HEADING_CHARS = 300
_MAX_NAMES = 5_000


@contextmanager
def opened(data: bytes) -> Iterator[PypdfFile]:
    """The file, with bounds on what it may cost. Raises Unreadable for a locked file, and whatever
    pypdf raises for a broken one.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no concern of ours
    with pypdf.apply_configuration(
        zlib_maximum_output_length=_MAX_STREAM_BYTES,
        stream_parsing_work_maximum_count=_MAX_INSTRUCTIONS,
    ):
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is encrypted: save it without its password")
        yield PypdfFile(reader)


class PypdfFile:
    """An open file; of what it states, what is broken is as if it were not there."""

    def __init__(self, reader: Any) -> None:
        """``reader`` is pypdf's."""
        self._reader = reader
        self.version = f"pypdf {version('pypdf')}"

    def __len__(self) -> int:
        """Pages."""
        return len(self._reader.pages)

    def stated(self, key: str) -> str | None:
        """What its description says: "/Title", "/CreationDate"."""
        return _string(self._reader.metadata or {}, key)

    @property
    def language(self) -> str | None:
        """What it says of itself."""
        return _string(self._reader.root_object, "/Lang")

    def lines(self, number: int) -> list[Line]:
        """The lines of page ``number``, from 1. Raises whatever pypdf does."""
        lines = _Lines(number)
        self._reader.pages[number - 1].extract_text(visitor_text=lines.add)
        return lines.finish()

    def bookmarks(self) -> Iterator[tuple[str, int]]:
        """(title, page) in order, 1 being the first page; none where they are broken."""
        try:
            waiting: list[Any] = [self._reader.outline]
            while waiting and (item := waiting.pop()) is not None:
                if isinstance(item, list):
                    waiting += reversed(item)
                    continue
                title = " ".join(str(item.title or "").split())[:_HEADING_CHARS]
                page = self._reader.get_destination_page_number(item)
                if title and page is not None:
                    yield title, page + 1
        except Exception:  # noqa: BLE001  # the text is worth more than its table of contents
            return

    def labels(self) -> list[str]:
        """What each page is called in print; nothing where the file does not say."""
        try:
            has_labels = "/PageLabels" in self._reader.root_object
            return list(self._reader.page_labels) if has_labels else []
        except Exception:  # noqa: BLE001  # labels that are broken name nothing
            return []

    def letter_names(self, number: int) -> Mapping[int, str]:
        """What the fonts of page ``number`` call the codes that they name themselves, as "f_i";
        without codes that two of them name differently.
        """
        names: dict[int, str] = {}
        unsure: set[int] = set()
        try:
            resources = self._reader.pages[number - 1]["/Resources"].get_object()
            for font in resources["/Font"].get_object().values():
                for code, name in _differences(font.get_object()):
                    if names.setdefault(code, name) != name:
                        unsure.add(code)
        except Exception:  # noqa: BLE001  # a font that is broken names nothing
            return {}
        return {code: name for code, name in names.items() if code not in unsure}


def _differences(font: Any) -> Iterator[tuple[int, str]]:
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    listed = encoding.get("/Differences") if isinstance(encoding, dict) else None
    code = 0
    for item in list(listed.get_object() if listed is not None else ())[:_MAX_NAMES]:
        if isinstance(item, int):
            code = item
        else:
            yield code, str(item).lstrip("/")
            code += 1


class _Lines:
    """Collects a page's lines from the pieces that pypdf reports."""

    def __init__(self, number: int) -> None:
        """``number`` of the page, from 1."""
        self._number = number
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._position = (0.0, 0.0, 0.0)  # left, height and size of the line at hand
        self._turned = False

    def add(self, text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        """Takes the next piece; a line feed in it ends the line."""
        if not text:
            return
        a, b, c, d, e, f = _product(tm, cm)
        along = math.hypot(a, b) or 1.0
        left, height = (e * a + f * b) / along, (f * a - e * b) / along
        for number, words in enumerate(text.split("\n")):
            if number:
                self._end()
            if not words:
                continue
            self._turned = is_turned(words, self._turned)
            letters = abs(size) * math.hypot(c, d) if words.strip() else 0.0
            self._pieces.append(Piece(words, left, self._turned))
            if letters > self._position[2]:
                self._position = (self._position[0] if self._position[2] else left, height, letters)

    def finish(self) -> list[Line]:
        """All lines, the last one ended."""
        self._end()
        return self._lines

    def _end(self) -> None:
        words = " ".join(in_reading_order(self._pieces).split())
        if words:
            left, height, size = self._position
            self._lines.append(Line(words, self._number, left, height, size))
        self._pieces, self._position = [], (0.0, 0.0, 0.0)


def _product(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    """Two of PDF's transformations, one after the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _string(table: Any, key: str) -> str | None:
    """A text string of a PDF dictionary; None for anything else."""
    value = table.get(key)
    value = value.get_object() if value is not None else None
    return str(value).replace("\0", "") if isinstance(value, str) else None
