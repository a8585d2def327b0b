"""Questions to begin with: made of the documents' own sentences, and kept where asking them brings
up the very sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.errors import QuestionError
from casc_qa.languages.questions.examples import Example, questions_to
from casc_qa.types import Document, Passage, Span

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant

_SURE = 0.5  # confidence from which on a question is a good one to begin with
_MOST_ASKED = 24
_MOST_DOCUMENTS = 30  # that are looked at, over the whole of them
_MOST_SENTENCES = 400  # of each
_ALIKE = 2  # of one form, and of one document where there are enough


class _Made(NamedTuple):
    """A question and the sentence that it was made of."""

    example: Example
    doc_id: str
    sentence: Span


def examples_of(assistant: Assistant, most: int = 5) -> list[str]:
    """At most so many questions that the documents answer, the same for the same index; none where
    there are none.
    """
    found: list[str] = []
    kinds: Counter[str | int] = Counter()
    of_each = max(_ALIKE, most // max(1, len(assistant.documents())))
    for made in _in_turn(assistant)[:_MOST_ASKED]:
        if len(found) == most:
            break
        if kinds[made.doc_id] >= of_each or kinds[made.example.form] >= _ALIKE:
            continue
        if _brings_up(assistant, made):
            found.append(made.example.question)
            kinds.update([made.doc_id, made.example.form])
    return found


def _brings_up(assistant: Assistant, made: _Made) -> bool:
    """Whether the first quote in answer to the question is its sentence, surely enough."""
    try:
        answer = assistant.ask(made.example.question)
    except QuestionError:
        return False
    if not answer.sentences or (answer.confidence or 0.0) < _SURE:
        return False
    quote = answer.citations[answer.sentences[0].citation - 1]
    return quote.doc_id == made.doc_id and Span(quote.start, quote.end) == made.sentence


def _in_turn(assistant: Assistant) -> list[_Made]:
    """One of each document, then a second of each, and so on; of each form once before twice."""
    by_document: dict[str, list[Passage]] = {}
    for passage in assistant.passages():
        by_document.setdefault(passage.doc_id, []).append(passage)
    doc_ids = list(by_document)
    chosen = doc_ids[:: max(1, len(doc_ids) // _MOST_DOCUMENTS)][:_MOST_DOCUMENTS]
    turns: list[tuple[int, int, int, _Made]] = []
    seen: Counter[int] = Counter()
    for doc_id in chosen:
        made = _made_of(assistant.document(doc_id), by_document[doc_id])
        for turn, each in enumerate(made):
            seen[each.example.form] += 1
            form = each.example.form
            turns.append((turn, seen[form], form, each))
    return [each for *_, each in sorted(turns, key=lambda turn: turn[:3])]


def _made_of(document: Document, passages: list[Passage]) -> Iterator[_Made]:
    """Every question that can be made of a document's sentences, each once."""
    common = set(re.findall(r"\b[^\W\d_][\w’'-]*", document.text[:200_000]))
    spans = dict.fromkeys(span for passage in passages for span in passage.sentences)
    asked: set[str] = set()
    for span in list(spans)[:_MOST_SENTENCES]:
        for example in questions_to(span.of(document.text), document.language, common):
            if example.question not in asked:
                asked.add(example.question)
                yield _Made(example, document.doc_id, span)
