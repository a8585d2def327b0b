"""Small spreadsheets: by hand part by part, or as programs write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.documents.zipped_files import RELATIONS, Parts, odt, relations, zipped

S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATIONS}"'


def xlsx(
    rows: str,
    strings: str = "",
    styles: str = "",
    before: str = "",
    after: str = "",
    workbook: str = "",
    core_xml: str | None = None,
    more: Parts | None = None,
) -> bytes:
    """A workbook of one sheet, "S": its rows, and what stands before and after them."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(
            {
                "rId1": "officeDocument xl/workbook.xml",
                "rId2": "core-properties docProps/core.xml",
            }
        ),
        "xl/workbook.xml": f"<workbook {S}>{workbook}<sheets>"
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            {
                "rId1": "worksheet worksheets/sheet1.xml",
                "rId2": "sharedStrings sharedStrings.xml",
                "rId3": "styles styles.xml",
            }
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {S}>{before}<sheetData>{rows}</sheetData>{after}"
        "</worksheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }
    if core_xml is not None:
        parts["docProps/core.xml"] = core_xml
    return zipped({**parts, **(more or {})})


def inline(*texts: str) -> str:
    """A row of cells with these texts."""
    cells = (f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for text in texts)
    return f"<row>{''.join(cells)}</row>"


def saved(change: Callable[[Workbook, Worksheet], None]) -> bytes:
    """A workbook as openpyxl writes it, after ``change`` of it and of its one sheet, "Data"."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    change(workbook, sheet)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def table(
    rows: Sequence[Sequence[object]], merges: Sequence[str] = (), formats: Mapping[str, str] = {}
) -> bytes:
    """A sheet with these values, merged ranges, and number formats by cell."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        for cell, code in formats.items():
            sheet[cell].number_format = code

    return saved(fill)


def ods(
    tables: str, automatic: str = "", styles: str | None = None, meta: str | None = None
) -> bytes:
    """An OpenDocument spreadsheet."""
    return odt(tables, automatic, styles, meta, kind="spreadsheet")


def ods_table(*rows: str, name: str = "S", columns: str = "", style: str = "") -> str:
    """A sheet of rows."""
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{styled}>{columns}{"".join(rows)}</table:table>'


def ods_row(*cells: str, more: str = "") -> str:
    """A row of cells: texts, or elements as they are."""
    written = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


def ods_cell(shown: str, value_type: str = "string", more: str = "") -> str:
    """A cell that shows this; an empty one for none."""
    if not shown:
        return "<table:table-cell/>"
    words = shown if shown.startswith("<") else f"<text:p>{shown}</text:p>"
    return f'<table:table-cell office:value-type="{value_type}" {more}>{words}</table:table-cell>'
