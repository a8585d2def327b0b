"""A PDF by pdfium: the words of its pages, and what is filled into its form."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import islice
from typing import Any

from casc_qa.loaders.formats.pdf.addresses import Addresses
from casc_qa.loaders.formats.pdf.page_words import PageWords, Sight, Word
from casc_qa.loaders.formats.pdf.scanned import Paper
from casc_qa.loaders.formats.pdf.struck import struck_by_hand
from casc_qa.loaders.formats.scans.page_reading import Picture

_MOST_FIELDS = 5_000
_MOST_VALUE_BYTES = 1_000_000
_FIELD_SIZE = 11.0  # points of what is filled in, where there is room
_BELOW_MIDDLE = 0.35  # of the size
_POINTS = 72  # of an inch
_DPI = 300  # what recognition is best at
_MOST_PIXELS = 25_000_000
_MOST_OBJECTS = 5_000
_WHITE = 0xFFFFFFFF


class Document:
    """An open PDF; to be closed."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError for what pdfium can't open."""
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
        self._addresses = Addresses(pdfium)
        self._form: Any = None
        self._data = data  # pdfium reads from it as long as the document is open
        pdfium.FPDF_InitLibrary()
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise ValueError("pdfium can't open it")
        self.version = f"pdfium {version('pypdfium2')}"

    def __len__(self) -> int:
        """Pages."""
        count: int = self._pdfium.FPDF_GetPageCount(self._document)
        return count

    def close(self) -> None:
        """Frees what is held."""
        if self._form is not None:
            self._pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)
        self._pdfium.FPDF_CloseDocument(self._document)

    def words(self, number: int) -> list[Word]:
        """The words of page ``number``, from 0, in the order in which they are drawn. Raises
        ValueError where the page can't be read.
        """
        with self._page(number) as page:
            text = self._pdfium.FPDFText_LoadPage(page)
            if not text:
                raise ValueError(f"page {number + 1} has no text that can be read")
            try:
                filled = self._filled_in(page)
                marked = list(islice(struck_by_hand(self._pdfium, page), _MOST_FIELDS))
                words = PageWords(self._pdfium, self._addresses, page, text).words(marked)
                return _with_fields(list(words), filled)
            finally:
                self._pdfium.FPDFText_ClosePage(text)

    def picture(self, number: int, turns: int = 0) -> tuple[Picture, Paper]:
        """Page ``number``, from 0, as it is printed and then turned clockwise by so many quarters,
        and how that lies on the page. Raises ValueError where it can't be opened.
        """
        with self._page(number) as page:
            bitmap = self._drawn(page, _DPI / _POINTS, self._pdfium.FPDFBitmap_Gray, turns)
            try:
                width = self._pdfium.FPDFBitmap_GetWidth(bitmap)
                height = self._pdfium.FPDFBitmap_GetHeight(bitmap)
                rows = _rows_of(self._pdfium, bitmap, 1)
                return Picture(rows, width, height, _DPI), self._paper(page, (width, height), turns)
            finally:
                self._pdfium.FPDFBitmap_Destroy(bitmap)

    def drawn(self, number: int, scale: float, most: int) -> tuple[bytes, tuple[int, int], Paper]:
        """Page ``number``, from 0, in colours: a byte each for blue, green and red of each pixel,
        of which there are ``scale`` to a point, but at most ``most`` in all; its width and height,
        and how it lies on the page.

        Raises ValueError where it can't be opened.
        """
        with self._page(number) as page:
            bitmap = self._drawn(page, scale, self._pdfium.FPDFBitmap_BGR, most=most)
            try:
                size = (
                    self._pdfium.FPDFBitmap_GetWidth(bitmap),
                    self._pdfium.FPDFBitmap_GetHeight(bitmap),
                )
                return _rows_of(self._pdfium, bitmap, 3), size, self._paper(page, size, 0)
            finally:
                self._pdfium.FPDFBitmap_Destroy(bitmap)

    def picture_share(self, number: int) -> float:
        """How much of page ``number``, from 0, is covered by its largest picture, 0 to 1. Raises
        ValueError where the page can't be opened.
        """
        pdfium, box = self._pdfium, [ctypes.c_float() for _ in range(4)]
        with self._page(number) as page:
            area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
            most = 0.0
            for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
                drawn = pdfium.FPDFPage_GetObject(page, index)
                if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_IMAGE:
                    continue
                if pdfium.FPDFPageObj_GetBounds(drawn, *box):
                    left, bottom, right, top = (edge.value for edge in box)
                    most = max(most, (right - left) * (top - bottom))
            return min(1.0, most / area) if area else 0.0

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        page = self._pdfium.FPDF_LoadPage(self._document, number)
        if not page:
            raise ValueError(f"page {number + 1} can't be opened")
        try:
            yield page
        finally:
            self._pdfium.FPDF_ClosePage(page)

    def _drawn(
        self, page: Any, scale: float, kind: int, turns: int = 0, most: int = _MOST_PIXELS
    ) -> Any:
        """The page drawn on white, so many pixels a point or fewer where it is very large."""
        pdfium = self._pdfium
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(scale, math.sqrt(most / max(width * height, 1.0)))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        size = size[::-1] if turns % 2 else size
        bitmap = pdfium.FPDFBitmap_CreateEx(*size, kind, None, 0)
        if not bitmap:
            raise MemoryError
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *size, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, turns, pdfium.FPDF_ANNOT)
        return bitmap

    def _paper(self, page: Any, size: tuple[int, int], turns: int) -> Paper:
        """How a picture of this size, turned so often, lies on the page."""
        width, height = size
        x, y = ctypes.c_double(), ctypes.c_double()
        ends = []
        for corner in ((0, 0), (width, 0), (0, height)):
            self._pdfium.FPDF_DeviceToPage(page, 0, 0, *size, turns, *corner, x, y)
            ends.append((x.value, y.value))
        origin, right, below = ends
        across = (right[0] - origin[0]) / width, (right[1] - origin[1]) / width
        down = (below[0] - origin[0]) / height, (below[1] - origin[1]) / height
        rotation = self._pdfium.FPDFPage_GetRotation(page)
        return Paper(origin, across, down, (rotation + turns) % 4)

    def _filled_in(self, page: Any) -> list[Word]:
        """What is filled into the page's form."""
        count = min(self._pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)
        if count <= 0:
            return []
        if self._form is None:
            self._form_info = self._pdfium.FPDF_FORMFILLINFO()
            self._form_info.version = 2
            self._form = self._pdfium.FPDFDOC_InitFormFillEnvironment(
                self._document, self._form_info
            )
        self._pdfium.FORM_OnAfterLoadPage(page, self._form)  # else no box is checked
        words: list[Word] = []
        for index in range(count):
            field = self._pdfium.FPDFPage_GetAnnot(page, index)
            if field:
                words += self._field_words(field)
                self._pdfium.FPDFPage_CloseAnnot(field)
        return words

    def _field_words(self, field: Any) -> Iterator[Word]:
        pdfium = self._pdfium
        kind = pdfium.FPDFAnnot_GetFormFieldType(self._form, field)
        if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
            value = "☑" if pdfium.FPDFAnnot_IsChecked(self._form, field) else "☐"
        elif kind in (
            pdfium.FPDF_FORMFIELD_TEXTFIELD,
            pdfium.FPDF_FORMFIELD_COMBOBOX,
            pdfium.FPDF_FORMFIELD_LISTBOX,
        ):
            value = self._field_value(field)
        else:
            return
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(field, box):
            return
        lines = [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            height = (box.top - box.bottom) / len(lines)
            size = min(height, _FIELD_SIZE)
            base = box.top - height * (number + 0.5) - size * _BELOW_MIDDLE
            yield Word(line, box.left, box.right, base, size, 0, False, Sight.SEEN)

    def _field_value(self, field: Any) -> str:
        get = self._pdfium.FPDFAnnot_GetFormFieldValue
        length = min(get(self._form, field, None, 0), _MOST_VALUE_BYTES)
        buffer = ctypes.create_string_buffer(length)
        get(self._form, field, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _rows_of(pdfium: Any, bitmap: Any, bytes_a_pixel: int) -> bytes:
    """The pixels of a drawn page, row after row."""
    stride, height = pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    length = pdfium.FPDFBitmap_GetWidth(bitmap) * bytes_a_pixel
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    if stride == length:
        return data
    return b"".join(data[row * stride : row * stride + length] for row in range(height))


def _with_fields(words: list[Word], filled: Iterable[Word]) -> list[Word]:
    """The words, with what is filled in behind the last word to the left of it."""
    for field in filled:
        before = [
            row
            for row, word in enumerate(words)
            if word.left < field.left and abs(word.base - field.base) <= field.size / 2
        ]
        words.insert(before[-1] + 1 if before else len(words), field)
    return words
