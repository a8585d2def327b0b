"""What becomes of each quote: verified, moved, changed or missing.

A quote that names a document is sought there. Those that are not found there, or name none, are
sought in all documents, in one pass; only what stands nowhere is compared with what comes near it.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.citing import cite
from casc_qa.text.tokens import tokens
from casc_qa.types import Citation, Document, Report, Span
from casc_qa.verifying.claims import Claim, Note, Source, Verdict, Verification
from casc_qa.verifying.differences import differences
from casc_qa.verifying.folding import folded
from casc_qa.verifying.likely import LikelyDocuments
from casc_qa.verifying.matching import WORD
from casc_qa.verifying.nearest import MOST_CHARS, Near, Neighbourhood
from casc_qa.verifying.whole_sentences import says_no, whole_of

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.index.generation import Generation

_KEPT_CHARS = 20_000_000  # of documents that are kept ready
_LIKELY_PASSAGES = 4
_MOST_ALIKE = 4
_LIKELY_DOCUMENTS = 3
_MOST_NAMED = 12
_TOKENS = 300  # of a quote, that say which passages are like it
_NEAR_ENOUGH = 0.9  # in a document that is named: others are not looked at
_ALL_BUT_THE_SAME = 0.97


def verify_quotes(
    assistant: Assistant, claims: Sequence[Claim], report: Report | None = None
) -> Verification:
    """What became of each of ``claims``, by the documents of the assistant's index."""
    return check(assistant.generation, claims, report)


def check(
    generation: Generation, claims: Sequence[Claim], report: Report | None = None
) -> Verification:
    """As ``verify_quotes``, without a model: nothing is asked."""
    checker = _Checker(generation, claims)
    verdicts = []
    for number in range(len(claims)):
        verdicts.append(checker.verdict(number))
        if report:
            report("checking", number + 1, len(claims))
    return Verification(tuple(verdicts), generation.manifest.generation)


class _Place(NamedTuple):
    """A quote stands here."""

    doc_id: str
    span: Span
    reading: int = 0
    """Which of the readings of the quote stands here, 0 for the quote itself."""


