"""Which sentences say what a document, a topic or all documents are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from casc_qa.asking.covering import covering
from casc_qa.asking.prose import Told, prose_of
from casc_qa.asking.topics import is_whole_document
from casc_qa.languages.questions.going_on import thanks
from casc_qa.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.generation import Generation
    from casc_qa.types import Vectors

FEWEST, MOST = 5, 8
"""Sentences of an overview, where there are as many that can be read alone."""
MOST_DOCUMENTS = 8
"""That an overview of all documents quotes."""
_FEW_DOCUMENTS = 5  # of which each gets two sentences
_MOST_DRAWN = 400  # documents, evenly drawn from all
_PARAGRAPHS_FOR_ONE_MORE = 5
_MOST_TARGETS = 1500  # sentences of a document, evenly drawn from all, that are to be covered
_LEADING = 2  # paragraphs, in one of which the first sentence stands: they say what follows
# What a candidate's gain is multiplied by: where it is unclear or long, or thanks somebody, less;
# where it says who, where or when, or is near to the title or topic, more.
_UNCLEAR = _THANKING = 0.75
_LONG, _TOO_LONG = 300, 0.9  # from so many characters
_SPECIFIC, _MOST_SPECIFICS = 0.08, 3
_ABOUT, _ABOUT_IN_SHORT = 0.6, 2.0
_SPECIFICS = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-ZА-Я][\w’'-]+|\d+")


def overview_of_document(
    generation: Generation, doc_id: str, title: Vectors, most: int | None = None
) -> list[Told]:
    """Sentences that cover the document, each from another paragraph, in its order; ``most`` of
    them, or as many as its length asks for. ``title`` is its title's vector, shape (dimension,).
    """
    told = prose_of(generation, doc_id)
    whole = [each for each in told if each.is_whole]
    candidates = _drawn(_clear_where_enough(whole, most or FEWEST))
    suits = fitting(len({each.paragraph for each in candidates}))
    vectors = vectors_of(generation, candidates)
    about = _ABOUT if most is None else _ABOUT_IN_SHORT
    numbers = covering(
        vectors,
        vectors_of(generation, _drawn(told)),
        suits if most is None else most,
        [each.paragraph for each in candidates],
        favour=_favour(generation, candidates, vectors @ title, about),
        first=_leading(candidates, suits),
    )
    return [candidates[number] for number in sorted(numbers)]


def overview_of_topic(
    generation: Generation, topic: Vectors, spans: Mapping[str, Sequence[Span]]
) -> list[Told]:
    """Of the sentences about a topic, by document, those that cover it, by document and in its
    order; ``topic`` is its vector, shape (dimension,).
    """
    first = next(iter(spans), None)
    if len(spans) == 1 and first and is_whole_document(generation, first, spans[first]):
        return overview_of_document(generation, first, topic)
    told = [each for doc_id, own in spans.items() for each in prose_of(generation, doc_id, own)]
    candidates = _drawn(_clear_where_enough([each for each in told if each.is_whole], FEWEST))
    targets = vectors_of(generation, _drawn(told))
    vectors = vectors_of(generation, candidates)
    numbers = covering(
        vectors,
        targets,
        fitting(len({each.place for each in candidates})),
        [each.place for each in candidates],
        weights=(targets @ topic).clip(0, 1),
        favour=_favour(generation, candidates, vectors @ topic, _ABOUT),
    )
    return [candidates[number] for number in sorted(numbers)]


def overview_of_documents(
    generation: Generation, doc_ids: Sequence[str], embed: Callable[[str], Vectors]
) -> list[Told]:
    """Of each document a sentence or two; of many, of those few that cover all. ``embed`` gives
    the vector of a title, shape (dimension,).
    """
    chosen = doc_ids if len(doc_ids) <= MOST_DOCUMENTS else _covering_documents(generation, doc_ids)
    each_of = 2 if len(chosen) <= _FEW_DOCUMENTS else 1
    return [
        told
        for doc_id in chosen
        for told in overview_of_document(
            generation, doc_id, embed(generation.describe(doc_id)["title"]), each_of
        )
    ]


def _covering_documents(generation: Generation, doc_ids: Sequence[str]) -> list[str]:
    """The few documents that cover all, in order, by the mean of their sentences."""
    drawn = list(doc_ids[:: max(1, -(-len(doc_ids) // _MOST_DRAWN))])
    means = np.zeros((len(drawn), int(generation.manifest.embedder["dimension"])), np.float32)
    for mean, doc_id in zip(means, drawn, strict=True):
        _, _, rows = generation.sentences_of(doc_id)
        mean[:] = generation.sentences.rows(rows.start, min(len(rows), _MOST_TARGETS)).sum(axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-9)
    numbers = covering(means, means, MOST_DOCUMENTS, drawn)
    return [drawn[number] for number in sorted(numbers)]


def fitting(paragraphs: int) -> int:
    """How many sentences suit a text of so many paragraphs.

    >>> fitting(3), fitting(9), fitting(12), fitting(100)
    (3, 5, 6, 8)
    """
    return min(paragraphs, FEWEST + max(0, paragraphs - FEWEST) // _PARAGRAPHS_FOR_ONE_MORE, MOST)


def vectors_of(generation: Generation, told: Sequence[Told]) -> Vectors:
    """Of these sentences, unit vectors, shape (sentences, dimension)."""
    rows = np.array([each.row for each in told], np.int64)
    return generation.sentences.take(rows).rows(0, len(rows))


def _drawn(told: Sequence[Told]) -> Sequence[Told]:
    return told[:: max(1, -(-len(told) // _MOST_TARGETS))]


def _clear_where_enough(whole: Sequence[Told], enough: int) -> Sequence[Told]:
    """Those that are clear, or all where fewer than ``enough`` paragraphs have one."""
    clear = [each for each in whole if each.is_clear]
    return clear if len({each.place for each in clear}) >= enough else whole


def _favour(
    generation: Generation, candidates: Sequence[Told], near: NDArray[np.float32], about: float
) -> NDArray[np.float32]:
    """What each candidate's gain is multiplied by; ``near`` are the cosines to the title
    or the topic, ``about`` how much these count.
    """
    own = [
        _own_favour(each, each.span.of(generation.document(each.doc_id).text))
        for each in candidates
    ]
    times = 1 + about * near.clip(0, 1)
    favour: NDArray[np.float32] = (np.array(own) * times).astype(np.float32)
    return favour


def _own_favour(told: Told, words: str) -> float:
    """By what is seen of a sentence alone."""
    favour = 1 + _SPECIFIC * min(_MOST_SPECIFICS, len(_SPECIFICS.findall(words)))
    favour *= 1.0 if told.is_clear else _UNCLEAR
    favour *= _THANKING if thanks(words) else 1.0
    return favour * (_TOO_LONG if len(words) > _LONG else 1.0)


def _leading(candidates: Sequence[Told], count: int) -> NDArray[np.bool_]:
    """Which candidates may begin an overview of so many sentences: clear ones in the first
    paragraphs that have any, and that leave enough behind them.
    """
    every = sorted({each.paragraph for each in candidates})
    clear = sorted({each.paragraph for each in candidates if each.is_clear})
    leading = {each for each in clear[:_LEADING] if len(every) - every.index(each) >= count}
    leading |= set(clear[:1])
    return np.array([each.is_clear and each.paragraph in leading for each in candidates], np.bool_)
