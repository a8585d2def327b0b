"""PowerPoint files: slides in order, and what is reported of damaged ones."""

from __future__ import annotations

from io import BytesIO

import pytest

from casc_qa.loaders.formats.office import pptx as pptx_format
from casc_qa.types import Anchor
from helpers.documents.extracted import headings
from helpers.documents.scripts import SCRIPTS
from helpers.documents.zipped_files import (
    core,
    pptx,
    relations,
    shape,
    slide,
)


def table() -> str:
    """Two rows of two cells, each with a third that the second covers."""
    cells = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    covered = '<a:tc hMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'
    rows = "".join(
        f"<a:tr>{cells.format(a)}{cells.format(b)}{covered}</a:tr>" for a, b in ("AB", "CD")
    )
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr/>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


DIAGRAM = (
    '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="rId2" r:lo="rId9"/>'
    "</a:graphicData></a:graphic></p:graphicFrame>"
)
MODEL = slide("").replace("<p:cSld><p:spTree></p:spTree></p:cSld>", "<dgm:ptLst><dgm:pt><dgm:t>"
    "<a:p><a:r><a:t>A step</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>")  # fmt: skip
SLIDES = {
    "slide9": slide(shape("First\nslide", placeholder="type='ctrTitle'"), shape("By us")),
    "slide1": slide(
        f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{shape('Grouped')}</p:grpSp>",
        shape("A point", "Another", placeholder="idx='1'"),
        shape("The second", placeholder="type='title'"),
        table() + DIAGRAM,
        shape("7", placeholder="type='sldNum'"),
        shape("Footer", placeholder="type='ftr'"),
    ),
    "slide3": slide(),
    "slide4": slide(shape(SCRIPTS["ar"], lang="ar-SA")),
}
BESIDE_SLIDES = {
    "ppt/slides/_rels/slide1.xml.rels": relations(
        {
            "rId1": "notesSlide ../notesSlides/n.xml",
            "rId2": "diagramData ../diagrams/data1.xml",
        }
    ),
    "ppt/diagrams/data1.xml": MODEL,
    "ppt/notesSlides/n.xml": slide(
        shape("Said aloud.", placeholder="type='body' idx='1'"),
        shape("2", placeholder="type='sldNum'"),
        root="notes",
    ),
}


def test_slides_in_order_with_titles_tables_groups_and_notes() -> None:
    extracted = pptx_format.load(
        pptx(
            SLIDES,
            ["slide9", "slide1", "slide3", "slide4"],
            core_xml=core("PowerPoint Presentation", "2022-02-30T00:00:00Z"),
            more=BESIDE_SLIDES,
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


def test_a_damaged_slide_is_reported_and_the_rest_is_kept() -> None:
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