class _Checker:
    """Decides about claims, one after the other."""

    def __init__(self, generation: Generation, claims: Sequence[Claim]) -> None:
        self._generation = generation
        self._claims = claims
        self._locations = generation.locations()
        self._by_hash: dict[str, list[str]] = defaultdict(list)
        for doc_id in generation.doc_ids:
            self._by_hash[generation.describe(doc_id)["sha256"]].append(doc_id)
        self._kept: OrderedDict[str, Neighbourhood] = OrderedDict()
        self._held_chars = 0
        self._sentences: dict[str, list[Span]] = {}
        self._own = [self._at_sources(claim) for claim in claims]
        sought = [n for n, (found, _) in enumerate(self._own) if found is None]
        self._likely = LikelyDocuments({number: claims[number].quote for number in sought})
        self._elsewhere = self._everywhere(sought)

    def verdict(self, number: int) -> Verdict:
        """What became of the claim at ``number``."""
        claim = self._claims[number]
        found, notes = self._own[number]
        if found is not None:
            return self._stands(number, "verified", found, notes)
        places = self._elsewhere.get(number, [])
        if not places:
            return self._differs(number, notes)
        if not claim.sources:
            return self._stands(number, "verified", places, notes)
        return self._stands(number, "moved", self._nearest_first(claim, places), notes)

    # Where a quote is said to stand

    def _at_sources(self, claim: Claim) -> tuple[list[_Place] | None, list[Note]]:
        """Where the quote stands as its sources say, and what is to be noted of them."""
        notes: list[Note] = []
        for source in claim.sources:
            doc_ids = self._resolved(source)
            for doc_id in doc_ids:
                places = self._at(claim, source, doc_id)
                if places:
                    return places, self._file_notes(source, doc_id)
            notes += [] if doc_ids else ["unknown_document"]
        return None, list(dict.fromkeys(notes))

    def _resolved(self, source: Source) -> list[str]:
        """The documents of the index that are meant by the names of ``source``."""
        return list(
            dict.fromkeys(self._locations[d] for d in source.doc_ids if d in self._locations)
        )

    def _file_notes(self, source: Source, doc_id: str) -> list[Note]:
        is_other = source.sha256 not in (None, self._generation.describe(doc_id)["sha256"])
        return ["file_changed"] if is_other else []

    def _at(self, claim: Claim, source: Source, doc_id: str) -> list[_Place]:
        """Where the quote stands in a document, at the offsets and the page of ``source``."""
        ready = self._ready(doc_id)
        for reading, quote in enumerate((claim.quote, *claim.readings)):
            if source.start is not None and source.end is not None:
                found = ready.place_within(quote, Span(source.start, source.end))
                spans = [] if found is None else [found]
            else:
                spans = ready.places(quote)
            if source.page is not None:
                spans = [s for s in spans if _is_on(ready.document, s, source.page)]
            if spans:
                return [_Place(doc_id, span, reading) for span in spans]
        return []

    # Where else it stands

    def _everywhere(self, sought: Sequence[int]) -> dict[int, list[_Place]]:
        """Where these quotes stand, in the order of the documents. A document is only searched for
        quotes whose longest word it has; what it has in common with the others is noted.
        """
        by_word: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for number in sought:
            claim = self._claims[number]
            for reading, quote in enumerate((claim.quote, *claim.readings)):
                text = folded(quote)
                words = WORD.findall(text)
                if words:
                    by_word[max(words, key=len)].append((number, reading, text))
        found: dict[int, list[_Place]] = defaultdict(list)
        for doc_id in self._generation.doc_ids if by_word else ():
            ready = self._ready(doc_id)
            self._likely.look_at(ready)
            for word in sorted(by_word.keys() & ready.words):
                for number, reading, text in by_word[word]:
                    spans = ready.places_of_folded(text)
                    found[number] += [_Place(doc_id, span, reading) for span in spans]
        return {number: _first_reading(places) for number, places in found.items() if places}

    def _nearest_first(self, claim: Claim, places: Sequence[_Place]) -> list[_Place]:
        """Those in the documents that were named before the others, and nearest to the offsets."""
        named = [(source, d) for source in claim.sources for d in self._resolved(source)]
        named += [(s, d) for s in claim.sources for d in self._by_hash.get(s.sha256 or "", [])]
        starts = {doc_id: source.start or 0 for source, doc_id in reversed(named)}

        def order(place: _Place) -> tuple[bool, int, bool]:
            is_named = place.doc_id in starts
            return not is_named, abs(place.span.start - starts.get(place.doc_id, 0)), False

        return sorted(places, key=order)

    # What is said of it

    def _stands(
        self, number: int, status: str, places: Sequence[_Place], notes: Sequence[Note]
    ) -> Verdict:
        claim, first = self._claims[number], places[0]
        ready = self._ready(first.doc_id)
        text = ready.document.text
        said = list(notes)
        if status == "moved" and first.doc_id not in {
            doc_id for source in claim.sources for doc_id in self._resolved(source)
        }:
            said.append("other_document")
        if first.reading and _ends_earlier(claim, first.reading):
            said.append("closing_mark")
        whole = whole_of(text, self._sentences_of(first.doc_id), first.span)
        if whole is not None:
            said.append("part_of_sentence")
            said += ["negation_left_out"] if says_no(text, whole, first.span) else []
        if len(places) > 1:
            said.append("several_places")
        return Verdict(
            number + 1,
            claim,
            "verified" if status == "verified" else "moved",
            self._cited(first.doc_id, first.span),
            len(places),
            tuple(dict.fromkeys(said)),
            whole,
            None if whole is None else whole.of(text),
        )

    def _differs(self, number: int, notes: Sequence[Note]) -> Verdict:
        claim = self._claims[number]
        nearest = self._nearest(number)
        if nearest is None:
            long: list[Note] = ["too_long"] if len(claim.quote) > MOST_CHARS else []
            return Verdict(number + 1, claim, "missing", notes=(*notes, *long))
        doc_id, near = nearest
        place = self._cited(doc_id, near.span)
        named = {d for source in claim.sources for d in self._resolved(source)}
        said: list[Note] = [*notes, *(["other_document"] if named and doc_id not in named else [])]  # type: ignore[list-item]
        return Verdict(
            number + 1,
            claim,
            "changed",
            place,
            notes=tuple(said),
            similarity=near.similarity,
            differences=tuple(differences(claim.quote, place.quote)),
        )

    def _nearest(self, number: int) -> tuple[str, Near] | None:
        """The document, and what of it comes nearest: of those that are named, or else of all that
        the quote may be from.
        """
        best: tuple[str, Near] | None = None
        named = self._named(self._claims[number])
        for doc_id in [*named, *self._alike(number)]:
            enough = _NEAR_ENOUGH if best and best[0] in named else _ALL_BUT_THE_SAME
            if best and doc_id not in named and best[1].similarity >= enough:
                break
            near = self._ready(doc_id).nearest(self._claims[number].quote)
            if near and (best is None or near.similarity > best[1].similarity):
                best = doc_id, near
        return best

    def _named(self, claim: Claim) -> list[str]:
        """The documents that the sources of a claim name, or whose bytes they do."""
        found = [d for source in claim.sources for d in self._resolved(source)]
        found += [d for s in claim.sources for d in self._by_hash.get(s.sha256 or "", [])]
        return list(dict.fromkeys(found))[:_MOST_NAMED]

    def _alike(self, number: int) -> list[str]:
        """Other documents that a quote may be from: by its pairs of words, and by its words."""
        found = self._likely.best(number, _LIKELY_DOCUMENTS)
        sought = tokens(self._claims[number].quote)[:_TOKENS]
        best = self._generation.lexical.weigh((t, 1.0) for t in sought).best(_LIKELY_PASSAGES)
        found += [self._generation.passages.doc_id_of(scored.passage_id) for scored in best]
        named = self._named(self._claims[number])
        return [d for d in dict.fromkeys(found) if d not in named][:_MOST_ALIKE]

    # The documents

    def _ready(self, doc_id: str) -> Neighbourhood:
        """A document, ready for being searched."""
        ready = self._kept.get(doc_id)
        if ready is None:
            ready = self._kept[doc_id] = Neighbourhood(self._generation.read_document(doc_id))
            self._held_chars += len(ready.document.text)
        self._kept.move_to_end(doc_id)
        while self._held_chars > _KEPT_CHARS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._held_chars -= len(dropped.document.text)
        return ready

    def _sentences_of(self, doc_id: str) -> list[Span]:
        if doc_id not in self._sentences:
            self._sentences[doc_id] = sorted(self._generation.passages.sentences_of(doc_id))
        return self._sentences[doc_id]

    def _cited(self, doc_id: str, span: Span) -> Citation:
        return cite(self._generation, 1, doc_id, span)


def _ends_earlier(claim: Claim, reading: int) -> bool:
    """Whether a reading is without the mark that the quote ends with."""
    return claim.readings[reading - 1][-1:] != claim.quote[-1:]


def _first_reading(places: Iterable[_Place]) -> list[_Place]:
    """The places of the quote itself, or else of the first of its readings that stands anywhere."""
    held = list(places)
    first = min(place.reading for place in held)
    return [place for place in held if place.reading == first]


def _is_on(document: Document, span: Span, page: int) -> bool:
    """Whether a part of the document's text stands on a page, by its number from 1 or the one that
    is printed on it; any does where it has no pages.
    """
    pages = [a for a in document.anchors if a.kind == "page" and a.offset < span.end]
    if not pages:
        return True
    first = next((a for a in reversed(pages) if a.offset <= span.start), pages[0])
    labels = [a for a in document.anchors if a.kind == "label" and a.offset < span.end]
    printed = {a.value for a in labels if a.offset > span.start}
    printed |= {a.value for a in [a for a in labels if a.offset <= span.start][-1:]}
    return int(first.value) <= page <= int(pages[-1].value) or str(page) in printed
