"""OpenDocument spreadsheets (ODS): what each sheet shows, row by row.

In: values as they are shown, dates in ISO 8601. Out: hidden sheets, rows and columns, what is
struck out, comments, drawings, charts, headers and footers of pages, recorded changes, macros.

OASIS, "Open Document Format for Office Applications (OpenDocument) Version 1.3", part 3.
"""

from __future__ import annotations

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, name
from casc_qa.loaders.formats.archives.streaming import stream_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.office.odf_parts import optional, refuse_encrypted
from casc_qa.loaders.formats.sheets.grid import CellCount, Sheet
from casc_qa.loaders.formats.sheets.ods_cells import CellReader
from casc_qa.loaders.formats.sheets.ods_rows import Rows
from casc_qa.loaders.formats.sheets.ods_styles import Styles
from casc_qa.loaders.formats.sheets.sheet_text import Workbook

_CONTENT = "content.xml"
# Tables in these are no sheets.
_OUT = ("tracked-changes", "dde-links", "shapes")
_WANTED = ("automatic-styles", "spreadsheet", "table", "table-column", "table-row", *_OUT)


def load(data: bytes) -> Extracted:
    """A paragraph a row, each with an anchor. Raises Unreadable."""
    archive = Archive(data, "ods")
    refuse_encrypted(archive)
    book = Workbook()
    reader = _Reader(optional(archive, "styles.xml", book.unread), book)
    for event, element in stream_xml(archive, _CONTENT, _WANTED):
        reader.take(event == "start", element)
    reader.finish()
    meta = child(optional(archive, "meta.xml", book.unread), "meta")
    declared = {name(element): (element.text or "").strip() for element in children(meta)}
    return book.extracted(
        "casc-qa ods 1",
        declared_metadata.title(declared.get("title")),
        lambda text: declared_metadata.language(declared.get("language"), text),
    )


class _Reader:
    """One pass through a spreadsheet's content."""

    def __init__(self, styles: Element | None, book: Workbook) -> None:
        """``styles`` is the root of styles.xml."""
        self._book = book
        self._common = styles
        self._styles = Styles(None, styles)
        self._cells = CellReader(self._styles)
        self._count = CellCount()
        self._rows: Rows | None = None  # of the sheet at hand
        self._depth = 0  # of elements whose tables are no sheets, and of tables
        self._is_spreadsheet = False

    def take(self, is_start: bool, element: Element) -> None:
        """The next element."""
        tag = name(element)
        if tag == "automatic-styles" and not is_start:
            self._styles = Styles(element, self._common)
            self._cells = CellReader(self._styles)
        elif tag == "spreadsheet":
            self._is_spreadsheet = True
        elif tag == "table" or tag in _OUT:
            self._depth += 1 if is_start else -1
            if tag == "table" and self._depth == int(is_start):
                self._turn(element if is_start else None)
        elif self._rows and self._depth == 1 and not is_start:
            if tag == "table-row":
                self._rows.row(element)
            else:
                self._rows.column(element)

    def _turn(self, table: Element | None) -> None:
        """To another sheet, or to none."""
        if self._rows:
            self._book.repeats += self._rows.repeats
            self._book.add(self._rows.sheet)
        self._rows = None
        if table is None or not self._is_spreadsheet:
            return
        if self._styles.hides(attribute(table, "style-name")):
            self._book.hidden_sheets += 1
        else:
            self._rows = Rows(Sheet(attribute(table, "name") or ""), self._cells, self._count)

    def finish(self) -> None:
        """After the last element. Raises Unreadable where there was no spreadsheet."""
        if not self._is_spreadsheet:
            raise Unreadable("it is not an ODS spreadsheet")
        self._book.has_struck = self._cells.has_struck
        self._book.formulas = self._cells.formulas
