"""Boilerplate comes last, and answers when it is asked for. The best passages are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import shipped_calibration
from casc_qa.asking.features import UNREAD
from casc_qa.asking.passage_reading import PassageReader, Readings, SentenceReading
from casc_qa.asking.question import Question
from casc_qa.asking.reranking import Candidate, SentenceReranker
from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.errors import ReaderUnavailable
from casc_qa.languages.questions.contact import asks_for_contact
from casc_qa.types import Passage, Span


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is Arifa Fatikhova's e-mail address?", "arifa.fatikhova[at]un.org"),
        ("What phone number is given for Vasilina Brazhko?", "+996775987817"),
    ],
)
def test_it_comes_first_when_it_is_asked_for(
    assistant: Assistant, question: str, quote: str
) -> None:
    assert asks_for_contact(question)
    best = assistant.candidates(question)[0]
    assert quote in best.span.of(assistant.document(best.passage.doc_id).text)


def test_it_comes_after_what_is_no_boilerplate(tmp_path: Path) -> None:
    sentence = "It was founded as a gender and rights programme of many years."
    invitation = "Learn more about the Gender and Human Rights Project."
    (tmp_path / "a.txt").write_text(f"A page\n\n{invitation}\n\n{sentence}")
    build_index(tmp_path, tmp_path / ".index")
    best = open_index(tmp_path / ".index").ask("What is the Gender and Human Rights Project?").best
    assert best is not None
    assert best.quote == sentence


# Reading

QUESTIONS = [
    "How many participants did the Bishkek training gather?",
    "What is Arifa Fatikhova's e-mail address?",
    "Сколько участников собрал тренинг в Бишкеке?",
]


class Recorder(PassageReader):
    """Keeps which passages it read, and what it said of them."""

    passages: Sequence[Passage] = ()
    readings: Readings = MappingProxyType({})

    def read(self, question: Question, passages: Sequence[Passage]) -> Readings:
        self.passages, self.readings = passages[: self.most], super().read(question, passages)
        return self.readings


def recorder(assistant: Assistant, most: int) -> Recorder:
    assert assistant._reader is not None
    return Recorder(assistant._generation, assistant._reader, most)


def unread_and_read(
    assistant: Assistant, reader: Recorder, question: str
) -> tuple[list[Candidate], list[Candidate]]:
    """The same candidates without a reader, and with one."""
    understood = assistant.understand(question)
    pool = assistant.rank(question)[:10]
    generation = assistant._generation
    return (
        SentenceReranker(generation).rerank(understood, pool).candidates,
        SentenceReranker(generation, reader).rerank(understood, pool).candidates,
    )


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_passages_of_the_best_candidates_are_read(
    assistant: Assistant, question: str, count: int
) -> None:
    reader = recorder(assistant, count)
    unread, read = unread_and_read(assistant, reader, question)
    best = list(dict.fromkeys(c.passage.passage_id for c in unread))
    assert [p.passage_id for p in reader.passages] == best[:count]
    assert {(c.passage.doc_id, c.span) for c in read} == {
        (c.passage.doc_id, c.span) for c in unread
    }
    assert {(c.features.margin, c.features.words_margin, c.words) for c in unread} == {
        (UNREAD, UNREAD, None)
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_are_weighed_by_what_was_read(assistant: Assistant, question: str) -> None:
    reader = recorder(assistant, 3)
    unread, read = unread_and_read(assistant, reader, question)
    before = {(c.passage.doc_id, c.span): c for c in unread}
    understood = assistant.understand(question)
    judge = shipped_calibration(understood.is_translated, True)
    assert [c.order for c in read] == sorted(c.order for c in read)
    for candidate in read:
        key = candidate.passage.doc_id, candidate.span
        reading = reader.readings.get(key)
        expected = before[key].features
        if reading is not None:
            margins = (reading.margin, reading.words_margin)
            margin, words_margin = (max(UNREAD, value) for value in margins)
            expected = expected._replace(margin=margin, words_margin=words_margin)
        assert candidate.features == expected
        assert candidate.words == (reading.words if reading else None)
        costs = 4.0 if candidate.is_boilerplate and not understood.is_about_contact else 0.0
        assert candidate.score == pytest.approx(judge.score(expected) - costs)
    assert 0 < sum(c.words is not None for c in read) < len(read)


def test_no_margin_is_below_that_of_an_unread_sentence(assistant: Assistant) -> None:
    candidate = assistant.candidates(QUESTIONS[0])[0]
    read = candidate.read_as(SentenceReading(-float("inf"), None, -99.0))
    assert (read.features.margin, read.features.words_margin) == (UNREAD, UNREAD)
    assert read.words is None
    read = candidate.read_as(SentenceReading(-3.0, Span(5, 9), 2.5))
    assert (read.features.margin, read.features.words_margin) == (-3.0, 2.5)
    assert read.words == Span(5, 9)
    assert read.features._replace(margin=0, words_margin=0) == candidate.features._replace(
        margin=0, words_margin=0
    )


def test_the_weights_are_those_for_read_questions_where_there_is_a_reader(
    assistant: Assistant,
) -> None:
    generation = assistant._generation
    for question, is_translated in ((QUESTIONS[0], False), (QUESTIONS[2], True)):
        understood, pool = assistant.understand(question), assistant.rank(question)[:10]
        for reader in (None, recorder(assistant, 5)):
            weighed = SentenceReranker(generation, reader).rerank(understood, pool)
            is_read = reader is not None
            assert weighed.is_read == is_read
            assert weighed.calibration is shipped_calibration(is_translated, is_read)
            assert weighed.unread is None


class Tired(PassageReader):
    """Has no time left."""

    def read(self, question: Question, passages: Sequence[Passage]) -> Readings:
        raise ReaderUnavailable("the reader had not enough time or memory")


def test_what_can_not_be_read_now_is_weighed_unread(assistant: Assistant) -> None:
    assert assistant._reader is not None
    tired = Tired(assistant._generation, assistant._reader, 5)
    understood, pool = assistant.understand(QUESTIONS[0]), assistant.rank(QUESTIONS[0])[:10]
    weighed = SentenceReranker(assistant._generation, tired).rerank(understood, pool)
    assert weighed.unread == "the reader had not enough time or memory"
    plain = SentenceReranker(assistant._generation).rerank(understood, pool)
    assert weighed._replace(unread=None) == plain
    answer = Assistant(
        assistant._generation,
        assistant._embedder,
        Settings(),
        reranker=SentenceReranker(assistant._generation, tired),
    ).ask(QUESTIONS[0])
    assert answer.unread == weighed.unread


def test_where_nothing_is_ranked_nothing_is_read(assistant: Assistant) -> None:
    reader = recorder(assistant, 5)
    reranker = SentenceReranker(assistant._generation, reader)
    assert reranker.rerank(assistant.understand(QUESTIONS[0]), []).candidates == []
    assert list(reader.passages) == []
