"""Text of documents as files for people hold it: verbatim but for white space, and with the name of
every character that would steer how the rest is shown.
"""

from __future__ import annotations

import re

from casc_qa import wording
from casc_qa.exporting.gathered import Entry, Export, Quote
from casc_qa.phrases import IN_ANSWER_TO, INDEX_GENERATION
from casc_qa.system.visible import one_line, visible

_LINE_END = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
_SPACE = re.compile(r"[^\S\n]+")


def in_lines(text: str) -> str:
    """``text`` with its line ends, and one space for other white space; what is at its two ends
    stays, so that parts of a text can be put together again.

    >>> in_lines("two \\r\\n  lines,\\xa0or")
    'two\\nlines, or'
    """
    return _SPACE.sub(" ", _LINE_END.sub("\n", visible(text)))


def sentence_start(text: str) -> str:
    """``text`` as a sentence begins.

    >>> sentence_start("page 3"), sentence_start("стр. 3")
    ('Page 3', 'Стр. 3')
    """
    return text[:1].upper() + text[1:]


def date_of(quote: Quote, language: str) -> str:
    """The date of a quote's document, or that it has none."""
    return wording.dated(quote.citation.date, quote.citation.file_date, language)


def place_of(quote: Quote, language: str) -> str:
    """Where a quote stands; of a document without a date that too.

    A quote that was read in a scan says so.
    """
    citation = quote.citation
    parts = (
        None if citation.date else date_of(quote, language),
        wording.location(citation, language),
        wording.from_scan(citation, language),
    )
    return one_line("; ".join(filter(None, parts)))


def note_of(export: Export, entry: Entry, quote: Quote) -> str:
    """A quote as a note on its document, in one line: the text first, its locator last but for the
    question.
    """
    language = export.language
    generation = entry.asked.answer.generation if entry.asked.answer else export.generation
    said = INDEX_GENERATION.to(language, generation=generation)
    asked = IN_ANSWER_TO.to(language, question=entry.question_shown)
    place = place_of(quote, language)
    return one_line(f"“{quote.citation.quote}” ({place}; {said}) {quote.locator} — {asked}")
