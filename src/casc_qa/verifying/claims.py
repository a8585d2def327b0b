"""What is claimed of a quote, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from casc_qa.locators import Locator
from casc_qa.types import Citation, Span
from casc_qa.verifying.differences import Difference

Status = Literal["verified", "moved", "changed", "missing"]
Note = Literal[
    "file_changed",
    "other_document",
    "unknown_document",
    "part_of_sentence",
    "negation_left_out",
    "several_places",
    "closing_mark",
    "too_long",
]
STATUSES: tuple[Status, ...] = ("verified", "moved", "changed", "missing")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quote is said to stand; what is None is not said. Offsets are those of the document's
    text, pages are counted from 1.
    """

    doc_ids: tuple[str, ...] = ()
    """In one of these."""
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    name: str | None = None
    """How the source is named, where that is another way."""

    @classmethod
    def at(cls, locator: Locator) -> Source:
        """The place that a locator names."""
        return cls((locator.doc_id,), locator.sha256, locator.start, locator.end)


class Where(NamedTuple):
    """Where in a file a quote is, for a person."""

    unit: Literal["line", "page", "row"]
    number: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote, and where it is said to stand: at one of ``sources``, or anywhere."""

    quote: str
    sources: tuple[Source, ...] = ()
    where: Where | None = None
    readings: tuple[str, ...] = ()
    """What the quote may be in place of ``quote``: without a mark that may be the writer's."""

    @classmethod
    def of(cls, quote: str, doc_id: str | None = None, locator: Locator | None = None) -> Claim:
        """A quote from a document, at a place in it, or from any.

        >>> Claim.of("He came.", doc_id="a.txt").sources[0].doc_ids
        ('a.txt',)
        """
        if locator is not None:
            return cls(quote, (Source.at(locator),))
        return cls(quote, (Source((doc_id,)),) if doc_id is not None else ())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quote."""

    number: int
    """From 1, in the order of the claims."""
    claim: Claim
    status: Status
    place: Citation | None = None
    """Where it stands, or for a changed one the text that comes nearest; None for a missing one."""
    places: int = 0
    """How often it stands in the documents that were searched, a hundred in each at most."""
    notes: tuple[Note, ...] = ()
    sentence: Span | None = None
    """The whole sentence, or sentences, that the quote is a part of, in the document's text."""
    sentence_text: str | None = None
    similarity: float | None = None
    """Of a changed one to the text that comes nearest, 0 to 1."""
    differences: tuple[Difference, ...] = ()
    """Of a changed one to ``place.quote``."""

    def to_dict(self) -> dict[str, Any]:
        """As plain dictionaries and lists."""
        whole = self.sentence
        return {
            "number": self.number,
            "status": self.status,
            "quote": self.claim.quote,
            "where": None if self.claim.where is None else self.claim.where._asdict(),
            "sources": [_source_table(source) for source in self.claim.sources],
            "place": None if self.place is None else place_table(self.place),
            "places": self.places,
            "notes": list(self.notes),
            "sentence": None
            if whole is None
            else {"start": whole.start, "end": whole.end, "text": self.sentence_text},
            "similarity": None if self.similarity is None else round(self.similarity, 4),
            "differences": self._differences(),
        }

    def _differences(self) -> list[dict[str, Any]]:
        if self.place is None:
            return []
        quote, text = self.claim.quote, self.place.quote
        return [
            {
                "quote": in_quote.of(quote),
                "quote_start": in_quote.start,
                "quote_end": in_quote.end,
                "document": in_text.of(text),
                "start": self.place.start + in_text.start,
                "end": self.place.start + in_text.end,
            }
            for in_quote, in_text in self.differences
        ]


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of every quote, and of what was not taken for one."""

    verdicts: tuple[Verdict, ...]
    generation: str
    """Of the index whose documents were searched."""
    uncounted: int = 0
    """Words in quotation marks that are no claim: one or two of them without a source, or the
    title of a document."""
    unclosed: int = 0
    """Quotation marks that are not closed in their paragraph: what follows them was not read."""
    unused: int = 0
    """Locators for which no quote was found: what they are on was not checked."""
    outdated: tuple[str, ...] = ()
    """Documents, by doc_id, in which quotes were found and whose files have changed or are gone
    since the index was built: what they say now was not checked."""
    language: str = "en"
    """Of the text around the quotes, as far as it is known; ISO 639-1."""

    @property
    def holds(self) -> bool:
        """Whether every quote is verified, by documents that are still what the index holds, and
        every locator was that of a quote.
        """
        checked = not self.outdated and not self.unused
        return checked and all(verdict.status == "verified" for verdict in self.verdicts)

    def count(self, status: Status) -> int:
        """How many quotes are so."""
        return sum(verdict.status == status for verdict in self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``casc-qa verify --json``; fields are added, never changed."""
        return {
            "version": VERSION,
            "verified": self.holds,
            "counts": {status: self.count(status) for status in STATUSES},
            "uncounted": self.uncounted,
            "unclosed": self.unclosed,
            "unused": self.unused,
            "outdated": list(self.outdated),
            "quotes": [verdict.to_dict() for verdict in self.verdicts],
            "index": {"generation": self.generation},
        }


def place_table(place: Citation) -> dict[str, Any]:
    """A place in a document, with its text and its locator."""
    return {
        "doc_id": place.doc_id,
        "title": place.title,
        "date": place.date,
        "url": place.url,
        "sha256": place.sha256,
        "page": place.page,
        "page_end": place.page_end,
        "start": place.start,
        "end": place.end,
        "text": place.quote,
        "locator": str(Locator.of(place)),
    }


def _source_table(source: Source) -> dict[str, Any]:
    doc_ids: Sequence[str] = source.doc_ids
    return {
        "doc_ids": list(doc_ids),
        "sha256": source.sha256,
        "start": source.start,
        "end": source.end,
        "page": source.page,
        "name": source.name,
    }
