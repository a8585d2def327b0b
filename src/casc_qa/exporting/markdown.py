"""Markdown: quotes as block quotes, each with a footnote that says where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casc_qa import phrases
from casc_qa.exporting import bibliography
from casc_qa.exporting.gathered import Entry, Export, Quote
from casc_qa.exporting.remarks import beside, hash_of, heading_of, remarks_on
from casc_qa.exporting.shown import in_lines, place_of, sentence_start
from casc_qa.system.visible import one_line

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$^&]|:(?=\w+:)")
_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def render(export: Export) -> bytes:
    """The file, in UTF-8."""
    return ("\n\n".join(_blocks(export)) + "\n").encode("utf-8", "replace")


def _blocks(export: Export) -> Iterator[str]:
    language = export.language
    yield f"# {phrases.ANSWERS.to(language)}"
    for remark in remarks_on(export):
        yield escaped(remark)
    for number, entry in enumerate(export.entries, 1):
        yield f"## {number}. {escaped(entry.question_shown)}"
        yield from _answer(entry, language)
    documents = export.documents()
    if documents:
        yield f"## {phrases.SOURCES.to(language)}"
    for document in documents:
        reference = escaped(bibliography.entry(document.first, export.style, language))
        hashed = hash_of(document.first, language)
        yield f"- {reference} {escaped(one_line(document.first.doc_id))}. {hashed}"
    for entry in export.entries:
        for quote in entry.quotes:
            yield f"[^{quote.number}]: {_footnote(export, quote)}"


def _answer(entry: Entry, language: str) -> Iterator[str]:
    if entry.said is not None:
        yield escaped(one_line(entry.said))
    for remark in heading_of(entry, language):
        yield escaped(one_line(remark))
    for quote in entry.quotes:
        if words := beside(quote, language):
            yield escaped(words)
        lines = escaped(in_lines(quote.citation.quote).strip()).split("\n")
        yield "  \n".join(f"> {line}" for line in lines) + f"[^{quote.number}]"


def _footnote(export: Export, quote: Quote) -> str:
    reference = bibliography.note(quote.citation, export.style, export.language)
    place = sentence_start(place_of(quote, export.language))
    return f"{escaped(reference)} {escaped(place)}. `{quote.locator}`"


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it as it is.

    >>> print(escaped("1. *a* _b_ [c](d) <e> `f` # g"))
    1\\. \\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\# g
    """
    plain = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return _AT_START.sub(_escaped_start, plain)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
