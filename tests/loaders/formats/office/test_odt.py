"""OpenDocument texts: what they say, in which order, and what is left out."""

from __future__ import annotations

from io import BytesIO

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.office import odt as odt_format
from helpers.documents.extracted import headings
from helpers.documents.scripts import SCRIPTS
from helpers.documents.zipped_files import (
    odt,
    zipped,
)


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
    assert (extracted.file_date, extracted.language) == ("2023-08-22", "en")
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
    assert (extracted.title, extracted.file_date, extracted.language) == (None, None, None)


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


def test_an_encrypted_opendocument_text_is_reported() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = zipped({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})
    with pytest.raises(Unreadable, match="it is encrypted: save it without a password"):
        odt_format.load(data)


def test_odt_figures_that_are_raised_and_words_that_are_struck_out() -> None:
    def style(name: str, properties: str, parent: str = "") -> str:
        based = f' style:parent-style-name="{parent}"' if parent else ""
        return (
            f'<style:style style:name="{name}" style:family="text"{based}>'
            f"<style:text-properties {properties}/></style:style>"
        )

    extracted = odt_format.load(
        odt(
            '<text:p>1,204<text:span text:style-name="T1">3</text:span> victims, 10'
            '<text:span text:style-name="T5">6</text:span>, CO'
            '<text:span text:style-name="T2">2</text:span>, every '
            '<text:span text:style-name="T3">four </text:span>two years'
            '<text:span text:style-name="T4"> unseen</text:span>'
            '<text:span text:style-name="T6">.</text:span></text:p>',
            automatic=style("T1", 'style:text-position="super 58%"')
            + style("T2", 'style:text-position="-33% 58%"')
            + style("T3", 'style:text-line-through-style="solid"')
            + style("T4", 'text:display="none"')
            + style("T5", 'fo:language="en"', "T1")
            + style("T6", 'style:text-position="0% 100%" style:text-line-through-style="none"'),
        )
    )
    assert extracted.text == "1,204³ victims, 10⁶, CO₂, every two years."
    assert extracted.notes == ("words that are struck out were left out",)
