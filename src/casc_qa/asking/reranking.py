"""From ranked passages to ranked sentences, each with what speaks for it as the answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.calibration import Calibration
from casc_qa.asking.features import Evidence, coverage, emptiness, missing
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.questions.dispatch import (
    LOOSE,
    REQUIRED,
    Expected,
    expected,
    holds,
    last_names,
    names,
    numbers,
    without_names,
)
from casc_qa.text.boilerplate import asks_for_contact
from casc_qa.text.tokens import fold, tokens
from casc_qa.types import Passage, ScoredPassage, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casc_qa.asking.question import Query
    from casc_qa.embedding import Embedder
    from casc_qa.index import Generation
    from casc_qa.types import Vectors

_TERMINALS = frozenset(".!?…")
_BOILERPLATE_COSTS = 4.0  # of a sentence's strength: what is nearly as strong comes first


class Candidate(NamedTuple):
    """A sentence, the best-ranked passage that holds it, and what speaks for it."""

    strength: float
    """Higher for the better sentence; comparable within one question."""
    passage: Passage
    span: Span
    evidence: Evidence

    @property
    def order(self) -> tuple[float, str, Span]:
        """The strongest first; equally strong ones by their place."""
        return -round(self.strength, 6), self.passage.doc_id, self.span


class _Place(NamedTuple):
    """A sentence in the best-ranked passage that holds it."""

    passage: Passage
    span: Span
    text: str
    score: float
    """Of the passage, in the ranking."""
    is_boilerplate: bool


class _Asked(NamedTuple):
    """A question, taken apart once."""

    query: Query
    vectors: Vectors
    """Two rows: of the question, and of the question without its names."""
    tokens: list[str]
    names: list[str]
    """Tokens of its names."""
    others: list[str]
    """Tokens that belong to no name; all when there is no other."""
    numbers: list[str]
    kind: Expected | None
    rarity: Mapping[str, float]
    """Of each token."""
    unknown: float
    is_about_contact: bool
    """Boilerplate may answer."""
    names_the_unknown: bool
    """A translated question names what no document does, in Latin letters or by a sure
    translation."""

    @property
    def senses(self) -> frozenset[str]:
        """All that documents may have for the question's tokens."""
        return frozenset(s for t in self.tokens for s in self.query.senses_of(t))

    def coverage(self, wanted: Sequence[str], present: Iterable[str]) -> float:
        """Share of the question's tokens ``wanted`` that are ``present``."""
        return coverage(wanted, frozenset(present), self.rarity.__getitem__)


class _Around(NamedTuple):
    """What all sentences of a passage share."""

    passage_cosine: float
    covered_near: float
    covered_document: float
    missing_names: float
    missing_names_document: float
    missing_numbers: float


