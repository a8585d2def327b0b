"""Spreadsheets that are malformed on purpose, or out to take the time of whoever reads them."""

from __future__ import annotations

from random import Random

from helpers.documents.defects import defect, prose
from helpers.documents.sheet_files import S, inline, ods, ods_cell, ods_row, ods_table, xlsx
from helpers.documents.zipped_files import relations

_LAST = 1_048_576
_EXCEL = (".xlsx", ".xlsm")


def _cell(place: str, text: str, more: str = "") -> str:
    return f'<c r="{place}" t="inlineStr" {more}><is><t>{text}</t></is></c>'


def _numbers(codes: list[str]) -> str:
    """Styles that show numbers by these codes."""
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(len(codes)))
    return f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"


# Size


@defect(*_EXCEL)
def a_cell_in_the_last_corner(suffix: str, draw: Random) -> bytes:
    corner = _cell(f"XFD{_LAST}", prose(draw))
    return xlsx(f'{inline("a", "b")}<row r="{_LAST}">{corner}</row><row r="{_LAST}">{corner}</row>')


@defect(".ods")
def a_cell_repeated_to_the_last_corner(suffix: str, draw: Random) -> bytes:
    all_columns = ods_cell(prose(draw), more='table:number-columns-repeated="16384"')
    return ods(ods_table(ods_row(all_columns, more=f'table:number-rows-repeated="{_LAST}"')))


@defect(".ods", seeds=3)
def repeats_that_are_no_counts(suffix: str, draw: Random) -> bytes:
    count = draw.choice(("-1", "0", "9" * 5_000, "1e9", "٣", "99999999", "²"))
    cell = ods_cell(prose(draw), more=f'table:number-columns-repeated="{count}"')
    return ods(ods_table(ods_row(cell, "b", more=f'table:number-rows-repeated="{count}"') * 3))


@defect(".xlsx", ".ods")
def a_row_of_all_columns(suffix: str, draw: Random) -> bytes:
    """Sixteen thousand names, each above a number."""
    names = [f"{draw.choice('abc')}{n}" for n in range(16_384)]
    if suffix == ".ods":
        return ods(ods_table(ods_row(*names), ods_row(*names[::-1]), ods_row(*names)))
    rows = inline(*names), inline(*names[::-1]), inline(*names)
    return xlsx("".join(rows))


@defect(".xlsx")
def a_million_empty_rows(suffix: str, draw: Random) -> bytes:
    return xlsx("<row/>" * 900_000 + inline(prose(draw)))


@defect(".xlsx")
def a_dimension_that_lies(suffix: str, draw: Random) -> bytes:
    return xlsx(inline(prose(draw)), before='<dimension ref="A1:XFD1048576"/>')


@defect(".xlsx", ".ods")
def ten_thousand_sheets(suffix: str, draw: Random) -> bytes:
    if suffix == ".ods":
        return ods("".join(ods_table(ods_row(f"{n} {draw.random()}")) for n in range(10_000)))
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(10_000))
    book = f"<workbook {S}><sheets>{sheets}</sheets></workbook>"
    return xlsx(inline(prose(draw)), more={"xl/workbook.xml": book})


@defect(".ods")
def tables_in_tables(suffix: str, draw: Random) -> bytes:
    inner = ods_row(prose(draw))
    for _ in range(60):
        inner = ods_table(
            f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
        )
    return ods(inner)


# Places


@defect(".xlsx", seeds=3)
def places_that_are_none(suffix: str, draw: Random) -> bytes:
    odd = ("", "A0", "0", "ZZZZ9", "a1", "A1:B2", "$A$1", "XFE1", "Ａ１", "-1", "A" * 9_000)
    cells = "".join(_cell(draw.choice(odd), f"{word} {draw.random()}") for word in "abcdef")
    rows = ("0", "-1", "9" * 4_000, "1048577", "1.5", "x", "1")
    return xlsx("".join(f'<row r="{row}">{cells}</row>' for row in rows))


@defect(".xlsx")
def rows_and_cells_backwards(suffix: str, draw: Random) -> bytes:
    cells = "".join(_cell(f"{column}1", f"{column} {draw.random()}") for column in "ZYXWVA")
    return xlsx("".join(f'<row r="{n}">{cells}</row>' for n in range(900, 0, -1)))


@defect(".xlsx")
def one_cell_many_times(suffix: str, draw: Random) -> bytes:
    return xlsx(f'<row r="1">{_cell("A1", prose(draw)) * 9_000}</row>' * 9)


# Merged cells


