"""EPUB files: chapters in order, and what is reported of those that can't be read."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.web import epub as epub_format
from helpers.documents.extracted import headings
from helpers.documents.zipped_files import epub

CHAPTERS: dict[str, str | bytes] = {
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
}
METADATA = (
    "<dc:title> The\n book </dc:title><dc:language>en-GB</dc:language>"
    '<dc:date opf:event="modification">2024-01-01</dc:date>'
    "<dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:date>2019-05</dc:date>"
)


def test_a_book_in_the_order_of_its_spine() -> None:
    extracted = epub_format.load(epub(CHAPTERS, metadata=METADATA))
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


def test_a_chapter_that_cannot_be_read_is_reported() -> None:
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