class SentenceReranker:
    """Weighs the sentences of passages of one generation."""

    def __init__(self, generation: Generation, embedder: Embedder) -> None:
        self._generation = generation
        self._embedder = embedder

    def rerank(self, query: Query, ranking: Iterable[ScoredPassage]) -> list[Candidate]:
        """Every sentence of these passages with its evidence, the strongest first."""
        places = self._places(ranking)
        if not places:
            return []
        asked = self._taken_apart(query)
        calibration = Calibration(query.kind)
        passages = {place.passage.passage_id: place.passage for place in places}
        cosines = self._cosines(asked, places, passages)
        around = self._around(asked, passages)
        row_of: dict[tuple[str, Span | None], int]
        row_of = {(p.passage.doc_id, p.span): row for row, p in enumerate(places)}
        found = []
        for row, place in enumerate(places):
            before = row_of.get((place.passage.doc_id, _before(place)))
            evidence = self._evidence(
                asked,
                place,
                around[place.passage.passage_id],
                cosines=(float(cosines[row, 0]), float(cosines[row, 1])),
                before=0.0 if before is None else float(cosines[before, 0]),
            )
            strength = calibration.strength(evidence)
            if place.is_boilerplate and not asked.is_about_contact:
                strength -= _BOILERPLATE_COSTS
            found.append(Candidate(strength, place.passage, place.span, evidence))
        return sorted(found, key=lambda candidate: candidate.order)

    def _cosines(
        self, asked: _Asked, places: Sequence[_Place], passages: Mapping[str, Passage]
    ) -> NDArray[np.float32]:
        """Of each sentence with the question, whole and without its names: shape (places, 2)."""
        import numpy as np

        each = {key: self._generation.sentence_vectors(p) for key, p in passages.items()}
        vectors = [
            each[place.passage.passage_id][place.passage.sentences.index(place.span)]
            for place in places
        ]
        return np.stack(vectors) @ asked.vectors.T

    def _places(self, ranking: Iterable[ScoredPassage]) -> list[_Place]:
        """The sentences of these passages, each once."""
        places: dict[tuple[str, Span], _Place] = {}
        for scored in ranking:
            passage = self._generation.passages[scored.passage_id]
            text = self._generation.document(passage.doc_id).text
            title = fold(self._generation.describe(passage.doc_id)["title"])
            marks = self._generation.boilerplate(passage)
            for span, is_boilerplate in zip(passage.sentences, marks, strict=True):
                sentence = span.of(text)
                if sentence[-1] not in _TERMINALS and fold(sentence) == title:
                    continue  # a title names the subject and says nothing of it
                place = _Place(passage, span, sentence, scored.score, is_boilerplate)
                places.setdefault((passage.doc_id, span), place)
        return list(places.values())

    def _taken_apart(self, query: Query) -> _Asked:
        import numpy as np

        rarity = {token: self._rarity(query, token) for token in query.tokens}
        known = {t for t in rarity if any(map(self._frequency, query.senses_of(t)))}
        named = [token for name in names(query.asked_as) for token in tokens(name)]
        other = without_names(query.asked_as)
        is_all = other == query.asked_as
        again = query.vector if is_all else self._embedder.embed_queries([other])[0]
        return _Asked(
            query=query,
            vectors=np.stack([query.vector, again]),
            tokens=query.tokens,
            names=named,
            others=[token for token in query.tokens if token not in named] or query.tokens,
            numbers=numbers(query.asked_as),
            kind=expected(query.asked_as),
            rarity=rarity,
            unknown=1 - coverage(query.tokens, known, rarity.__getitem__) if rarity else 0.0,
            is_about_contact=asks_for_contact(query.text),
            names_the_unknown=query.kind == "translated"
            and any(
                not all(map(has_cyrillic, query.senses_of(t)))
                for name in last_names(query.asked_as)
                for t in tokens(name)
                if t in rarity and t not in known
            ),
        )

    def _around(self, asked: _Asked, passages: Mapping[str, Passage]) -> dict[str, _Around]:
        """What each passage's sentences share, by passage_id."""
        cosines = self._generation.vectors.scores(asked.vectors[0], list(passages))
        found = {}
        for (passage_id, passage), cosine in zip(passages.items(), cosines, strict=True):
            row = self._generation.passages.row(passage_id)
            near = self._present(asked, range(row, row + 1))
            whole = self._present(asked, self._generation.passages.rows_of(passage.doc_id))
            found[passage_id] = _Around(
                passage_cosine=cosine,
                covered_near=asked.coverage(asked.tokens, near),
                covered_document=asked.coverage(asked.tokens, whole),
                missing_names=missing(asked.names, near),
                missing_names_document=missing(asked.names, whole),
                missing_numbers=missing(asked.numbers, whole),
            )
        return found

    def _present(self, asked: _Asked, rows: range) -> frozenset[str]:
        """The question's tokens that passages in these rows hold, title and heading included."""
        wanted = {*asked.tokens, *asked.names, *asked.numbers}
        holds_it = self._generation.lexical.is_within
        senses_of = asked.query.senses_of
        return frozenset(t for t in wanted if any(holds_it(s, rows) for s in senses_of(t)))

    def _evidence(
        self,
        asked: _Asked,
        place: _Place,
        around: _Around,
        *,
        cosines: tuple[float, float],
        before: float,
    ) -> Evidence:
        words = frozenset(tokens(place.text))
        own = asked.query.said_by(words)
        fits = None if asked.kind is None else holds(asked.kind, place.text, asked.query.asked_as)
        sure = asked.kind not in LOOSE
        return Evidence(
            cosine=cosines[0],
            cosine_other=cosines[1],
            before=before,
            passage=place.score,
            covered=asked.coverage(asked.tokens, own),
            covered_other=asked.coverage(asked.others, own),
            unknown=asked.unknown,
            emptiness=emptiness(asked.senses, words),
            fits=float(fits is True and sure),
            fits_not=float(fits is False and sure),
            fits_loosely=float(fits is True and not sure),
            fits_loosely_not=float(fits is False and not sure),
            lacks=float(asked.names_the_unknown or (fits is False and asked.kind in REQUIRED)),
            **around._asdict(),
        )

    def _frequency(self, token: str) -> int:
        return self._generation.lexical.document_frequency(token)

    def _rarity(self, query: Query, token: str) -> float:
        """Inverse document frequency over passages, as BM25 has it, of the token's likeliest sense
        among those that documents have.
        """
        senses = query.senses_of(token)
        sense = max(senses, key=lambda s: (self._frequency(s) > 0, senses[s]))
        count, frequency = len(self._generation.lexical), self._frequency(sense)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def _before(place: _Place) -> Span | None:
    """The sentence before, in the same passage."""
    number = place.passage.sentences.index(place.span)
    return place.passage.sentences[number - 1] if number else None