@defect(".xlsx", nightly=True)
def merges_that_overlap(suffix: str, draw: Random) -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD{_LAST}"/>' for n in range(1, 100_000))
    rows = "".join(f"<row>{_cell('', f'{n}') * 3}</row>" for n in range(100_000))
    return xlsx(rows, after=f"<mergeCells>{merges}</mergeCells>")


@defect(".xlsx", seeds=2)
def merges_of_nothing(suffix: str, draw: Random) -> bytes:
    odd = (
        "A1",
        "B2:A1",
        ":",
        "A1:A1",
        "A0:B0",
        "ZZZ1:ZZZ2",
        "A1:A9999999",
        "A1:B2:C3",
        "x" * 9_000,
    )
    merges = "".join(f'<mergeCell ref="{draw.choice(odd)}"/>' for _ in range(50))
    return xlsx(inline(prose(draw), "b") * 3, after=f"<mergeCells>{merges}</mergeCells>")


@defect(".xlsx")
def more_merges_than_cells(suffix: str, draw: Random) -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 210_000))
    return xlsx(inline(prose(draw)), after=f"<mergeCells>{merges}</mergeCells>")


@defect(".ods")
def spans_that_reach_everywhere(suffix: str, draw: Random) -> bytes:
    spans = f'table:number-columns-spanned="16384" table:number-rows-spanned="{_LAST}"'
    return ods(
        ods_table(
            *(ods_row(*(ods_cell(f"{n} {m}", more=spans) for m in range(9))) for n in range(900))
        )
    )


# Texts


@defect(".xlsx", seeds=2)
def texts_that_are_missing(suffix: str, draw: Random) -> bytes:
    numbers = ("0", "-1", "1", "99999999", "9" * 5_000, "", "x", "1.0", "٣")
    cells = "".join(f'<c t="s"><v>{draw.choice(numbers)}</v></c>' for _ in range(99))
    return xlsx(f"<row>{cells}</row>{inline(prose(draw))}", strings="<si><t>only</t></si><si/>")


@defect(".xlsx")
def a_million_texts_for_one_cell(suffix: str, draw: Random) -> bytes:
    return xlsx('<row><c t="s"><v>999999</v></c></row>', strings="<si><t>a</t></si>" * 1_000_000)


@defect(".xlsx")
def a_text_of_a_million_parts(suffix: str, draw: Random) -> bytes:
    part = "<r><rPr><strike/></rPr><t>_xD800__x000A_</t></r>"
    return xlsx('<row><c t="s"><v>0</v></c></row>', strings=f"<si>{part * 200_000}</si>")


@defect(".xlsx")
def one_long_text_in_every_cell(suffix: str, draw: Random) -> bytes:
    """Four megabytes that would be gigabytes."""
    cell = '<c t="s"><v>0</v></c>'
    row = f"<row>{cell * 90}</row>"
    return xlsx(row * 900, strings=f"<si><t>{'word ' * 8_000}</t></si>")


@defect(".xlsx")
def texts_that_are_the_sheet(suffix: str, draw: Random) -> bytes:
    targets = relations({
        "rId1": "worksheet sharedStrings.xml", "rId2": "sharedStrings worksheets/sheet1.xml",
        "rId3": "styles workbook.xml", "rId4": "worksheet workbook.xml",
    })  # fmt: skip
    return xlsx(inline(prose(draw)), more={"xl/_rels/workbook.xml.rels": targets})


@defect(".xlsx", seeds=2)
def two_sheets_of_one_part(suffix: str, draw: Random) -> bytes:
    ids = draw.choice((("rId1", "rId1"), ("rId9", "rId1")))
    sheets = "".join(f'<sheet name="S{n}" sheetId="1" r:id="{i}"/>' for n, i in enumerate(ids))
    book = f"<workbook {S}><sheets>{sheets}</sheets></workbook>"
    return xlsx(inline(prose(draw)), more={"xl/workbook.xml": book})


@defect(".xlsx")
def a_workbook_that_is_its_own_sheet(suffix: str, draw: Random) -> bytes:
    targets = relations({"rId1": "worksheet workbook.xml"})
    return xlsx(inline(prose(draw)), more={"xl/_rels/workbook.xml.rels": targets})


@defect(".xlsx", ".ods")
def a_sheet_with_a_hostile_name(suffix: str, draw: Random) -> bytes:
    name = "\u202e\u2066" * 9 + "n" * 90_000
    if suffix == ".ods":
        return ods(ods_table(ods_row(prose(draw)), name=name))
    sheet = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
    book = f"<workbook {S}>{sheet}</workbook>"
    return xlsx(inline(prose(draw)), more={"xl/workbook.xml": book})


# Numbers


