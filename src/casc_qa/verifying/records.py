"""The quotes of files that programs write: JSON objects with quotes and their places, rows of a
table with a column for each, and notes of bibliographies that end with a locator.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from casc_qa.locators import Locator, locators_in
from casc_qa.phrases import ENGLISH
from casc_qa.system.small_files import BadFile, parse_json, parse_json_lines, why
from casc_qa.system.spreadsheet_cells import unguarded
from casc_qa.verifying.blocks import readable
from casc_qa.verifying.claims import Claim, Source, Where

_MOST_OBJECTS = 5_000_000
_NOTE_START = re.compile(r"\n[ \t\r]*\n|\nN[12]  - |(?<!\w)\w{0,40}note\w{0,40}\s{0,40}=\s*[{\"]")
_LATEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotedbl": '"',
}
_COMMAND = re.compile(rf"\\(?:({'|'.join(_LATEX)})(?:\{{\}})?|([&%$#_{{}}]))|\{{\}}")
_QUOTE, _LOCATOR = "quote", "locator"


class Recorded(NamedTuple):
    """The quotes of a file, and the language of those who asked for them, ISO 639-1."""

    claims: list[Claim]
    language: str = ENGLISH


def json_claims(data: bytes) -> Recorded:
    """Of every object that has a quote and its place, and of each sentence of an answer that is not
    what it cites. Raises BadFile for what is no JSON.
    """
    value = parse_json(data, Any)
    return Recorded(list(_claims_in(value)), _language_of(value))


def json_lines_claims(data: bytes) -> Recorded:
    """The same of an object a line."""
    lines: list[Any] = parse_json_lines(data, Any)
    claims = [
        _at(claim, Where("line", number))
        for number, line in enumerate(lines, 1)
        for claim in _claims_in(line)
    ]
    return Recorded(claims, _language_of(lines))


def csv_claims(text: str) -> list[Claim]:
    """Of each row with a quote. Raises BadFile for a table without such a column."""
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
        names = {name: name.strip().casefold() for name in rows.fieldnames or () if name}
        tables = [
            (rows.line_num, {names[n]: _text(v) for n, v in row.items() if n and v}) for row in rows
        ]
    except csv.Error as error:
        raise BadFile(why(error)) from error
    if _QUOTE not in names.values() and not any(
        _locator_of(cell) for _, table in tables for cell in table.values()
    ):
        raise BadFile("it has no column called quote, and no addresses (casc-qa:…) behind quotes")
    return [
        _at(claim, Where("line", number))
        for number, table in tables
        for claim in _row_claims(table)
    ]


def _row_claims(row: Mapping[str, str]) -> Iterator[Claim]:
    """What the column with quotes claims, or else each cell that stands before a locator."""
    if _QUOTE in row or not row:
        claim = _claim_of(_with_numbers(row))
        yield from [claim] if claim else []
        return
    for cell, behind in pairwise(row.values()):
        locator = _locator_of(behind)
        if locator and not _locator_of(cell):
            yield Claim(cell, (Source.at(locator),))


def note_claims(text: str, is_latex: bool = False) -> list[Claim]:
    """Of each note that has a quote in quotation marks, and behind it a locator.

    >>> place = Locator("a.txt", "0" * 64, 0, 8)
    >>> [claim.quote for claim in note_claims(f"N1  - “He came.” (p. 1) {place} — Who?")]
    ['He came.']
    """
    text = _COMMAND.sub(_mark, text) if is_latex else text
    claims, done, line = [], 0, 1
    for at, locator in locators_in(text):
        before = text[done:at]
        starts = [match.end() for match in _NOTE_START.finditer(before)]
        inside = before[starts[-1] if starts else 0 :]
        line += text.count("\n", done, at)
        done = at
        if quote := _noted(" ".join(inside.split())):
            claims.append(Claim(quote, (Source.at(locator),), Where("line", line)))
    return claims


def _noted(note: str) -> str | None:
    """The quote of a note that ends with its place in brackets."""
    start, end = note.find("“"), note.rfind("” (")
    if not note.endswith(")") or not 0 <= start < end:
        return None
    return readable(note[start + 1 : end], is_markdown=False)


def _mark(match: re.Match[str]) -> str:
    return _LATEX[match[1]] if match[1] else match[2] or ""


def _language_of(value: object) -> str:
    """Of an answer, or of the first of several."""
    if isinstance(value, list):
        return _language_of(value[0]) if value and isinstance(value[0], dict) else ENGLISH
    language = value.get("language") if isinstance(value, dict) else None
    return language if isinstance(language, str) else ENGLISH


def _claims_in(value: object) -> Iterator[Claim]:
    """Of an object and of all in it, in order."""
    waiting = [value]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            claim = _claim_of(each) or _checked_before(each)
            if claim:
                yield claim
                continue
            yield from _misquoted(each)
            yield from _answering_words(each)
            note = each.get("note")
            if isinstance(note, str) and "custom" not in each:
                yield from (_at(claim, None) for claim in note_claims(note))
            waiting += reversed(each.values())


def _misquoted(answer: Mapping[str, Any]) -> Iterator[Claim]:
    """The sentences of an answer that are other words than those they cite."""
    sentences, citations = answer.get("answer"), answer.get("citations")
    if not (isinstance(sentences, list) and isinstance(citations, list)):
        return
    for sentence in sentences:
        number = sentence.get("citation") if isinstance(sentence, dict) else None
        if not isinstance(number, int) or not 1 <= number <= len(citations):
            continue
        cited, text = citations[number - 1], sentence.get("text")
        if isinstance(cited, dict) and isinstance(text, str) and text != cited.get(_QUOTE):
            claim = _claim_of({**cited, _QUOTE: text})
            if claim:
                yield claim


def _answering_words(cell: Mapping[str, Any]) -> Iterator[Claim]:
    """The words of a table's cell that are said to stand in what it cites."""
    words, cited = cell.get("words"), cell.get("citation")
    if isinstance(words, str) and isinstance(cited, dict):
        claim = _claim_of({**cited, _QUOTE: words})
        yield from [claim] if claim else []


