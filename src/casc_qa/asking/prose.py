"""The sentences of a document that say something by themselves, and the paragraph of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.headings import SHORTEST_SENTENCE, is_heading
from casc_qa.languages.lists import announces, is_item
from casc_qa.languages.normalising import normalise_text
from casc_qa.languages.questions.going_on import goes_on, points_back_within
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.text.line_wraps import paragraphs
from casc_qa.text.quotations import quotations
from casc_qa.text.table_rows import is_row
from casc_qa.types import Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation

_MOST_SENTENCES = 5000  # of a document, that are looked at
_FEWEST_WORDS = 7
_MOST_CHARS = 500  # of a sentence that is read at a glance
_WORD = re.compile(r"[^\W\d_]{2,}")
_BEGINNING = re.compile(r"[\"“”„«‘'(\[\s]*[^\W_]")
_ADDRESS = re.compile(r"https?://|\bwww\.|\w@\w|\[at\]", re.IGNORECASE)
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


class Told(NamedTuple):
    """A sentence of a document's running text."""

    doc_id: str
    span: Span
    paragraph: int
    """Which one of its document, counted from 0."""
    row: int
    """Of its vector among those of all sentences."""
    is_whole: bool
    """Whether it can be read alone: it does not begin by pointing back, and nothing is cut off."""
    is_clear: bool
    """Whether nothing in its first words points back either."""

    @property
    def place(self) -> tuple[str, int]:
        """The paragraph, among those of all documents."""
        return self.doc_id, self.paragraph


def prose_of(
    generation: Generation, doc_id: str, among: Collection[Span] | None = None
) -> list[Told]:
    """The document's sentences without boilerplate, headings, tables and what is too short to say
    anything, in their order; only those ``among`` the given ones, where any are. Of very many some
    are drawn, evenly from all.
    """
    text = generation.document(doc_id).text
    title = normalise_text(generation.describe(doc_id)["title"])
    spans, marks, rows = generation.sentences_of(doc_id)
    starts = [paragraph.start for paragraph in paragraphs(text)]
    quoted = quotations(text)
    told: list[Told] = []
    for number in _drawn(spans, among):
        span, words = spans[number], spans[number].of(text)
        if marks[number] or not _is_prose(words) or normalise_text(words) == title:
            continue
        is_cut = number > 0 and _is_cut_off(text, spans[number - 1], span)
        is_whole = not is_cut and is_whole_sentence(words) and not _is_within(span, quoted)
        is_clear = is_whole and not points_back_within(words)
        paragraph = bisect_right(starts, span.start) - 1
        told.append(Told(doc_id, span, paragraph, rows[number], is_whole, is_clear))
    return told


def _drawn(spans: Sequence[Span], among: Collection[Span] | None) -> Sequence[int]:
    """The numbers of the sentences that are looked at."""
    if among is None:
        return range(0, len(spans), max(1, -(-len(spans) // _MOST_SENTENCES)))
    wanted = set(among)
    return [number for number, span in enumerate(spans) if span in wanted]


def is_whole_sentence(words: str) -> bool:
    """Whether a sentence can be read alone.

    >>> is_whole_sentence("The training in Osh gathered 53 officers from four states.")
    True
    >>> is_whole_sentence("However, it gathered 53 officers from the four states.")
    False
    """
    if len(words) > _MOST_CHARS or len(_WORD.findall(words)) < _FEWEST_WORDS:
        return False
    if not _begins(words) or words.rstrip("\"'”’»)]").endswith(("?", "…", "...")):
        return False
    if any(words.count(first) != words.count(last) for first, last in _PAIRS):
        return False
    if is_item(words) or announces(words) or _ADDRESS.search(words):
        return False
    return stands_alone(words) and not goes_on(words)


def _is_prose(words: str) -> bool:
    return len(words) >= SHORTEST_SENTENCE and not is_heading(words) and not is_row(words)


def _is_cut_off(text: str, before: Span, span: Span) -> bool:
    """Whether the sentence before goes on in this one: it has no end, and only the end of a line or
    the number of a page is between.
    """
    words = before.of(text)
    if not is_heading(words):
        return False
    if _PAGE_NUMBER.search(words):
        return True
    is_near = _BLANK_LINE.search(text[before.end : span.start]) is None
    return is_near and len(words) >= SHORTEST_SENTENCE


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_PAGE_NUMBER = re.compile(r"\S\s*\n\s*\d{1,4}\s*$")  # below what it interrupts


def _begins(words: str) -> bool:
    """Whether it begins as sentences do: with a capital letter or a figure."""
    found = _BEGINNING.match(words)
    return found is not None and not found[0][-1].islower()


def _is_within(span: Span, quoted: Sequence[Span]) -> bool:
    """Whether the sentence is a part of somebody's words, or all of them, and so does not say whose
    they are.
    """
    number = bisect_right(quoted, span.end, key=lambda each: each.start) - 1
    while number >= 0 and quoted[number].end > span.start:
        each = quoted[number]
        if each == span or each.start < span.start or each.end > span.end:
            return True
        number -= 1
    return False
