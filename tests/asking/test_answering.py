"""What is shown of what was chosen: the threshold, and the words set off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from casc_qa.asking.answering import _sure_words
from casc_qa.asking.assistant import Assistant
from casc_qa.asking.reranking import Candidate
from casc_qa.config import Settings
from casc_qa.types import Span

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
    calibration = own._answerer.reranker.calibration_for(own.understand(question))
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
