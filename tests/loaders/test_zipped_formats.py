"""Word, OpenDocument, PowerPoint and EPUB files: what they say, and what they may not do."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zipped_files import (
    core,
    docx,
    epub,
    odt,
    p,
    pptx,
    relations,
    shape,
    slide,
    word_table,
    zipped,
)

from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.office import docx as docx_format
from casc_qa.loaders.formats.office import odt as odt_format
from casc_qa.loaders.formats.office import pptx as pptx_format
from casc_qa.loaders.formats.web import epub as epub_format
from casc_qa.types import Anchor

Load = Callable[[bytes], Extracted]
FORMATS: dict[str, Load] = {
    "docx": docx_format.load,
    "odt": odt_format.load,
    "pptx": pptx_format.load,
    "epub": epub_format.load,
}
# One sentence in each script that documents of the region are written in.
SCRIPTS = {
    "ru": "Семинар прошёл в Бишкеке — «впервые».",
    "kk": "Қазақстан Республикасының кеден қызметі.",
    "ka": "სემინარი თბილისში გაიმართა.",
    "hy": "Սեմինարը կայացավ Երևանում։",
    "ar": "عُقدت الندوة في بيشكيك، وحضرها ٥٣ شخصًا.",
    "fa": "این نشست در دوشنبه برگزار می‌شود.",
    "he": "הסמינר נערך בבישקק.",
    "tg": "Семинар дар шаҳри Душанбе баргузор гардид.",
}


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


def headings(extracted: Extracted) -> list[str]:
    """The headings, each checked to stand where it is said to."""
    found = [a for a in extracted.anchors if a.kind == "heading"]
    for anchor in found:
        assert extracted.text[anchor.offset :].startswith(anchor.value + "\n") or (
            extracted.text[anchor.offset :] == anchor.value
        )
        assert anchor.offset == 0 or extracted.text[anchor.offset - 2 : anchor.offset] == "\n\n"
    return [anchor.value for anchor in found]


def word(body: str, **parts: str | None) -> list[str]:
    """The blocks of a Word document."""
    return docx_format.load(docx(body, **parts)).text.split("\n\n")


# Word


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
    assert (extracted.date, extracted.language) == ("2024-05-31", "en")
    assert (extracted.extractor, extracted.notes) == ("casc-qa docx 1", ())


def test_word_without_styles_has_headings_by_name() -> None:
    extracted = docx_format.load(docx(p("One", style="Heading1") + p("Two", style="Normal")))
    assert headings(extracted) == ["One"]
    assert (extracted.title, extracted.date, extracted.language) == (None, None, None)


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


def reference(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def note(kind: str, key: int, *paragraphs: str) -> str:
    return f'<w:{kind} w:id="{key}">{"".join(paragraphs)}</w:{kind}>'


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
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
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
    assert (extracted.title, extracted.date, extracted.language) == ("Отчёт", "2013-12-23", None)


# OpenDocument


def test_odt_in_reading_order_with_headings_and_what_it_states() -> None:
    extracted = odt_format.load(
        odt(
            "<text:sequence-decls/><text:tracked-changes><text:changed-region><text:deletion>"
            "<text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            '<text:p text:style-name="P1">Report  on\n the</text:p>'
            '<text:p text:style-name="Title">training</text:p>'
            "<text:table-of-content><text:index-body><text:p>Results 3</text:p></text:index-body>"
            '</text:table-of-content><text:h text:outline-level="1">'
            "<text:number>1.</text:number>Results</text:h>"
            "<text:p>It <text:span>wor<text:change/>ked</text:span><text:s/>"
            '<text:s text:c="2"/>well<text:tab/>and<text:line-break/>often.<office:annotation>'
            "<text:p>A comment</text:p></office:annotation></text:p>"
            "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item>"
            "<text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list>"
            '<text:p text:style-name="P2">By style</text:p>'
            '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
            "<text:section><text:p>The <text:title>field</text:title> <text:a>link</text:a>"
            "<text:hidden-text>hidden</text:hidden-text>.</text:p></text:section>",
            automatic='<style:style style:name="P1" style:family="paragraph"'
            ' style:parent-style-name="Title"/><style:style style:name="P2"'
            ' style:family="paragraph" style:parent-style-name="Heading_20_2"/>',
            styles='<style:default-style style:family="paragraph"><style:text-properties'
            ' fo:language="en" fo:country="US"/></style:default-style>',
            meta="<dc:title>Old</dc:title><meta:creation-date>2023-08-22T10:11:12.345"
            "</meta:creation-date><dc:date>2024-01-01T00:00:00</dc:date>",
        )
    )
    assert extracted.text == (
        "Report on the\n\ntraining\n\nResults\n\nIt worked   well\tand\noften.\n\none\n\ninner\n\n"
        "By style\n\nThe field link."
    )
    assert headings(extracted) == ["Results", "By style"]
    assert extracted.title == "Report on the training"
    assert (extracted.date, extracted.language) == ("2023-08-22", "en")
    assert (extracted.extractor, extracted.notes) == ("casc-qa odt 1", ())


def test_odt_tables_notes_and_boxes() -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell><text:p>{words}{more}</text:p></table:table-cell>"

    footnote = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
        "Without observers.</text:p></text:note-body></text:note>"
    )
    box = (
        "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box>"
        "<svg:title>A picture</svg:title><svg:desc>of it</svg:desc></draw:frame>"
    )
    extracted = odt_format.load(
        odt(
            "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
            f"{cell('Country')}{cell('People', footnote)}</table:table-row>"
            "</table:table-header-rows>"
            f"<table:table-row>{cell('Kazakhstan')}{cell('12')}<table:covered-table-cell/>"
            f"</table:table-row></table:table><text:p>One{footnote} text{box}.</text:p>{box}"
            f"<table:table><table:table-row>{cell('A box')}</table:table-row></table:table>"
        )
    )
    assert extracted.text.split("\n\n") == [
        "Country | People",
        "Without observers.",
        "Kazakhstan | 12",
        "One text.",
        "Without observers.",
        "In a box.",
        "In a box.",
        "A box",
    ]
    assert (extracted.title, extracted.date, extracted.language) == (None, None, None)


def test_odt_says_what_could_not_be_read() -> None:
    extracted = odt_format.load(odt("<text:p>Text.</text:p>", styles="<broken"))
    assert extracted.text == "Text."
    assert extracted.notes == (
        "Not everything could be read: its part styles.xml is damaged or nested too deep.",
    )


def test_odt_as_odfdo_writes_it() -> None:
    library = pytest.importorskip("odfdo")
    document = library.Document("text")
    document.body.clear()
    document.body.append(library.Header(1, "შედეგები"))
    paragraph = library.Paragraph(SCRIPTS["ka"])
    paragraph.insert_note(after="თბილისში", note_id="n1", citation="1", body="შენიშვნა.")
    document.body.append(paragraph)
    document.body.append(library.List(["ერთი", "ორი"]))
    buffer = BytesIO()
    document.save(buffer)
    extracted = odt_format.load(buffer.getvalue())
    assert extracted.text == f"შედეგები\n\n{SCRIPTS['ka']}\n\nშენიშვნა.\n\nერთი\n\nორი"
    assert headings(extracted) == ["შედეგები"]


# PowerPoint


def test_slides_in_order_with_titles_tables_groups_and_notes() -> None:
    cells = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    covered = '<a:tc hMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'
    rows = "".join(
        f"<a:tr>{cells.format(a)}{cells.format(b)}{covered}</a:tr>" for a, b in ("AB", "CD")
    )
    table = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr/>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    diagram = (
        '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="rId2" r:lo="rId9"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    model = slide("").replace("<p:cSld><p:spTree></p:spTree></p:cSld>", "<dgm:ptLst><dgm:pt><dgm:t>"
        "<a:p><a:r><a:t>A step</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>")  # fmt: skip
    extracted = pptx_format.load(
        pptx(
            {
                "slide9": slide(shape("First\nslide", kind="type='ctrTitle'"), shape("By us")),
                "slide1": slide(
                    f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{shape('Grouped')}</p:grpSp>",
                    shape("A point", "Another", kind="idx='1'"),
                    shape("The second", kind="type='title'"),
                    table + diagram,
                    shape("7", kind="type='sldNum'"),
                    shape("Footer", kind="type='ftr'"),
                ),
                "slide3": slide(),
                "slide4": slide(shape(SCRIPTS["ar"], lang="ar-SA")),
            },
            ["slide9", "slide1", "slide3", "slide4"],
            core_xml=core("PowerPoint Presentation", "2022-02-30T00:00:00Z"),
            more={
                "ppt/slides/_rels/slide1.xml.rels": relations(
                    {
                        "rId1": "notesSlide ../notesSlides/n.xml",
                        "rId2": "diagramData ../diagrams/data1.xml",
                    }
                ),
                "ppt/diagrams/data1.xml": model,
                "ppt/notesSlides/n.xml": slide(
                    shape("Said aloud.", kind="type='body' idx='1'"),
                    shape("2", kind="type='sldNum'"),
                    root="notes",
                ),
            },
        )
    )
    assert extracted.text.split("\n\n") == [
        "First slide",
        "By us",
        "The second",
        "Grouped",
        "A point",
        "Another",
        "A | B",
        "C | D",
        "A step",
        "Said aloud.",
        SCRIPTS["ar"],
    ]
    assert headings(extracted) == ["First slide", "The second"]
    pages = {a.value: extracted.text[a.offset :].partition("\n")[0] for a in extracted.anchors
             if a.kind == "page"}  # fmt: skip
    assert pages == {"1": "First slide", "2": "The second", "4": SCRIPTS["ar"]}
    assert extracted.anchors[:2] == (Anchor(0, "page", "1"), Anchor(0, "heading", "First slide"))
    assert (extracted.title, extracted.date, extracted.language) == ("First slide", None, "en")
    assert (extracted.extractor, extracted.notes) == ("casc-qa pptx 1", ())


def test_a_damaged_slide_is_told_of_and_the_rest_is_kept() -> None:
    extracted = pptx_format.load(
        pptx(
            {"a": slide(shape("One")), "b": "<broken", "d": slide(shape("Four"))},
            ["a", "b", "c", "d"],
        )
    )
    assert extracted.text == "One\n\nFour"
    assert [a.value for a in extracted.anchors] == ["1", "4"]
    assert extracted.notes == (
        "Slide 2 could not be read: its part ppt/slides/b.xml is damaged or nested too deep.",
        "Slide 3 could not be read: its part ppt/slides/c.xml is missing.",
    )


def test_slides_as_python_pptx_writes_them() -> None:
    library = pytest.importorskip("pptx")
    deck = library.Presentation()
    for layout, title, body in ((0, "Հաշվետվություն", "Երևան"), (1, "Արդյունքներ", SCRIPTS["hy"])):
        page = deck.slides.add_slide(deck.slide_layouts[layout])
        page.shapes.title.text = title
        page.placeholders[1].text = body
    page.notes_slide.notes_text_frame.text = "Ասված է։"
    buffer = BytesIO()
    deck.save(buffer)
    extracted = pptx_format.load(buffer.getvalue())
    assert extracted.text == (
        f"Հաշվետվություն\n\nԵրևան\n\nԱրդյունքներ\n\n{SCRIPTS['hy']}\n\nԱսված է։"
    )
    assert headings(extracted) == ["Հաշվետվություն", "Արդյունքներ"]
    assert extracted.title == "Հաշվետվություն"


def test_a_slide_is_shown_once() -> None:
    extracted = pptx_format.load(pptx({"a": slide(shape("One"))}, ["a"] * 100_000))
    assert extracted.text == "One"


# EPUB


def test_a_book_in_the_order_of_its_spine() -> None:
    extracted = epub_format.load(
        epub(
            {
                "nav.xhtml": "<nav epub:type='toc'><ol><li>One</li></ol></nav>",
                "z one.xhtml": "<section>\n<h1>Chapter <br/>one</h1>Loose words<p>A <b>bold</b>\n"
                "word<sup><a epub:type='noteref' href='#n'>1</a></sup>.<br/>New line.</p>"
                "<ul><li>item</li><li><p>other</p></li></ul></section>"
                "<aside epub:type='footnote' id='n'><p>The note.</p></aside><p hidden=''>no</p>",
                "a/two.xhtml": "<h2><span>Глава</span> два</h2><table><caption>People</caption>"
                "<thead><tr><th>Country</th><th>No.</th></tr></thead>"
                "<tr><td><p>Kazakhstan</p></td><td>12</td></tr></table>"
                "<table><tr><td><p>In a frame.</p><p>Twice.</p></td></tr></table>"
                "<pre>as\n  typed</pre><script>no()</script><!-- no --><p>&#160;</p>",
                "old.xhtml": b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "xhtml11.dtd">'
                b"<html><body><p>caf&eacute;&nbsp;au lait</p></body></html>",
                "wild.xhtml": (
                    '<?xml version="1.0" encoding="utf-8"?><html><head><meta x="1"></head><body>'
                    "<p>caf&eacute; & AT&T,<br>и чай &lt;<hr></p></body></html>"
                ).encode(),
            },
            metadata="<dc:title> The\n book </dc:title><dc:language>en-GB</dc:language>"
            '<dc:date opf:event="modification">2024-01-01</dc:date>'
            "<dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:date>2019-05</dc:date>",
        )
    )
    assert extracted.text.split("\n\n") == [
        "Chapter one",
        "Loose words",
        "A bold word.\nNew line.",
        "item",
        "other",
        "The note.",
        "Глава два",
        "People",
        "Country | No.",
        "Kazakhstan | 12",
        "In a frame.",
        "Twice.",
        "as\ntyped",
        "café\u00a0au lait",
        "café & AT&T,\nи чай <",
    ]
    assert headings(extracted) == ["Chapter one", "Глава два"]
    assert (extracted.title, extracted.date) == ("The book", "2019-05")
    assert (extracted.language, extracted.notes) == ("en", ())


def test_a_chapter_that_cannot_be_read_is_told_of() -> None:
    locked = (
        "<encryption><EncryptedData><CipherData><CipherReference URI='OPS/b.xhtml'/></CipherData>"
        "</EncryptedData></encryption>"
    )
    book = {
        "a.xhtml": "<p>One.</p>",
        "b.xhtml": "<p>Two.</p>",
        "c.xhtml": b"",
        "d.xhtml": b"<html><body><p>Four <b>and<p>five",
    }
    extracted = epub_format.load(epub(book, more={"META-INF/encryption.xml": locked}))
    assert extracted.text == "One.\n\nFour and\n\nfive"
    assert extracted.notes == (
        "A chapter could not be read: its part OPS/b.xhtml is encrypted.",
        "A chapter could not be read: its part OPS/c.xhtml is damaged or nested too deep.",
        "A chapter is not complete: OPS/d.xhtml is damaged.",
    )
    with pytest.raises(Unreadable, match=r"its part OPS/b\.xhtml is encrypted"):
        epub_format.load(epub({"b.xhtml": "<p/>"}, more={"META-INF/encryption.xml": locked}))


# All of them

BODIES: dict[str, Callable[[str], bytes]] = {
    "docx": lambda text: docx(p(text)),
    "odt": lambda text: odt(f"<text:p>{text}</text:p>"),
    "pptx": lambda text: pptx({"s": slide(shape(text))}, ["s"]),
    "epub": lambda text: epub({"c.xhtml": f"<p>{text}</p>"}),
}
# What XML can hold without an entity.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&\ufffe\uffff")
OLD = {
    "docx": r"it is encrypted or in the old \.doc format: save it as \.docx$",
    "pptx": r"it is encrypted or in the old \.ppt format: save it as \.pptx$",
}
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
PLACES = st.floats(0, 1, exclude_max=True)
MAIN = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "pptx": "ppt/presentation.xml",
    "epub": "OPS/book.opf",
}


def replaced(data: bytes, part: str, content: str | bytes | None) -> bytes:
    """The archive with another content for one part, or without it."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(part)
    return zipped(parts if content is None else {**parts, part: content})


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_comes_through_unaltered(suffix: str, script: str) -> None:
    assert FORMATS[suffix](BODIES[suffix](SCRIPTS[script])).text == SCRIPTS[script]