@defect(".xlsx", seeds=2)
def styles_out_of_range(suffix: str, draw: Random) -> bytes:
    styles = ("-1", "7", "99999999", "9" * 9_000, "x", "1.5", "٣")
    cells = "".join(f'<c s="{draw.choice(styles)}"><v>{n}.5</v></c>' for n in range(50))
    odd = '<xf numFmtId="-1" fontId="99"/><xf numFmtId="x" fontId="-1"/><xf/>'
    return xlsx(f"<row>{cells}</row>", styles=f"<cellXfs>{odd}</cellXfs>")


@defect(".xlsx")
def a_format_of_ten_thousand_characters(suffix: str, draw: Random) -> bytes:
    codes = ["0" * 10_000, "[" * 255, ";" * 255, "_" * 255, "h" * 255, "&quot;" * 200, "\\" * 255]
    cells = "".join(f'<c s="{n}"><v>12.5</v></c>' for n in range(len(codes)))
    return xlsx(f"<row>{cells}</row>", styles=_numbers(codes))


@defect(".xlsx")
def formats_that_make_numbers_huge(suffix: str, draw: Random) -> bytes:
    codes = [
        "0" + "%" * 250, "0" + "," * 250, "0.0E+0" + "%" * 240, "# ?/" + "9" * 200, "#/0", "?/?",
        "0." + "0" * 29 + "E+000", "[&lt;1e9]0;[&gt;1]0%", "[h]:mm:ss.000", "@@@@", "[$-F800]d",
    ]  # fmt: skip
    values = ("1e300", "-1e300", "1e-300", "9" * 300, "0", "-0", "1e999999999", "nan", "-inf", "")
    rows = (
        "".join(f'<c s="{n}"><v>{value}</v></c>' for n in range(len(codes))) for value in values
    )
    return xlsx("".join(f"<row>{row}</row>" for row in rows), styles=_numbers(codes))


@defect(".xlsx", ".ods")
def days_of_the_year_a_billion(suffix: str, draw: Random) -> bytes:
    if suffix == ".ods":
        odd = ("1000000000-01-01", "-0001-01-01", "2022-13-45", "9999-12-31T24:00:00", "x" * 9_000)
        cells = (
            ods_cell("", "date").replace(
                "/>", f' office:value-type="date" office:date-value="{d}"/>'
            )
            for d in odd
        )
        return ods(ods_table(ods_row(*cells)))
    days = ("365000000000", "-1", "0.9999999", "2958465.9999999", "1e300", "60", "-99999999")
    cells = "".join(f'<c s="0"><v>{day}</v></c>' for day in days)
    dates = "".join(
        f'<c t="d" s="0"><v>{d}</v></c>' for d in ("1000000000-01-01", "x", "0000-00-00")
    )
    return xlsx(f"<row>{cells}{dates}</row>", styles=_numbers(["yyyy-mm-dd hh:mm"]))


@defect(".xlsx")
def formulas_without_values(suffix: str, draw: Random) -> bytes:
    cell = "<c><f>" + "SUM(" * 2_000 + "</f></c>" + "<c><f>A1</f><v/></c><c t='e'><v>#REF!</v></c>"
    return xlsx(f"<row>{cell * 50}</row>{inline(prose(draw))}")


@defect(".xlsx")
def numbers_of_a_megabyte(suffix: str, draw: Random) -> bytes:
    cells = "".join(
        f"<c{kind}><v>{'9' * 500_000}</v></c>" for kind in ("", ' t="b"', ' t="s"', ' t="d"')
    )
    return xlsx(f"<row>{cells}</row>")


@defect(".xlsx")
def kinds_of_cells_that_are_none(suffix: str, draw: Random) -> bytes:
    cells = "".join(f'<c t="{kind}"><v>1</v></c>' for kind in ("x", "", "inlineStr", "S", "error"))
    return xlsx(f"<row>{cells}<row>{cells}</row><c><c><v>1</v></c></c></row>{inline(prose(draw))}")


# Hidden parts


@defect(".xlsx")
def columns_hidden_a_hundred_thousand_times(suffix: str, draw: Random) -> bytes:
    hidden = "".join(
        f'<col min="{draw.randrange(1, 16_384)}" max="{draw.randrange(1, 99_999)}" hidden="1"/>'
        for _ in range(100_000)
    )
    return xlsx(inline(prose(draw)), before=f"<cols>{hidden}</cols>")


@defect(".ods")
def sheet_styles_in_a_circle(suffix: str, draw: Random) -> bytes:
    circle = "".join(
        f'<style:style style:name="{a}" style:family="table-cell" style:parent-style-name="{b}"/>'
        for a, b in ("ab", "bc", "ca")
    )
    cell = ods_cell(prose(draw), "date", 'table:style-name="a" office:date-value="2022-01-01"')
    return ods(ods_table(ods_row(cell)), automatic=circle)
