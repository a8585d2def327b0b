"""DOCX: quotes in a paragraph each, with real footnotes. The only module that imports docx.

python-docx knows no footnotes, so the part that holds them is made here, in the form of ECMA-376,
part 1, 17.11. The bytes depend on the answers alone: what python-docx notes of the day is left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from casc_qa import phrases
from casc_qa.exporting import bibliography
from casc_qa.exporting.gathered import Entry, Export, Quote
from casc_qa.exporting.remarks import beside, hash_of, heading_of, remarks_on
from casc_qa.exporting.shown import in_lines, place_of, sentence_start
from casc_qa.system.undated_zip import without_day
from casc_qa.system.visible import one_line

if TYPE_CHECKING:
    from docx.document import Document

_LOCALES = {"en": "en-US", "ru": "ru-RU"}
_PLAIN, _TITLE, _HEADING, _QUOTE, _LISTED = "Normal", "Title", "Heading 1", "Quote", "List Bullet"
_NOTE, _MARK = "Footnote Text", "Footnote Reference"
_STYLES = (_PLAIN, _TITLE, _HEADING, _QUOTE, _LISTED, _NOTE, _MARK)
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_AFTER_FOOTNOTES = (  # of the settings, in the order of their schema
    *("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema"),
    *("w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:shapeDefaults"),
    *("w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator"),
)
_QUOTE_INDENT_CM, _NOTE_POINTS = 0.75, 9


def render(export: Export) -> bytes:
    """The file."""
    import docx

    document = docx.Document()
    _add_styles(document)
    _describe(document, phrases.ANSWERS.to(export.language))
    body = _Body(document)
    body.add(_TITLE, phrases.ANSWERS.to(export.language))
    for remark in remarks_on(export):
        body.add(_PLAIN, one_line(remark))
    for number, entry in enumerate(export.entries, 1):
        body.add(_HEADING, f"{number}. {entry.question_shown}")
        _add_answer(body, entry, export.language)
    _add_sources(body, export)
    _add_footnotes(document, export)
    whole = io.BytesIO()
    document.save(whole)
    return without_day(whole.getvalue())


class _Body:
    """Where paragraphs are added: python-docx looks at all styles, and all paragraphs, for each."""

    def __init__(self, document: Document) -> None:
        self._end: Any = document.element.body.sectPr
        self._styles = {name: document.styles[name].style_id for name in _STYLES}

    def add(self, style: str, *runs: Any) -> None:
        """A paragraph of runs, or of texts."""
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", val=self._styles[style]))
        made = (_text_run(run) if isinstance(run, str) else run for run in runs)
        self._end.addprevious(_paragraph(properties, *made))

    def mark(self, number: int) -> Any:
        """The run that refers to a footnote."""
        return _run(_element("w:footnoteReference", id=number), self._styles[_MARK])


def _add_answer(body: _Body, entry: Entry, language: str) -> None:
    if entry.said is not None:
        body.add(_PLAIN, one_line(entry.said))
    for remark in heading_of(entry, language):
        body.add(_PLAIN, one_line(remark))
    for quote in entry.quotes:
        if words := beside(quote, language):
            body.add(_PLAIN, words)
        code = quote.citation.language
        runs = (_text_run(words, bold=bold, language=code) for words, bold in _parts(quote))
        body.add(_QUOTE, *runs, body.mark(quote.number))


def _parts(quote: Quote) -> Iterator[tuple[str, bool]]:
    """The quote's text, the words that answer apart."""
    text, of = quote.citation.quote.strip(), quote.highlight
    if of is None or quote.sentence.text != text:
        yield in_lines(text), False
        return
    for part, is_answer in (
        (text[: of.start], False),
        (of.of(text), True),
        (text[of.end :], False),
    ):
        if part:
            yield in_lines(part), is_answer


def _add_sources(body: _Body, export: Export) -> None:
    documents = export.documents()
    if documents:
        body.add(_HEADING, phrases.SOURCES.to(export.language))
    for each in documents:
        reference = bibliography.entry(each.first, export.style, export.language)
        hashed = hash_of(each.first, export.language)
        body.add(_LISTED, f"{reference} {one_line(each.first.doc_id)}. {hashed}")


def _add_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    styles: Any = document.styles
    styles[_QUOTE].font.italic = False
    styles[_QUOTE].paragraph_format.left_indent = Cm(_QUOTE_INDENT_CM)
    note = styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    note.base_style = styles["Normal"]
    note.font.size = Pt(_NOTE_POINTS)
    styles.add_style(_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True


def _describe(document: Document, title: str) -> None:
    """What the file says of itself: its title, and nothing that the template says of its own."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    for element in list(properties._element):
        if element.tag.endswith(("}created", "}modified", "}lastModifiedBy")):
            properties._element.remove(element)


def _add_footnotes(document: Document, export: Export) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    notes = _element("w:footnotes")
    for number, kind in _SEPARATORS.items():
        note = _element("w:footnote", type=kind, id=number)
        note.append(_paragraph(_run(_element(f"w:{kind}"))))
        notes.append(note)
    style = document.styles[_NOTE].style_id, document.styles[_MARK].style_id
    for entry in export.entries:
        for quote in entry.quotes:
            notes.append(_footnote(export, quote, *style))
    part = document.part
    name = PackURI("/word/footnotes.xml")
    made = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, notes, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
    _name_separators(document)


def _footnote(export: Export, quote: Quote, style: str, mark_style: str) -> Any:
    reference = bibliography.note(quote.citation, export.style, export.language)
    place = sentence_start(place_of(quote, export.language))
    properties = _element("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    mark = _run(_element("w:footnoteRef"), mark_style)
    text = _text_run(f" {reference} {place}. {quote.locator}")
    note = _element("w:footnote", id=quote.number)
    note.append(_paragraph(properties, mark, text))
    return note


def _name_separators(document: Document) -> None:
    """Word wants the settings to name the lines between text and footnotes."""
    settings: Any = document.settings.element
    named = _element("w:footnotePr")
    for number in _SEPARATORS:
        named.append(_element("w:footnote", id=number))
    settings.insert_element_before(named, *_AFTER_FOOTNOTES)


def _paragraph(*children: Any) -> Any:
    paragraph = _element("w:p")
    paragraph.extend(children)
    return paragraph


def _run(child: Any, style: str | None = None) -> Any:
    run = _element("w:r")
    if style is not None:
        properties = _element("w:rPr")
        properties.append(_element("w:rStyle", val=style))
        run.append(properties)
    run.append(child)
    return run


def _text_run(text: str, *, bold: bool = False, language: str | None = None) -> Any:
    """A run of text, its line ends kept."""
    run = _element("w:r")
    properties = run.get_or_add_rPr()
    if bold:
        properties.append(_element("w:b"))
    if language:
        properties.append(_element("w:lang", val=_LOCALES.get(language, language)))
    run.text = text
    return run


def _element(name: str, **values: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