@pytest.mark.parametrize("suffix", FORMATS)
@given(text=st.text(LETTERS, min_size=1))
@settings(max_examples=25)
def test_no_character_is_altered(suffix: str, text: str) -> None:
    extracted = FORMATS[suffix](BODIES[suffix](f"x{text}x"))
    if " " in text:
        assert extracted.text.split() == f"x{text}x".split()
    else:
        assert extracted.text == f"x{text}x"


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_no_such_file_says_why(suffix: str) -> None:
    load, good = FORMATS[suffix], BODIES[suffix]("Text.")
    assert load(good).text == "Text."
    for data, reason in (
        (b"", f"it is no {suffix.upper()} file"),
        (b"%PDF-1.7", f"it is no {suffix.upper()} file"),
        (OLE, OLD.get(suffix, f"it is no {suffix.upper()} file")),
        (good[: len(good) // 2], "it is cut off or damaged"),
        (zipped({"a.txt": "text"}), "it is a zip archive, but not|content.xml is missing"),
        (replaced(good, MAIN[suffix], None), f"its part {MAIN[suffix]} is missing"),
        (replaced(good, MAIN[suffix], "<a><b></a>"), "is damaged or nested too deep"),
        (replaced(good, MAIN[suffix], "<a/>"), "it is |^$"),
    ):  # fmt: skip
        try:
            assert load(data).text == ""
        except Unreadable as error:
            assert re.search(reason, str(error))


@pytest.mark.parametrize("suffix", FORMATS)
def test_other_formats_are_told_apart(suffix: str) -> None:
    for other, body in BODIES.items():
        if other != suffix:
            with pytest.raises(Unreadable, match=r"it is|is missing"):
                FORMATS[suffix](body("Text."))


def test_an_encrypted_opendocument_text_is_told() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = zipped({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})
    with pytest.raises(Unreadable, match="it is encrypted: save it without a password"):
        odt_format.load(data)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("place", ["<a>&a11;</a>", '<a b="&a11;"/>', "<a/>"])
def test_entities_are_refused(suffix: str, prolog: str, place: str) -> None:
    data = replaced(BODIES[suffix]("Text."), MAIN[suffix], prolog + place)
    with pytest.raises(Unreadable, match=r"declares entities|is damaged"):
        FORMATS[suffix](data)


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_in_a_chapter_are_refused(prolog: str) -> None:
    page = f"{prolog}<html><body><p>&a11;</p></body></html>".encode()
    for data in (page, page.decode().encode("utf-16")):
        with pytest.raises(Unreadable, match=r"declares entities|is damaged"):
            epub_format.load(epub({"a.xhtml": data}))


NESTED: dict[str, tuple[str, str]] = {
    "docx": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "odt": ("<text:section>", "</text:section>"),
    "pptx": ("<p:grpSp>", "</p:grpSp>"),
    "epub": ("<div>", "</div>"),
}
WRAPPED: dict[str, Callable[[str], bytes]] = {
    "docx": docx,
    "odt": odt,
    "pptx": lambda body: pptx({"s": slide(body)}, ["s"]),
    "epub": lambda body: epub({"a.xhtml": body}),
}


@pytest.mark.parametrize("suffix", NESTED)
def test_deep_nesting_ends(suffix: str) -> None:
    opened, closed = NESTED[suffix]
    data = WRAPPED[suffix](opened * 100_000 + closed * 100_000)
    try:
        assert FORMATS[suffix](data).text == ""
    except Unreadable as error:
        assert "nested too deep" in str(error)


DEEPEST: dict[str, tuple[str, str, str, int]] = {
    "docx": (
        "<w:tbl><w:tr><w:tc>",
        p("deep"),
        "<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        82,
    ),
    "odt": (
        "<table:table><table:table-row><table:table-cell>",
        "<text:p>deep</text:p>",
        "</table:table-cell><table:table-cell/></table:table-row></table:table>",
        82,
    ),
    "epub": ("<table><tr><td>", "deep", "</td><td></td></tr></table>", 83),
}  # fmt: skip


@pytest.mark.parametrize("suffix", DEEPEST)
def test_what_the_parser_lets_through_can_be_walked(suffix: str) -> None:
    opened, inner, closed, times = DEEPEST[suffix]
    text = FORMATS[suffix](WRAPPED[suffix](opened * times + inner + closed * times)).text
    assert text.startswith("deep |")
    runs = docx(f"<w:p>{'<w:r>' * 240}<w:t>deep</w:t>{'</w:r>' * 240}</w:p>")
    assert docx_format.load(runs).text == "deep"
    spans = odt(f"<text:p>{'<text:span>' * 240}deep{'</text:span>' * 240}</text:p>")
    assert odt_format.load(spans).text == "deep"


@pytest.mark.parametrize("suffix", FORMATS)
def test_any_cut_is_text_or_a_reason(suffix: str) -> None:
    data = BODIES[suffix](SCRIPTS["ru"])
    for end in range(0, len(data), max(1, len(data) // 150)):
        with pytest.raises(Unreadable, match="it is"):
            FORMATS[suffix](data[:end])


@pytest.mark.parametrize("suffix", FORMATS)
@given(places=st.lists(st.tuples(PLACES, st.integers(1, 255)), min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_damage_is_text_or_a_reason(suffix: str, places: list[tuple[float, int]]) -> None:
    data = bytearray(BODIES[suffix](SCRIPTS["ru"]))
    for place, change in places:
        data[int(place * len(data))] ^= change
    try:
        assert isinstance(FORMATS[suffix](bytes(data)), Extracted)
    except Unreadable as error:
        assert str(error)


@pytest.mark.parametrize("suffix", FORMATS)
@given(cut=st.floats(0, 1), change=st.integers(1, 255))
@settings(max_examples=20)
def test_any_damage_inside_is_text_or_a_reason(suffix: str, cut: float, change: int) -> None:
    good = BODIES[suffix](SCRIPTS["ru"])
    with ZipFile(BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        at = int(cut * (len(content) - 1))
        for bad in (content[:at], content[:at] + bytes([content[at] ^ change]) + content[at + 1 :]):
            try:
                assert isinstance(FORMATS[suffix](replaced(good, name, bad)), Extracted)
            except Unreadable as error:
                assert str(error)


@pytest.mark.parametrize("suffix", FORMATS)
def test_trees_that_would_fill_the_memory_are_refused(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casc_qa.loaders.formats.archives.markup._MAX_MARKS", 3)
    with pytest.raises(Unreadable, match=r"it is a zip archive, but not|more than 3 tags"):
        FORMATS[suffix](BODIES[suffix]("Text."))


# Archives


def test_bombs_are_refused_before_they_unpack() -> None:
    with pytest.raises(Unreadable, match="its part a unpacks to more than 100 times its size"):
        Archive(zipped({"a": bytes(11_000_000)}), "docx").read("a")
    with pytest.raises(Unreadable, match="it holds more than 2,000 parts"):
        Archive(zipped({f"{n}": "" for n in range(2_001)}), "docx")
    with pytest.raises(Unreadable, match="it holds more than 2,000 parts"):
        Archive(b"PK\x01\x02" * 10_001, "docx")
    assert Archive(zipped({f"{n}": "" for n in range(2_000)}), "docx").read("7") == b""
    assert Archive(zipped({"a": bytes(900_000)}), "docx").read("a") == bytes(900_000)
    picture = zipped({"a": b"x", "blank.bmp": bytes(11_000_000)})
    assert Archive(picture, "docx").read("a") == b"x"


def test_what_is_unpacked_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a": bytes(range(250)) * 8, "b": bytes(range(250)) * 8})
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_UNPACKED", 3_000)
    with pytest.raises(Unreadable, match="it unpacks to more than"):
        Archive(data, "docx")
    liar = data.replace(struct.pack("<I", 2_000), struct.pack("<I", 10))
    with pytest.raises(Unreadable, match="its part a is damaged"):
        Archive(liar, "docx").read("a")
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_UNPACKED", 4_000)
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_PART", 1_999)
    with pytest.raises(Unreadable, match="its part a unpacks to more than"):
        Archive(data, "docx").read("a")


@pytest.mark.parametrize("name", ["/a", "../a", "a/../../b", "a/..", "C:\\a", "\\a", "a\\..\\b"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="it names a part outside itself"):
        Archive(zipped({name: "x"}), "docx")


def test_twins_locks_and_strange_packing_are_refused(tmp_path: Path) -> None:
    twins = BytesIO()
    with ZipFile(twins, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a", "1")
        archive.writestr("a", "2")
    with pytest.raises(Unreadable, match="it names a part twice"):
        Archive(twins.getvalue(), "docx")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_LZMA) as archive:
        archive.writestr("a", "1")
    with pytest.raises(Unreadable, match="it is packed in a way that documents are not"):
        Archive(packed.getvalue(), "docx")
    locked = bytearray(zipped({"a": "1"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="it is encrypted"):
        Archive(bytes(locked), "docx")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "file://{}"> %a;]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{}">]>',
        '<!DOCTYPE x SYSTEM "file://{}">',
    ],
)
def test_no_file_is_opened_for_a_document(suffix: str, prolog: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"  # whoever opens it waits for ever
    os.mkfifo(pipe)
    data = replaced(BODIES[suffix]("Text."), MAIN[suffix], prolog.format(pipe) + "<a>&a;</a>")
    code = (
        "import sys\n"
        f"from casc_qa.loaders import {suffix}\n"
        "from casc_qa.loaders.formats.extracted import Unreadable\n"
        f"try: {suffix}.load(sys.stdin.buffer.read())\n"
        "except Unreadable: pass\n"
    )
    subprocess.run([sys.executable, "-c", code], input=data, check=True, timeout=60)
