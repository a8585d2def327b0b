"""A PDF by pdfium: the words of its pages, and what is filled into its form."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from casc_qa.loaders.formats.pdf.page_words import PageWords, Sight, Word

_MOST_FIELDS = 5_000
_MOST_VALUE_BYTES = 1_000_000
_FIELD_SIZE = 11.0  # points of what is filled in, where there is room
_BELOW_MIDDLE = 0.35  # of the size


class Document:
    """An open PDF; to be closed."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError for what pdfium can't open."""
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
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
        page = self._pdfium.FPDF_LoadPage(self._document, number)
        if not page:
            raise ValueError(f"page {number + 1} can't be opened")
        try:
            text = self._pdfium.FPDFText_LoadPage(page)
            if not text:
                raise ValueError(f"page {number + 1} has no text that can be read")
            try:
                filled = self._filled_in(page)
                return _with_fields(list(PageWords(self._pdfium, page, text).words()), filled)
            finally:
                self._pdfium.FPDFText_ClosePage(text)
        finally:
            self._pdfium.FPDF_ClosePage(page)

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
