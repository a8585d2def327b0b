"""Word files as python-docx, and whoever unpacks them, reads them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from casc_qa.exporting.gathered import Export
from casc_qa.exporting.shown import in_lines
from casc_qa.exporting.word import render
from casc_qa.locators import locators_in
from casc_qa.system.visible import one_line
from helpers.exports import HOSTILE, answered, cited, of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def notes_of(data: bytes) -> dict[int, str]:
    """The footnotes' texts by their numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        root = etree.fromstring(parts.read("word/footnotes.xml"))
    return {
        int(note.get(f"{W}id")): "".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in root
        if note.get(f"{W}type") is None
    }


def quoted(data: bytes) -> list[tuple[str, list[int]]]:
    """The quotes, each with the numbers of its footnotes."""
    document = docx.Document(io.BytesIO(data))
    return [
        (
            paragraph.text,
            [int(mark.get(f"{W}id")) for mark in paragraph._p.iter(f"{W}footnoteReference")],
        )
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.name == "Quote"
    ]


def test_each_quote_has_a_footnote_with_its_locator(export: Export) -> None:
    data = render(export)
    notes = notes_of(data)
    quotes = [quote for entry in export.entries for quote in entry.quotes]
    assert quoted(data) == [(in_lines(q.citation.quote), [q.number]) for q in quotes]
    for quote in quotes:
        ((_, locator),) = locators_in(notes[quote.number])
        assert locator == quote.locator
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert "The documents do not say: nothing in them is about this." in texts
    assert "The question has more than 2,000 characters: shorten it." in texts


def test_the_words_that_answer_are_bold(export: Export) -> None:
    document = docx.Document(io.BytesIO(render(export)))
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    wanted = [
        quote.highlight.of(quote.sentence.text)
        for entry in export.entries
        for quote in entry.quotes
        if quote.highlight
    ]
    assert bold == wanted != []


def test_the_same_answers_make_the_same_bytes(export: Export) -> None:
    assert render(export) == render(export)
    with zipfile.ZipFile(io.BytesIO(render(export))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml")
    assert b"python-docx" not in core
    assert b"2013" not in core


def test_parts_are_named_where_word_looks_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(render(of(cited("Q."))))) as parts:
        types = parts.read("[Content_Types].xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
        settings = etree.fromstring(parts.read("word/settings.xml"))
    assert '"/word/footnotes.xml"' in types
    assert 'Target="footnotes.xml"' in links
    names = [child.tag for child in settings]
    assert names.index(f"{W}footnotePr") < names.index(f"{W}compat")


@pytest.mark.parametrize("quote", HOSTILE)
def test_hostile_quotes(quote: str) -> None:
    citation = cited(quote, title=quote, url=f"https://x/{quote}")
    data = render(of(citation, question=quote))
    ((text, marks),) = quoted(data)
    assert text.split() == one_line(quote).encode("utf-8", "replace").decode().split()
    assert marks == [1]


@given(st.text(min_size=1))
def test_any_quote(quote: str) -> None:
    data = render(of(cited(f"a{quote}")))
    ((text, _),) = quoted(data)
    assert text.split() == one_line(f"a{quote}").split()
    assert len(notes_of(data)) == 1


def test_in_russian(in_russian: Export) -> None:
    texts = [p.text for p in docx.Document(io.BytesIO(render(in_russian))).paragraphs]
    assert texts[0] == "Ответы из документов"
    assert "Источники" in texts


def test_languages_of_quotes_are_marked() -> None:
    data = render(of(*answered(cited("Q.")).answer.citations))  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b'<w:lang w:val="en-US"/>' in parts.read("word/document.xml")
