"""Excel workbooks (XLSX, XLSM): what each sheet shows, row by row.

In: values as their number formats show them, results of formulas as stored. Out: hidden sheets,
rows and columns, what is struck out, comments, drawings, charts, headers and footers of pages,
macros, which are never run.

ECMA-376, "Office Open XML File Formats", part 1: SpreadsheetML. No library: openpyxl keeps a whole
sheet in memory to know its merged cells and hidden rows, and shows no value as its format does.
"""

from __future__ import annotations

from typing import NamedTuple

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, read_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.office.opc import (
    Related,
    main_part,
    of_type,
    properties,
    related,
    relation,
)
from casc_qa.loaders.formats.sheets.grid import CellCount
from casc_qa.loaders.formats.sheets.sheet_text import Workbook
from casc_qa.loaders.formats.sheets.strings import Rich, read_strings
from casc_qa.loaders.formats.sheets.xlsx_cells import CellReader
from casc_qa.loaders.formats.sheets.xlsx_rows import read_sheet
from casc_qa.loaders.formats.sheets.xlsx_styles import Styles

_MAIN = "an XLSX workbook"


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str


def load(data: bytes) -> Extracted:
    """A paragraph a row, each with an anchor. Raises Unreadable."""
    archive = Archive(data, "xlsx")
    main = main_part(archive, _MAIN)
    root = read_xml(archive, main)
    if child(root, "sheets") is None:
        raise Unreadable(f"it is an Office file, but not {_MAIN}")
    parts = related(archive, main)
    book = Workbook()
    reader = CellReader(
        _strings(archive, parts, book),
        Styles(_styles(archive, parts, book)),
        is_1904=_is_set(child(root, "workbookPr"), "date1904"),
        is_stale=_is_set(child(root, "calcPr"), "fullCalcOnLoad"),
    )
    _read_sheets(archive, _shown(root, parts, book), reader, book)
    declared = properties(archive)
    return book.extracted(
        "casc-qa xlsx 1",
        declared_metadata.title(declared.title),
        lambda text: declared_metadata.language(declared.language, text),
    )


def _read_sheets(
    archive: Archive, sheets: list[_Listed], reader: CellReader, book: Workbook
) -> None:
    count = CellCount()
    for name, part in sheets:
        try:
            sheet = read_sheet(archive, part, name, reader, count)
        except Unreadable as error:
            book.unread.append(f"The sheet {name} could not be read: {error}.")
        else:
            book.add(sheet)
    book.has_struck = reader.has_struck
    book.formulas = reader.formulas
    book.unseen = reader.unseen


def _shown(root: Element, parts: dict[str, Related], book: Workbook) -> list[_Listed]:
    """The sheets with cells that are not hidden; the hidden ones are counted."""
    listed: dict[str, _Listed] = {}
    for sheet in children(child(root, "sheets")):
        part = parts.get(relation(sheet))
        if (attribute(sheet, "state") or "visible") != "visible":
            book.hidden_sheets += 1
        elif part is not None and part.part_type == "worksheet":
            listed.setdefault(part.part, _Listed(attribute(sheet, "name") or "", part.part))
    return list(listed.values())


def _strings(archive: Archive, parts: dict[str, Related], book: Workbook) -> list[str | Rich]:
    strings: list[str | Rich] = []
    for part in of_type(parts, "sharedStrings")[:1]:
        try:
            strings.extend(read_strings(archive, part))
        except Unreadable as error:
            book.unread.append(f"Not all texts could be read: {error}.")
    return strings


def _styles(archive: Archive, parts: dict[str, Related], book: Workbook) -> Element | None:
    for part in of_type(parts, "styles"):
        try:
            return read_xml(archive, part)
        except Unreadable as error:
            book.unread.append(f"How cells look could not be read: {error}.")
    return None


def _is_set(element: Element | None, wanted: str) -> bool:
    return element is not None and attribute(element, wanted) in ("1", "true", "on")
