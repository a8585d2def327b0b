"""What is shown of what was chosen: the threshold, and the words set off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casc_qa.asking.answering import _sure_words
from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import shipped_calibration
from casc_qa.asking.reranking import Candidate
from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.types import Scope, Span

QUESTIONS = [
    "How many participants did the Bishkek training gather?",
    "When was the Organized Crime Strategy Toolkit launched?",
    "Who is the President of Uzbekistan?",
    "How do I bake bread?",
    "Сколько участников собрал тренинг в Бишкеке?",
    "Как приготовить плов?",
]

Setting = Callable[..., Assistant]


@pytest.fixture(scope="module")
def setting(assistant: Assistant) -> Setting:
    """An assistant of the five documents with these settings of answering."""

    def opened(**answering: object) -> Assistant:
        settings = replace(Settings(), answering=replace(Settings().answering, **answering))  # type: ignore[arg-type]
        generation, embedder = assistant._generation, assistant._embedder
        return Assistant(generation, embedder, settings, reader=assistant._reader)

    return opened


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("is_read", [True, False])
def test_the_threshold_is_the_weights_own_or_that_of_the_settings(
    setting: Setting, question: str, is_read: bool
) -> None:
    own = setting(reader=is_read)
    calibration = shipped_calibration(own.understand(question).is_translated, is_read)
    answer = own.ask(question)
    confidence = answer.confidence
    assert confidence is not None
    assert answer.answered == (confidence >= calibration.threshold)
    for threshold in (0.0, confidence, min(1.0, confidence + 1e-9), 1.0):
        other = setting(reader=is_read, threshold=threshold).ask(question)
        assert other.confidence == confidence
        assert other.answered == (confidence >= threshold)
        assert other.best == answer.best


# Words set off


@pytest.mark.parametrize("question", QUESTIONS)
def test_words_set_off_are_a_slice_of_the_sentence(setting: Setting, question: str) -> None:
    always = setting(threshold=0.0)
    candidates = {(c.passage.doc_id, c.span): c for c in always.candidates(question)}
    answer = always.ask(question)
    assert answer.answered
    for sentence in answer.sentences:
        citation = answer.citations[sentence.citation - 1]
        candidate = candidates[citation.doc_id, Span(citation.start, citation.end)]
        is_sure = candidate.words is not None and candidate.features.words_margin >= 0
        assert (sentence.highlight is not None) == is_sure
        if sentence.highlight is not None and candidate.words is not None:
            assert 0 <= sentence.highlight.start < sentence.highlight.end <= len(sentence.text)
            text = always.document(citation.doc_id).text
            assert sentence.highlight.of(sentence.text) == candidate.words.of(text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_a_reader_no_words_are_set_off(setting: Setting, question: str) -> None:
    unread = setting(reader=False, threshold=0.0).ask(question)
    assert unread.answered
    assert {sentence.highlight for sentence in unread.sentences} == {None}


def read_as(candidate: Candidate, words: Span | None, margin: float) -> object:
    features = candidate.features._replace(words_margin=margin)
    changed = candidate._replace(words=words, features=features)
    return _sure_words(changed)


def test_words_are_set_off_by_hand(assistant: Assistant) -> None:
    candidate = max(assistant.candidates(QUESTIONS[0]), key=lambda c: c.span.start)
    start, end = candidate.span
    assert start > 100
    assert read_as(candidate, Span(start + 4, start + 9), 0.0) == Span(4, 9)
    assert read_as(candidate, Span(start, end), 7.5) == Span(0, end - start)
    assert read_as(candidate, Span(start + 4, start + 9), -0.01) is None
    assert read_as(candidate, None, 7.5) is None


# What is shown beside the best


def test_further_sentences_may_answer_by_what_the_reader_says(assistant: Assistant) -> None:
    question = "What is Ms. Artikova's title?"
    candidates = {(c.passage.doc_id, c.span): c for c in assistant.candidates(question)}
    shown = [
        candidates[c.doc_id, Span(c.start, c.end)]
        for c in (
            assistant.ask(question).citations[s.citation - 1]
            for s in assistant.ask(question).sentences
        )
    ]
    assert len(shown) == 2
    assert all(c.features.margin > -1 for c in shown)
    best = shown[0].features.covered
    others = [c for c in candidates.values() if c not in shown]
    assert not any(c.features.margin > -1 and c.features.covered >= best / 2 for c in others)


def test_without_a_passage_nothing_is_shown_whatever_the_threshold(setting: Setting) -> None:
    answer = setting(threshold=0.0).ask(QUESTIONS[0], scope=Scope(before="1990"))
    assert answer.abstention is not None
    assert answer.abstention.code == "empty_scope"
    assert answer.sentences == ()


def test_a_context_is_cited_and_is_no_quoted_passage(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    assert len(answer.citations) > len(answer.sentences)
    first = answer.citations[answer.sentences[0].citation - 1]
    assert answer.quoted_passages[0].holds(first)
    assert len(answer.quoted_passages) <= len(answer.sentences)


def test_a_document_of_one_heading_is_about_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Hello")
    build_index(tmp_path, tmp_path / ".index")
    abstention = open_index(tmp_path / ".index").ask("Who sang?").abstention
    assert abstention is not None
    assert abstention.code == "outside_documents"
