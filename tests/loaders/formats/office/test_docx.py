"""Word files: what they say, in which order, and what is left out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from casc_qa.loaders.formats.office import docx as docx_format
from helpers.documents.extracted import headings
from helpers.documents.scripts import SCRIPTS
from helpers.documents.zipped_files import (
    core,
    docx,
    p,
    word_table,
    zipped,
)


def styled(key: str, name: str, based: str = "", level: str = "", more: str = "") -> str:
    based = based and f'<w:basedOn w:val="{based}"/>'
    level = level and f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}" {more}><w:name w:val="{name}"/>'
        f"{based}{level}</w:style>"
    )


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    + styled("a", "Normal", more='w:default="1"')
    + styled("1", "heading 1", "a", "0")
    + styled("Sonder", "Abschnitt", "1")
    + styled("Level", "Mein Stil", "a", "2")
    + styled("Circle", "Kreis", "Circle2")
    + styled("Circle2", "Kreis 2", "Circle")
    + styled("Titel", "Title", "a")
    + styled("TOCHeading", "TOC Heading", "1", "9")
    + styled("Verzeichnis1", "toc 1", "a")
)


def word(body: str, **parts: str | None) -> list[str]:
    """The blocks of a Word document."""
    return docx_format.load(docx(body, **parts)).text.split("\n\n")


def test_word_in_reading_order_with_headings_and_what_it_states() -> None:
    extracted = docx_format.load(
        docx(
            p("Report on the", style="Titel")
            + p("training", style="Titel")
            + p("Contents", style="TOCHeading")
            + p("Results\t3", style="Verzeichnis1")
            + p("Results", style="1")
            + p("It ", "worked.")
            + p("Тіркеу\u00ad", style="Sonder")
            + p("Deeper", style="Level")
            + p("No heading", style="Circle")
            + p("By hand", extra='<w:outlineLvl w:val="1"/>')
            + p("  ")
            + p("Not by hand", style="1", extra='<w:outlineLvl w:val="9"/>'),
            styles=STYLES,
            core_xml=core("An old title", "2024-05-31T23:59:00Z"),
        )
    )
    assert extracted.text == (
        "Report on the\n\ntraining\n\nResults\n\nIt worked.\n\nТіркеу\u00ad\n\nDeeper\n\n"
        "No heading\n\nBy hand\n\nNot by hand"
    )
    assert headings(extracted) == ["Results", "Тіркеу\u00ad", "Deeper", "By hand"]
    assert extracted.title == "Report on the training"
    assert (extracted.file_date, extracted.language) == ("2024-05-31", "en")
    assert (extracted.extractor, extracted.notes) == ("casc-qa docx 1", ())


def test_word_without_styles_has_headings_by_name() -> None:
    extracted = docx_format.load(docx(p("One", style="Heading1") + p("Two", style="Normal")))
    assert headings(extracted) == ["One"]
    assert (extracted.title, extracted.file_date, extracted.language) == (None, None, None)


def test_word_tables_are_a_row_a_line_and_boxes_are_paragraphs() -> None:
    nested = f"<w:tc>{p('out')}{word_table('a|b', 'c|d')}{p('side')}</w:tc>"
    assert word(
        word_table("Country|People", "Kazakhstan|12", "|")
        + word_table("A box.", cell=f"<w:tc>{{}}{p('Of two paragraphs.')}</w:tc>")
        + f"<w:tbl><w:tr>{nested}<w:tc>{p('one', '<w:r><w:br/></w:r>', 'two')}</w:tc></w:tr>"
        + "</w:tbl>"
        + "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p/></w:tc>"
        + f"<w:sdt><w:sdtContent><w:tc>{p('in a control')}</w:tc></w:sdtContent></w:sdt></w:tr>"
        + "</w:sdtContent></w:sdt></w:tbl>"
    ) == [
        "Country | People",
        "Kazakhstan | 12",
        "A box.",
        "Of two paragraphs.",
        "out a | b c | d side | one two",
        "| in a control",
    ]


def reference(note_type: str, key: int) -> str:
    return f'<w:r><w:{note_type}Reference w:id="{key}"/></w:r>'


def note(note_type: str, key: int, *paragraphs: str) -> str:
    return f'<w:{note_type} w:id="{key}">{"".join(paragraphs)}</w:{note_type}>'


def test_word_notes_follow_what_refers_to_them() -> None:
    cell = f"<w:tc>{p('People', reference('footnote', 2))}</w:tc>"
    row = f"<w:tr>{cell}<w:tc>{p('12')}</w:tc></w:tr>"
    assert word(
        p("One", reference("footnote", 1), " more", reference("endnote", 1), ".")
        + p("Two.")
        + f"<w:tbl>{row}<w:tr><w:tc>{p('All')}</w:tc><w:tc>{p('12')}</w:tc></w:tr></w:tbl>",
        footnotes=note("footnote", -1, p("separator"))
        + note("footnote", 1, p("<w:r><w:footnoteRef/></w:r>", " See ", "there."), p("Again."))
        + note("footnote", 2, p("Without observers."))
        + note("footnote", 3, p("Nobody refers to this.")),
        endnotes=note("endnote", 1, p("At the end.")),
    ) == [
        "One more.",
        "See there.",
        "Again.",
        "At the end.",
        "Two.",
        "People | 12",
        "Without observers.",
        "All | 12",
    ]


def test_word_notes_that_are_missing_are_told_of() -> None:
    body = p("One", reference("footnote", 1)) + p("Two", reference("endnote", 7))
    extracted = docx_format.load(docx(body, footnotes="<broken", endnotes=""))
    assert extracted.text == "One\n\nTwo"
    assert extracted.notes == (
        "The footnotes could not be read: its part word/footnotes.xml is damaged"
        " or nested too deep.",
        "Some endnotes are not in the file.",
    )


def test_word_notes_that_refer_to_notes_end() -> None:
    many = 3_000  # more than Python may recurse
    circle = "".join(
        note("footnote", n, p(f"Note {n}.", reference("footnote", (n + 1) % many)))
        for n in range(many)
    )
    blocks = word(p("Text.", reference("footnote", 0)), footnotes=circle)
    assert blocks == ["Text.", *(f"Note {n}." for n in range(many))]


def test_word_changes_are_accepted() -> None:
    gone = "<w:r><w:delText>gone</w:delText></w:r>"
    assert word(
        p("Kept ", f"<w:del>{gone}</w:del>", "<w:ins><w:r><w:t>and new</w:t></w:r></w:ins>", ".")
        + p("<w:moveFrom><w:r><w:t>from here</w:t></w:r></w:moveFrom>")
        + p("To there: ", "<w:moveTo><w:r><w:t>from here</w:t></w:r></w:moveTo>")
        + p("Two halves ", extra="<w:rPr><w:del/></w:rPr>")
        + p("of one.")
        + f"<w:ins>{p('A new paragraph.')}</w:ins>"
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
        + f"<w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr></w:tbl>"
        + p("The end ", extra="<w:rPr><w:del/></w:rPr>")
    ) == [
        "Kept and new.",
        "To there: from here",
        "Two halves of one.",
        "A new paragraph.",
        "c | d",
        "The end",
    ]


def test_word_fields_controls_boxes_and_hidden_text() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{char_type}"/></w:r>'
        for char_type in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    box = f"<wps:txbx><w:txbxContent>{p('In a box.')}</w:txbxContent></wps:txbx>"
    assert word(
        p("See ", begin, code, begin, "inner", end, separate, "page 3", end, ".")
        + p(begin, "never closed")
        + p("Still here: ", "<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>")
        + p("Name: ", f"<w:sdt><w:sdtPr/><w:sdtContent>{p('x')[15:-6]}</w:sdtContent></w:sdt>")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}"
        + "</w:sdtContent></w:sdt>"
        + p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", "Seen")
        + p("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Seen too</w:t></w:r>")
        + p("Text with a box", "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box
            + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box
            + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>", " goes on.")
        + p("e", "<w:r><w:noBreakHyphen/><w:t>mail</w:t><w:tab/><w:t>co</w:t><w:softHyphen/>"
            "<w:t>op</w:t><w:br/><w:t>next</w:t></w:r>")
        + p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    ) == [
        "See page 3.",
        "Still here: a link",
        "Name: x",
        "In a control.",
        "Seen",
        "Seen too",
        "Text with a box goes on.",
        "In a box.",
        "e\u2011mail\tco\u00adop\nnext",
        "x=1",
    ]  # fmt: skip


def test_word_speaks_the_language_of_its_runs() -> None:
    def run(text: str, mark: str) -> str:
        return f"<w:r><w:rPr>{mark}</w:rPr><w:t>{text}</w:t></w:r>"

    def language(*runs: str) -> str | None:
        return docx_format.load(docx(p(*runs), styles=STYLES)).language

    assert language("A text.") == "en"
    assert language(SCRIPTS["ru"]) is None  # the template's English is not believed
    assert language(run(SCRIPTS["kk"], '<w:lang w:val="kk-KZ"/>'), "Ok") == "kk"
    assert language(run(SCRIPTS["fa"], '<w:rtl/><w:lang w:bidi="fa-IR"/>')) == "fa"
    assert language(run(SCRIPTS["ar"], "<w:rtl/>")) == "ar"
    assert language(run(SCRIPTS["he"], '<w:rtl/><w:lang w:bidi="he-IL"/>')) == "he"
    assert language(run(SCRIPTS["he"], "<w:rtl/>")) is None


def test_strict_word_files_are_read() -> None:
    ordinary, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    with ZipFile(BytesIO(docx(p("A", style="Heading1") + p("Text.")))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    changed = dict(parts)
    for name in parts:
        for folder in ("wordprocessingml", "officeDocument"):
            old, new = f"{ordinary}{folder}/2006/", f"{strict}{folder}/"
            changed[name] = changed[name].replace(old, new)
    assert changed != parts
    assert docx_format.load(zipped(changed)) == docx_format.load(zipped(parts))


def test_word_as_python_docx_writes_it() -> None:
    library = pytest.importorskip("docx")
    document = library.Document()
    document.add_heading("Отчёт", 0)
    document.add_heading("Итоги семинара", 1)
    document.add_paragraph(SCRIPTS["ru"])
    document.add_paragraph("первый пункт", style="List Bullet")
    document.add_paragraph("второй пункт", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Страна", "Люди", "Казахстан", "12"], strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Колонтитул"
    buffer = BytesIO()
    document.save(buffer)
    extracted = docx_format.load(buffer.getvalue())
    assert extracted.text == (
        f"Отчёт\n\nИтоги семинара\n\n{SCRIPTS['ru']}\n\nпервый пункт\n\nвторой пункт\n\n"
        "Страна | Люди\n\nКазахстан | 12"
    )
    assert headings(extracted) == ["Итоги семинара"]
    assert (extracted.title, extracted.file_date, extracted.language) == (
        "Отчёт",
        "2013-12-23",
        None,
    )


def formula_of(inner: str, before: str = "") -> str:
    paragraph = f"<w:p><w:r><w:t>{before}</w:t></w:r><m:oMath>{inner}</m:oMath></w:p>"
    return docx_format.load(docx(paragraph)).text


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(tag: str, text: str) -> str:
    return f"<m:{tag}>{run(text)}</m:{tag}>"


HALF = f"<m:f>{part('num', '1')}{part('den', '2')}</m:f>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (HALF, "1/2"),
        (run("2") + HALF, "2 1/2"),
        (f"<m:f>{part('num', 'a+b')}{part('den', 'c')}</m:f>", "(a+b)/c"),
        (f"<m:sSup>{part('e', '10')}{part('sup', '6')}</m:sSup>", "10⁶"),
        (f"<m:sSup>{part('e', 'x')}{part('sup', 'n+1')}</m:sSup>", "x^(n+1)"),
        (f"<m:sSub>{part('e', 'CO')}{part('sub', '2')}</m:sSub>", "CO₂"),
        (f"<m:sPre>{part('sub', '6')}{part('sup', '14')}{part('e', 'C')}</m:sPre>", "¹⁴₆C"),
        (f"<m:rad><m:deg/>{part('e', '2')}</m:rad>", "√2"),
        (f"<m:m><m:mr>{part('e', '12')}{part('e', '34')}</m:mr></m:m>", "12, 34"),
        (f"<m:eqArr>{part('e', 'a=1')}{part('e', '2b=3')}</m:eqArr>", "a=1; 2b=3"),
        (
            '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>'
            f"{part('num', '5')}{part('den', '2')}</m:f>",
            "(5; 2)",
        ),
        (f"<m:d>{part('e', 'a')}{part('e', 'b')}</m:d>", "(a|b)"),
    ],
)
def test_docx_formulas_make_no_false_numbers(inner: str, text: str) -> None:
    assert formula_of(inner) == text


def test_docx_a_fraction_behind_a_figure_is_no_part_of_it() -> None:
    assert formula_of(HALF, "About 2") == "About 2 1/2"


def test_docx_figures_that_are_moved_up_are_raised() -> None:
    moved = '<w:r><w:rPr><w:position w:val="8"/></w:rPr><w:t>3</w:t></w:r>'
    paragraph = f"<w:p><w:r><w:t>1,204</w:t></w:r>{moved}<w:r><w:t> in all</w:t></w:r></w:p>"
    assert docx_format.load(docx(paragraph)).text == "1,204³ in all"


def test_docx_a_choice_from_a_list_is_read() -> None:
    field = (
        '<w:p><w:r><w:t xml:space="preserve">Place: </w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Osh"/><w:listEntry w:val="Naryn"/>'
        '</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert docx_format.load(docx(field)).text == "Place: Naryn"
