"""Excel workbooks: what they show, row by row."""

from __future__ import annotations

import datetime
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.sheets import xlsx as xlsx_format
from helpers.documents.extracted import at
from helpers.documents.sheet_files import inline, saved, table, xlsx
from helpers.documents.zipped_files import core, zipped

NO_VALUE = "no stored value: open and save it in a spreadsheet program"


def paragraphs(data: bytes) -> list[str]:
    return xlsx_format.load(data).text.split("\n\n")


def test_a_table_of_statistics() -> None:
    data = table(
        [
            ["Table 1. Victims by country", None, None, None, None],
            [],
            ["Country", "Region", "Victims", None, "Share of women"],
            [None, None, 2021, 2022, None],
            ["Kazakhstan", "North", 1204, 37, 0.125],
            [None, "South", 12, 5, 0.5],
            ["Uzbekistan", "All", "n/a", 3.0, None],
            ["* Figures of 2022 may still change when the courts report."],
            ["Source: ministries"],
        ],
        merges=["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "A5:A6"],
        formats={"C5": "#,##0", "E5": "0.0%", "E6": "0%"},
    )
    extracted = xlsx_format.load(data)
    assert extracted.text.split("\n\n") == [
        "Table 1. Victims by country",
        "Country: Kazakhstan | Region: North | Victims, 2021: 1,204 | Victims, 2022: 37"
        " | Share of women: 12.5%",
        "Country: Kazakhstan | Region: South | Victims, 2021: 12 | Victims, 2022: 5"
        " | Share of women: 50%",
        "Country: Uzbekistan | Region: All | Victims, 2021: n/a | Victims, 2022: 3",
        "* Figures of 2022 may still change when the courts report.",
        "Source: ministries",
    ]
    assert at(extracted, "heading") == [
        ("Data, row 1", "Table 1. Victims"),
        ("Data, row 5", "Country: Kazakhs"),
        ("Data, row 6", "Country: Kazakhs"),
        ("Data, row 7", "Country: Uzbekis"),
        ("Data, row 8", "* Figures of 202"),
        ("Data, row 9", "Source: ministri"),
    ]
    assert (extracted.title, extracted.date, extracted.language) == (None, None, None)
    assert (extracted.extractor, extracted.notes) == ("casc-qa xlsx 1", ())


def test_values_as_they_are_shown() -> None:
    data = table(
        [
            ["kind", "value"],
            ["day", datetime.date(2022, 3, 1)],
            ["moment", datetime.datetime(2022, 3, 1, 14, 30)],
            ["time", datetime.time(9, 5)],
            ["truth", True],
            ["whole", 37.0],
            ["long", 10**15],
            ["part", 0.1 + 0.2],
            ["words", "aged ≥ 18"],
            ["lines", "one\ntwo"],
            ["error", "#N/A"],
        ],
        formats={"B3": "d.m.yyyy h:mm"},
    )
    assert [text.partition("value: ")[2] for text in paragraphs(data)] == [
        "2022-03-01",
        "2022-03-01T14:30",
        "09:05:00",
        "TRUE",
        "37",
        "1000000000000000",
        "0.3",
        "aged ≥ 18",
        "one two",
        "#N/A",
    ]


def test_days_of_a_strict_file() -> None:
    row = '<row><c t="d"><v>2022-03-01</v></c><c t="d"><v>2022-03-01T14:30:00Z</v></c></row>'
    assert paragraphs(xlsx(row)) == ["2022-03-01 | 2022-03-01T14:30"]


def test_formulas_say_what_is_stored() -> None:
    extracted = xlsx_format.load(
        xlsx(
            "<row><c><f>1+1</f><v>2</v></c><c><f>2+2</f></c><c><f>3+3</f><v/></c>"
            '<c t="str"><f>"a"</f><v>word</v></c><c t="str"><f>""</f><v></v></c>'
            '<c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><f>1=1</f><v>1</v></c></row>'
        )
    )
    assert extracted.text == "2 | word | #DIV/0! | TRUE"
    assert extracted.notes == (f"2 formulas have {NO_VALUE}",)


def test_a_nought_that_no_program_has_computed() -> None:
    row = "<row><c><f>1+1</f><v>0</v></c><c><v>0</v></c><c><f>1</f><v>1</v></c></row>"
    stale = '<calcPr fullCalcOnLoad="1"/>'
    extracted = xlsx_format.load(xlsx(row, workbook=stale))
    assert (extracted.text, extracted.notes) == ("0 | 1", (f"1 formula has {NO_VALUE}",))
    assert paragraphs(xlsx(row)) == ["0 | 0 | 1"]


def test_what_is_hidden_is_left_out_and_counted() -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        for row in (
            ["Name", "Note", "Cases"],
            ["Anna", "secret", 5],
            ["Bek", "", 7],
            ["Cy", "", 9],
        ):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A2"].comment = Comment("A comment", "somebody")
        sheet.oddHeader.center.text = "A running head"
        for state in ("hidden", "veryHidden"):
            other = workbook.create_sheet(state)
            other["A1"] = "secret"
            other.sheet_state = state

    extracted = xlsx_format.load(saved(change))
    assert extracted.text.split("\n\n") == ["Name: Anna | Cases: 5", "Name: Cy | Cases: 9"]
    assert extracted.notes == (
        "hidden sheets were left out: 2",
        "hidden rows were left out: 1",
        "hidden columns were left out: 1",
    )


def test_how_words_look() -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(
            "1,204",
            TextBlock(InlineFont(vertAlign="superscript"), "3"),
            " of CO",
            TextBlock(InlineFont(vertAlign="subscript"), "2"),
            TextBlock(InlineFont(strike=True), " no more"),
        )
        sheet["A2"] = "gone"
        sheet["A2"].font = Font(strike=True)
        sheet["A3"] = CellRichText("gone", TextBlock(InlineFont(b=True), "kept"))
        sheet["A3"].font = Font(strike=True)

    extracted = xlsx_format.load(saved(change))
    assert extracted.text.split("\n\n") == ["1,204³ of CO₂", "kept"]
    assert extracted.notes == (STRUCK_NOTE,)


def test_strings_without_how_they_are_said_and_with_their_escapes() -> None:
    strings = (
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        "<si><t>one_x000D_\ntwo_x005F_</t></si><si/>"
    )
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in (0, 1, 2, 3, "x"))
    assert paragraphs(xlsx(f"<row>{cells}</row>", strings)) == ["東京 | one two_"]


