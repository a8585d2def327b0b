"""Every date that documents state, with the sentence that states it, in the order of the dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.text.dates import iso_range
from casc_qa.text.stated_dates import StatedDate, in_year, stated_dates
from casc_qa.types import Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation

MOST = 60
"""Dates that are shown."""
_LONGEST, _CLOSE = timedelta(31), timedelta(45)  # that a document's own date may last; to it
_MOST_OF_ONE = 10_000  # sentences of one document that are looked through,
_MOST_SENTENCES = 20_000  # and of all: some two seconds' work


class Event(NamedTuple):
    """A date and where it is stated."""

    date: str | None
    """ISO 8601: a year, a month, a day, or "first/last"; None where the year is not known."""
    stated: str
    """As far as the words themselves state it: "--05-20" is a day without a year."""
    doc_id: str
    span: Span
    """The sentence, in the document's text."""
    words: Span
    """The words that are the date, in the sentence."""

    @property
    def order(self) -> tuple[str, str, str, Span, Span]:
        """Of two, the earlier first, and of two that begin on one day the longer one; those without
        a year by their month.
        """
        if self.date is None:
            return "9999", self.stated, self.doc_id, self.span, self.words
        first, last = iso_range(self.date)
        back = f"{3_652_059 - last.toordinal():07}"
        return first.isoformat(), back, self.doc_id, self.span, self.words


class Events(NamedTuple):
    """What was found."""

    events: list[Event]
    """In order: those whose year is known, then the others."""
    left_out: int
    """How many more there are."""
    unread: int
    """How many documents were not looked through, where there are too many sentences."""


def events_of(
    generation: Generation, sentences: Mapping[str, Sequence[Span]] | None, doc_ids: Sequence[str]
) -> Events:
    """The dates in ``sentences``, by document, or in all of these documents where it is None; in
    the order in which they come as many as can be looked through.
    """
    found: list[Event] = []
    looked_at = 0
    wanted = list(doc_ids if sentences is None else sentences)
    left = _MOST_SENTENCES
    for doc_id in wanted:
        spans = _spans(generation, doc_id, None if sentences is None else sentences[doc_id])
        if len(spans) > left:
            break
        left -= len(spans)
        looked_at += 1
        found += _events_in(generation, doc_id, spans)
    events = sorted(dict.fromkeys(found), key=lambda event: event.order)
    return Events(events[:MOST], max(0, len(events) - MOST), len(wanted) - looked_at)


def _spans(generation: Generation, doc_id: str, chosen: Sequence[Span] | None) -> list[Span]:
    """The document's sentences, or the chosen ones, without boilerplate."""
    spans, marks, _ = generation.sentences_of(doc_id)
    among = None if chosen is None else set(chosen)
    kept = (span for span, is_boilerplate in zip(spans, marks, strict=True) if not is_boilerplate)
    return [span for span in kept if among is None or span in among][:_MOST_OF_ONE]


def _events_in(generation: Generation, doc_id: str, spans: Iterable[Span]) -> list[Event]:
    document = generation.document(doc_id)
    return [
        Event(
            _dated(stated, document.date),
            stated.value,
            doc_id,
            span,
            Span(stated.start, stated.end),
        )
        for span in spans
        for stated in stated_dates(span.of(document.text))
    ]


def _dated(stated: StatedDate, written: str | None) -> str | None:
    """The date, with the year of the document, which was ``written`` then, where it has none itself
    and lies close to that day or is said to lie in this year: what lies farther away may be of any.
    """
    if stated.has_year:
        return stated.value
    year = year_of(written)
    if year is None or written is None or stated.is_in_other_year:
        return None
    dated = in_year(stated.value, year)
    try:
        first, last = iso_range(dated)
    except ValueError:  # 29 February of a year that has none
        return None
    begun, ended = iso_range(written)
    is_close = ended - begun <= _LONGEST and begun - last <= _CLOSE and first - ended <= _CLOSE
    return dated if is_close or stated.is_in_this_year else None


def year_of(date: str | None) -> str | None:
    """The one year that a document's date lies in; None where it has none, or lies in several.

    >>> year_of("2023-08-22/2023-08-24"), year_of("2022-12-30/2023-01-02"), year_of(None)
    ('2023', None, None)
    """
    if date is None:
        return None
    first, last = iso_range(date)
    return f"{first.year:04}" if first.year == last.year else None
