"""What is shown before a sentence that does not stand alone, on the five documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.context import context_of
from casc_qa.asking.headings import is_heading
from casc_qa.building.build import build_index
from casc_qa.index.generation import open_current
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
        if context is None:
            assert is_heading(text[: span.start].strip())  # the title alone is before it
            continue
        needed += 1
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
    assert answer.context_of(first) == context
    assert context.quote.startswith("On 22-24 August 2023 in Bishkek")


def test_headings_and_what_is_far_are_no_context(tmp_path: Path) -> None:
    lines = [
        "The Ministry of Health of Tajikistan opened a laboratory.",
        "It has six rooms and a small garden behind.",
        "They are used by twenty chemists of the town.",
        "These come from three different universities.",
        "Such people are hard to find in this region.",
        "It was paid for by a bank in Manila last year.",
    ]
    (tmp_path / "a.txt").write_text(
        "A long heading about a laboratory in the hills\n\nIt opened in May.\n\n" + " ".join(lines)
    )
    build_index(tmp_path, tmp_path / ".index")
    generation = open_current(tmp_path / ".index")
    text = generation.document("a.txt").text
    of = {}
    for passage in generation.passages.values():
        for span in passage.sentences:
            context = context_of(generation, passage, span)
            of[span.of(text)] = context.of(text) if context else None
    assert of["It opened in May."] is None
    assert of[lines[0]] is None
    assert [of[line] for line in lines[1:5]] == [lines[0]] * 4
    assert of[lines[5]] == lines[4]  # the first is too far, and nothing nearer stands alone