def test_a_number_format_that_shows_nothing() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="170"/></cellXfs>'
    )
    extracted = xlsx_format.load(
        xlsx('<row><c s="1"><v>5</v></c><c><v>6</v></c></row>', styles=styles)
    )
    assert extracted.text == "6"
    assert extracted.notes == ("cells whose number format shows nothing were left out: 1",)


def test_sheets_in_the_order_of_the_workbook_with_their_names() -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        sheet["B7"] = "second"
        workbook.create_sheet("Обзор", 0)["A1"] = "first"
        workbook.create_chartsheet("Chart")

    extracted = xlsx_format.load(saved(change))
    assert at(extracted, "heading") == [
        ("Обзор, row 1", "first\n\nsecond"),
        ("Data, row 7", "second"),
    ]


def test_cells_without_their_places() -> None:
    assert paragraphs(xlsx(inline("a", "b") + inline("c", "d"))) == ["a: c | b: d"]


def test_cells_in_places_that_are_none() -> None:
    rows = (
        '<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>2</v></c><c r="ZZZZ5"><v>3</v></c></row>'
        '<row r="2"><c r="XFD2"><v>4</v></c><c r="XFE2"><v>5</v></c></row>'
        '<row r="1048577"><c><v>6</v></c></row><row r="99999999999"><c><v>7</v></c></row>'
    )
    extracted = xlsx_format.load(xlsx(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert extracted.text.replace(" | ", " ").split() == "1 2 3 4 7".split()
    assert [a.value for a in extracted.anchors] == ["S, row 5", "S, row 6", "S, row 7"]


def test_what_the_file_declares() -> None:
    extracted = xlsx_format.load(
        xlsx(inline("words"), core_xml=core("Victims in 2022", "2023-01-01T00:00:00Z", "en-GB"))
    )
    assert (extracted.title, extracted.date, extracted.language) == ("Victims in 2022", None, "en")
    named = xlsx_format.load(xlsx(inline("words"), core_xml=core("data.xlsx")))
    assert named.title is None


def test_a_file_that_shows_nothing_says_why() -> None:
    hidden = '<row hidden="1"><c><v>1</v></c></row>'
    with pytest.raises(Unreadable, match=r"it shows no text \(hidden rows were left out: 1\)"):
        xlsx_format.load(xlsx(hidden))


def test_a_sheet_that_cannot_be_read_is_noted() -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        sheet["A1"] = "words"
        workbook.create_sheet("Other")["A1"] = "more"

    with ZipFile(BytesIO(saved(change))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row>"
    extracted = xlsx_format.load(zipped(parts))
    assert extracted.text == "more"
    assert extracted.notes == (
        "The sheet Data could not be read: its part xl/worksheets/sheet1.xml is damaged or nested"
        " too deep.",
    )


WORDS = st.text(st.characters(categories=("L",)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_cell_is_in_its_row_after_its_head(data: st.DataObject) -> None:
    heads = data.draw(st.lists(WORDS, min_size=2, max_size=5))
    row = st.lists(st.none() | WORDS, min_size=len(heads), max_size=len(heads)).filter(any)
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    # Whatever is in the first column is no second row of heads.
    rows[0][0] = f"{heads[0]}x"
    extracted = xlsx_format.load(table([heads, *rows]))
    texts = dict(
        zip([a.value for a in extracted.anchors], extracted.text.split("\n\n"), strict=True)
    )
    assert list(texts) == [f"Data, row {number}" for number in range(2, len(rows) + 2)]
    for number, column in product(range(len(rows)), range(len(heads))):
        word = rows[number][column]
        if word:
            cells = texts[f"Data, row {number + 2}"].split(" | ")
            assert f"{heads[column]}: {word}" in cells


def months(*values: object, form: str) -> list[str]:
    data = table(
        [["Victims", *values], ["men", *range(12, 12 + len(values))]],
        formats={f"{chr(ord('B') + n)}1": form for n in range(len(values))},
    )
    return paragraphs(data)


@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("mmm-yy", "Victims: men | Jan-21: 12 | Feb-21: 13"),
        ("mmmm\\ yyyy", "Victims: men | January 2021: 12 | February 2021: 13"),
        ("[$-419]d mmm", "Victims: men | 5 Jan: 12 | 15 Feb: 13"),
        ("d/m/yy", "Victims: men | 2021-01-05: 12 | 2021-02-15: 13"),
        ("yyyy\\-mm", "Victims: men | 2021-01: 12 | 2021-02: 13"),
    ],
)
def test_dates_name_columns_as_they_are_shown(form: str, row: str) -> None:
    assert months(datetime.date(2021, 1, 5), datetime.date(2021, 2, 15), form=form) == [row]


def test_dates_below_a_head_stay_dates() -> None:
    data = table(
        [["Country", "Begun", "Persons"], ["Osh", datetime.date(2021, 1, 5), 12]],
        formats={"B2": "mmm-yy"},
    )
    assert paragraphs(data) == ["Country: Osh | Begun: 2021-01 | Persons: 12"]