def _claim_of(table: Mapping[str, Any]) -> Claim | None:
    """What an object claims that has a quote and says where it stands."""
    quote = table.get(_QUOTE, table.get("text") if _LOCATOR in table else None)
    if not isinstance(quote, str) or not quote.strip():
        return None
    source = _source_of(table)
    return None if source is None else Claim(quote, (source,))


def _checked_before(verdict: Mapping[str, Any]) -> Claim | None:
    """What was claimed of a quote in an earlier verification; where it was found is no claim."""
    quote, sources = verdict.get(_QUOTE), verdict.get("sources")
    if not isinstance(quote, str) or not quote.strip() or not isinstance(sources, list):
        return None
    return Claim(quote, tuple(_named_before(each) for each in sources if isinstance(each, dict)))


def _named_before(source: Mapping[str, Any]) -> Source:
    found = _source_of({**source, "doc_id": "-"}) or Source()
    doc_ids = source.get("doc_ids")
    named = doc_ids if isinstance(doc_ids, list) else []
    return replace(found, doc_ids=tuple(each for each in named if isinstance(each, str)))


def _source_of(table: Mapping[str, Any]) -> Source | None:
    """All that it says of the place; where two of them differ, the locator holds."""
    written = table.get(_LOCATOR)
    at = _locator_of(written) if isinstance(written, str) else None
    doc_id, sha256 = table.get("doc_id"), table.get("sha256")
    start, end, page = (_number(table.get(name)) for name in ("start", "end", "page"))
    if at is not None:
        return Source((at.doc_id,), at.sha256, at.start, at.end, page)
    if not isinstance(doc_id, str) or not doc_id:
        return None
    both = start is not None and end is not None
    return Source(
        (doc_id,),
        sha256 if isinstance(sha256, str) and sha256 else None,
        start if both else None,
        end if both else None,
        page,
    )


def _number(value: object) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_number else None  # type: ignore[return-value]


def _with_numbers(row: Mapping[str, str]) -> dict[str, Any]:
    """A row's cells, those that are numbers as such."""
    return {
        name: int(cell)
        if name in ("start", "end", "page") and re.fullmatch("[0-9]{1,12}", cell)
        else cell
        for name, cell in row.items()
    }


def _locator_of(cell: str) -> Locator | None:
    """The first locator in a cell."""
    return next((locator for _, locator in locators_in(cell)), None)


def _text(cell: str | list[str]) -> str:
    """What a cell says; those beyond the last head come together."""
    return unguarded(cell if isinstance(cell, str) else " ".join(cell))


def _at(claim: Claim, where: Where | None) -> Claim:
    return Claim(claim.quote, claim.sources, where, claim.readings)
