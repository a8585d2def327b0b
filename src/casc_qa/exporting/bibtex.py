"""BibTeX: an entry a document, its quotes in ``annote``, a paragraph each.

Text is written so that LaTeX, and whatever reads LaTeX, gives it back as it was: a mark that LaTeX
acts on by its command, and marks that it joins, such as two hyphens, kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casc_qa.exporting.gathered import Export, QuotedDocument
from casc_qa.exporting.shown import date_of, note_of
from casc_qa.phrases import UNANSWERED
from casc_qa.system.visible import one_line

_MARKS = {
    "\\": r"\textbackslash{}",
    "{": r"\lbrace{}",  # BibTeX counts the brace of "\{"
    "}": r"\rbrace{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=[`'])(?=[`'])|(?<=[?!])(?=`)")
_ADDRESS_MARK = re.compile(r"[{}\\\s]")


def render(export: Export) -> bytes:
    """The file, in UTF-8."""
    entries = [_entry(export, document) for document in export.documents()]
    if export.unanswered:
        entries.append(_unanswered(export))
    return "\n".join(entries).encode("utf-8", "replace")


def _entry(export: Export, document: QuotedDocument) -> str:
    return _written("misc", document.key, _fields(export, document))


def _fields(export: Export, document: QuotedDocument) -> Iterator[tuple[str, str]]:
    citation = document.first
    yield "title", f"{{{escaped(one_line(citation.title))}}}"
    if citation.date:
        year, *rest = citation.date.partition("/")[0].split("-")
        yield "year", year
        if rest:
            yield "month", str(int(rest[0]))
        yield "date", citation.date
    else:
        yield "note", escaped(date_of(document.quotes[0][1], export.language))
    if citation.url:
        yield "url", _ADDRESS_MARK.sub(_percent, citation.url)
    if citation.language:
        yield "langid", {"en": "english", "ru": "russian"}.get(citation.language, citation.language)
    notes = (escaped(note_of(export, entry, quote)) for entry, quote in document.quotes)
    yield "annote", "\n\n".join(notes)


def _unanswered(export: Export) -> str:
    fields = [
        ("title", f"{{{UNANSWERED.to(export.language)}}}"),
        (
            "annote",
            "\n\n".join(
                escaped(one_line(f"{entry.question_shown} — {entry.said}"))
                for entry in export.unanswered
            ),
        ),
    ]
    return _written("misc", "unanswered", fields)


def _written(kind: str, key: str, fields: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@{kind}{{{key},\n{lines},\n}}\n"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def escaped(text: str) -> str:
    """``text`` as LaTeX.

    >>> print(escaped("50 % of {x} -- a_b"))
    50 \\% of \\lbrace{}x\\rbrace{} -{}- a\\_b
    """
    parts = _JOINED.sub("\0", text)
    return _MARK.sub(lambda found: _MARKS[found[0]], parts).replace("\0", "{}")
