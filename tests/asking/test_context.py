"""What is shown before a sentence that does not stand alone, on the five documents."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.context import context_of
from casc_qa.languages.questions.openings import stands_alone
from casc_qa.types import Passage, Span

ROME = "Mr. Maurício Vieira, from the University for Peace in Costa Rica, emphasized"


def sentences(assistant: Assistant) -> Iterator[tuple[Passage, Span, str]]:
    for passage in assistant.passages():
        text = assistant.document(passage.doc_id).text
        for span in passage.sentences:
            yield passage, span, text


def test_a_pronoun_brings_the_sentence_with_the_name(assistant: Assistant) -> None:
    found = set()
    for passage, span, text in sentences(assistant):
        if span.of(text).startswith("He highlighted that it is important"):
            context = context_of(assistant._generation, passage, span)
            assert context is not None
            found.add(context.of(text)[: len(ROME)])
    assert found == {ROME}


def test_context_is_a_sentence_before_wherever_it_is_needed(assistant: Assistant) -> None:
    needed = 0
    for passage, span, text in sentences(assistant):
        context = context_of(assistant._generation, passage, span)
        if stands_alone(span.of(text)):
            assert context is None
            continue
        needed += 1
        assert context is not None
        assert context.end <= span.start
        spans = {s for p in assistant.passages() if p.doc_id == passage.doc_id for s in p.sentences}
        assert context in spans
    assert needed > 10


def test_an_answer_cites_its_context_behind_its_sentences(assistant: Assistant) -> None:
    answer = assistant.ask("How many participants did the Bishkek training gather?")
    assert answer.answered
    first = answer.sentences[0]
    assert first.text.startswith("The training gathered 53 participants")
    assert first.context is not None
    context = answer.citations[first.context - 1]
    assert context.end <= answer.citations[0].start
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    shown = {s.citation for s in answer.sentences}
    assert answer.context_of(first) == (None if first.context in shown else context)
