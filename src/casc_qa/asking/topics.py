"""Which sentences of which documents are about a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa.text.tokens import tokens
from casc_qa.types import Passage, ScoredPassage, Span

if TYPE_CHECKING:
    from casc_qa.asking.question import Question
    from casc_qa.asking.reranking import Weighed
    from casc_qa.index.generation import Generation

# Under either of these, the documents are not about a topic: tuned on 64 labelled ones, of which
# they take none for the other but one, which the documents call by another name.
_INSIDE = 0.4  # probability that they are about it
_COVERED_NEAR = 0.5  # share of its words in one passage and its title
_SHARE_OF_BEST = 0.5  # of the best passage's score, for one that is about the topic
_MOST_PASSAGES = 60
_ABOUT = 0.6  # share of its passages, in a document that as a whole is about the topic
_NEAR = 0.5  # of the best sentence's cosine, for a sentence of another document
_COVERED = 0.5  # or this share of the topic's words


def is_a_topic(weighed: Weighed) -> bool:
    """Whether the documents are about what was weighed."""
    features = [candidate.features for candidate in weighed.candidates]
    near = max((each.covered_near for each in features), default=0.0)
    return near >= _COVERED_NEAR and weighed.calibration.inside(features) >= _INSIDE


def sentences_on(
    generation: Generation, question: Question, ranking: Sequence[ScoredPassage]
) -> dict[str, list[Span]]:
    """The sentences about the topic that ``question`` is, in their order, by document; the document
    of the best passage first. Of a document that as a whole is about it, those of every passage
    that is; of others those that come near to it themselves or name it.
    """
    passages = _relevant(generation, ranking)
    cosines = [generation.sentence_vectors(passage) @ question.vector for passage in passages]
    nearest = max((float(near.max()) for near in cosines), default=0.0)
    about = _about_as_a_whole(generation, question, passages)
    found: dict[str, set[Span]] = {}
    for passage, near in zip(passages, cosines, strict=True):
        text = generation.document(passage.doc_id).text
        whole = passage.doc_id in about
        kept = (
            span
            for span, cosine in zip(passage.sentences, near.tolist(), strict=True)
            if whole or cosine >= _NEAR * nearest or _names(question, span.of(text))
        )
        found.setdefault(passage.doc_id, set()).update(kept)
    return {doc_id: sorted(spans) for doc_id, spans in found.items() if spans}


def is_whole_document(generation: Generation, doc_id: str, spans: Sequence[Span]) -> bool:
    """Whether so many of the document's sentences are about a topic that the document is."""
    return len(spans) >= _ABOUT * len(list(generation.passages.sentences_of(doc_id)))


def _relevant(generation: Generation, ranking: Sequence[ScoredPassage]) -> list[Passage]:
    """The best passages, as long as they are not much worse than the very best."""
    least = _SHARE_OF_BEST * ranking[0].score if ranking else 0.0
    kept = [each for each in ranking[:_MOST_PASSAGES] if each.score >= max(least, 0.0)]
    return [generation.passages[each.passage_id] for each in kept]


def _about_as_a_whole(
    generation: Generation, question: Question, passages: Sequence[Passage]
) -> set[str]:
    """The documents most of whose passages are about the topic: that of the best one, and those
    whose titles name it.
    """
    counts = Counter(passage.doc_id for passage in passages)
    best = passages[0].doc_id if passages else None
    return {
        doc_id
        for doc_id, count in counts.items()
        if count >= _ABOUT * len(generation.passages.rows_of(doc_id))
        and (doc_id == best or _names(question, generation.describe(doc_id)["title"]))
    }


def _names(question: Question, sentence: str) -> bool:
    wanted = set(question.tokens)
    named = question.tokens_among(set(tokens(sentence)))
    return bool(wanted) and len(named) >= _COVERED * len(wanted)
