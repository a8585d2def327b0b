"""OpenDocument spreadsheets: what they show, row by row."""

from __future__ import annotations

from io import BytesIO

import pytest
from odfdo import Cell as OdfCell
from odfdo import Document as OdfDocument
from odfdo import Row as OdfRow
from odfdo import Table as OdfTable

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.sheets import ods as ods_format
from helpers.documents.extracted import at
from helpers.documents.sheet_files import ods, ods_cell, ods_row, ods_table
from helpers.documents.zipped_files import zipped

COVERED = "<table:covered-table-cell/>"


def paragraphs(*tables: str, automatic: str = "") -> list[str]:
    return ods_format.load(ods("".join(tables), automatic)).text.split("\n\n")


def spanned(words: str, columns: int = 1, rows: int = 1) -> str:
    return ods_cell(
        words,
        more=f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"',
    )


def test_a_table_of_statistics() -> None:
    extracted = ods_format.load(
        ods(
            ods_table(
                ods_row("Victims by country"),
                ods_row("", more='table:number-rows-repeated="2"'),
                ods_row(spanned("Country", rows=2), spanned("Victims", columns=2), COVERED),
                ods_row(COVERED, ods_cell("2021", "float"), ods_cell("2022", "float")),
                ods_row(spanned("Kazakhstan", rows=2), ods_cell("1 204", "float"), "n/a"),
                ods_row(COVERED, ods_cell("12,5 %", "percentage"), ods_cell("TRUE", "boolean")),
                ods_row("", more='table:number-rows-repeated="1048569"'),
                name="Table 1",
            )
        )
    )
    assert extracted.text.split("\n\n") == [
        "Victims by country",
        "Country: Kazakhstan | Victims, 2021: 1 204 | Victims, 2022: n/a",
        "Country: Kazakhstan | Victims, 2021: 12,5 % | Victims, 2022: TRUE",
    ]
    assert at(extracted, "heading") == [
        ("Table 1, row 1", "Victims by count"),
        ("Table 1, row 6", "Country: Kazakhs"),
        ("Table 1, row 7", "Country: Kazakhs"),
    ]
    assert (extracted.extractor, extracted.notes) == ("casc-qa ods 1", ())


def test_days_are_iso_8601_as_far_as_they_are_shown() -> None:
    def style(key: str, *parts: str) -> str:
        return (
            f'<number:date-style style:name="N{key}">{"".join(f"<number:{p}/>" for p in parts)}'
            f'</number:date-style><style:style style:name="{key}" style:family="table-cell"'
            f' style:data-style-name="N{key}"/>'
        )

    automatic = (
        style("day", "day", "text", "month", "year")
        + style("month", "month", "year")
        + style("moment", "day", "month", "year", "hours", "minutes")
        + '<style:style style:name="based" style:family="table-cell"'
        ' style:parent-style-name="month"/>'
    )

    def day(shown: str, named: str = "") -> str:
        value = 'office:date-value="2022-03-01T14:30:00"'
        return ods_cell(shown, "date", f'{value} table:style-name="{named}"' if named else value)

    assert paragraphs(
        ods_table(
            ods_row(day("01.03.22", "day"), day("Mar 22", "month"), day("Mar 22", "based")),
            ods_row(day("01.03.22 14:30", "moment"), day("1/3/22"), day("1/3/22 14:30")),
            columns='<table:table-column table:default-cell-style-name="unknown"/>',
        ),
        automatic=automatic,
    ) == [
        "2022-03-01 | 2022-03 | 2022-03",
        "2022-03-01T14:30 | 2022-03-01 | 2022-03-01T14:30",
    ]


def test_the_style_of_a_column_is_that_of_its_cells() -> None:
    automatic = (
        '<style:style style:name="struck" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
    )
    extracted = ods_format.load(
        ods(
            ods_table(
                ods_row("a", "gone", "c"),
                columns="<table:table-column/><table:table-column"
                ' table:default-cell-style-name="struck"/>',
            ),
            automatic,
        )
    )
    assert (extracted.text, extracted.notes) == ("a | c", (STRUCK_NOTE,))


def test_how_words_look() -> None:
    automatic = (
        '<style:style style:name="up" style:family="text"><style:text-properties'
        ' style:text-position="super 58%"/></style:style>'
        '<style:style style:name="struck" style:family="text"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
    )
    words = (
        "<office:annotation><text:p>A comment</text:p></office:annotation><text:p>1,204"
        '<text:span text:style-name="up">3</text:span><text:s text:c="2"/>victims</text:p>'
        '<text:p>more<text:line-break/>words<text:span text:style-name="struck"> no</text:span>'
        "</text:p>"
    )
    extracted = ods_format.load(ods(ods_table(ods_row(ods_cell(words))), automatic))
    assert (extracted.text, extracted.notes) == ("1,204³ victims more words", (STRUCK_NOTE,))


