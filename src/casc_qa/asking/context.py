"""What has to be read before a sentence that does not stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casc_qa.asking.headings import SHORTEST_SENTENCE, is_heading
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation

_FURTHEST = 4  # sentences back


def context_of(generation: Generation, passage: Passage, span: Span) -> Span | None:
    """The sentence before ``span``, one of ``passage``, that says who or what it is about: the
    nearest that stands alone, or else the nearest; None where the sentence stands alone itself, or
    nothing but headings is before it.
    """
    text = generation.document(passage.doc_id).text
    if stands_alone(span.of(text)):
        return None
    before = [
        sentence
        for sentence in generation.passages.sentences_before(passage.passage_id, span, _FURTHEST)
        if len(sentence.of(text)) >= SHORTEST_SENTENCE and not is_heading(sentence.of(text))
    ]
    alone = (sentence for sentence in before if stands_alone(sentence.of(text)))
    return next(alone, before[0] if before else None)