def test_what_is_hidden_is_left_out_and_counted() -> None:
    automatic = (
        '<style:style style:name="out" style:family="table"><style:table-properties'
        ' table:display="false"/></style:style>'
    )
    extracted = ods_format.load(
        ods(
            ods_table(
                ods_row("Name", "Note", "Cases"),
                ods_row("Anna", "secret", "five"),
                ods_row("Bek", "", "six", more='table:visibility="filter"'),
                ods_row("Cy", "", "seven", more='table:visibility="visible"'),
                columns='<table:table-column/><table:table-column table:visibility="collapse"/>'
                "<table:table-column/>",
            )
            + ods_table(ods_row("secret"), style="out"),
            automatic,
        )
    )
    assert extracted.text.split("\n\n") == ["Name: Anna | Cases: five", "Name: Cy | Cases: seven"]
    assert extracted.notes == (
        "hidden sheets were left out: 1",
        "hidden rows were left out: 1",
        "hidden columns were left out: 1",
    )


def test_what_repeats_is_not_written_out_for_ever() -> None:
    extracted = ods_format.load(
        ods(ods_table(ods_row("a", "b", more='table:number-rows-repeated="1048576"')))
    )
    assert extracted.text.count("a: a | b: b") == 999
    assert extracted.notes == ("rows that repeat the one above were left out: 1,047,576",)
    many = ods_cell("x", more='table:number-columns-repeated="3"')
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    assert paragraphs(ods_table(ods_row(many, empty, "y"))) == ["x | x | x"]


def test_formulas_and_values_without_their_look() -> None:
    extracted = ods_format.load(
        ods(
            ods_table(
                ods_row(
                    '<table:table-cell table:formula="of:=1+1"/>',
                    '<table:table-cell office:value-type="float" office:value="37.0"/>',
                    '<table:table-cell office:value-type="percentage" office:value="0.125"/>',
                    '<table:table-cell office:value-type="string" office:string-value="word"/>',
                    '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
                    '<table:table-cell office:value-type="date" office:date-value="2022-03-01"/>',
                    '<table:table-cell office:value-type="currency" office:value="5"'
                    ' office:currency="EUR"/>',
                )
            )
        )
    )
    assert extracted.text == "37 | 12.5% | word | TRUE | 2022-03-01 | 5 EUR"
    assert extracted.notes == (
        "1 formula has no stored value: open and save it in a spreadsheet program",
    )


def test_tables_that_are_no_sheets() -> None:
    inner = ods_table(ods_row("gone"))
    text = ods_format.load(
        ods(
            f"<table:tracked-changes>{inner}</table:tracked-changes>"
            + ods_table(ods_row("kept"))
            + f"<table:dde-links><table:dde-link>{inner}</table:dde-link></table:dde-links>"
        )
    ).text
    assert text == "kept"


def test_a_file_of_another_program() -> None:
    document = OdfDocument("spreadsheet")
    document.body.clear()
    sheet = OdfTable("Cases")
    for values in (("Country", "Cases"), ("Kazakhstan", 37), ("Uzbekistan", 5)):
        row = OdfRow()
        for value in values:
            row.append_cell(OdfCell(value, text=str(value)))
        sheet.append_row(row)
    document.body.append(sheet)
    buffer = BytesIO()
    document.save(buffer)
    extracted = ods_format.load(buffer.getvalue())
    assert extracted.text == "Country: Kazakhstan | Cases: 37\n\nCountry: Uzbekistan | Cases: 5"


def test_what_the_file_declares() -> None:
    meta = "<dc:title>Victims in 2022</dc:title><dc:language>ru-RU</dc:language>"
    extracted = ods_format.load(ods(ods_table(ods_row("слова")), meta=meta))
    assert (extracted.title, extracted.date, extracted.language) == ("Victims in 2022", None, "ru")


def test_encrypted_files_are_refused() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = zipped({"content.xml": b"\x00", "META-INF/manifest.xml": manifest})
    with pytest.raises(Unreadable, match="it is encrypted: save it without a password"):
        ods_format.load(data)


def test_dates_name_columns_as_they_are_shown() -> None:
    def day(shown: str, value: str) -> str:
        return ods_cell(shown, "date", f'office:date-value="{value}"')

    def count(number: int) -> str:
        return ods_cell(str(number), "float", f'office:value="{number}"')

    heads = ods_row("Victims", day("янв. 21", "2021-01-01"), day("01.02.21", "2021-02-01"))
    rows = ods_row("men", count(12), count(37))
    assert paragraphs(ods_table(heads, rows)) == ["Victims: men | янв. 21: 12 | 2021-02-01: 37"]
