"""The first passages of a ranking in the order that the reader gives them."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.passage_reading import PassageReader
from casc_qa.asking.question import Question
from casc_qa.asking.rereading import reread
from casc_qa.config import AnsweringSettings, RetrievalSettings, Settings
from casc_qa.index.ranking import best_first
from casc_qa.types import ScoredPassage
from helpers.project import CORPUS

QUESTION = "How many participants did the Bishkek training gather?"


def reader_of(assistant: Assistant, most: int) -> PassageReader:
    reader = assistant._reading(most)
    assert reader is not None
    return reader


def understood(assistant: Assistant) -> Question:
    return assistant.understand(QUESTION)


def best_margins(assistant: Assistant, passage_ids: list[str]) -> list[float]:
    """Of the sentences of each passage, by the reader itself."""
    passages = [assistant._generation.passages[p] for p in passage_ids]
    readings = reader_of(assistant, len(passages)).read(understood(assistant), passages)
    return [max(readings[p.doc_id, s].margin for s in p.sentences) for p in passages]


def reread_of(assistant: Assistant, ranking: list[ScoredPassage], most: int) -> list[ScoredPassage]:
    return reread(understood(assistant), ranking, assistant._generation, reader_of(assistant, most))


def test_of_equal_scores_the_reader_decides(assistant: Assistant) -> None:
    ids = [p.passage_id for p in assistant.passages()]
    assert len(ids) > 30
    ranking = [ScoredPassage(passage_id, 0.5) for passage_id in sorted(ids)]
    margins = dict(zip(ids, best_margins(assistant, ids), strict=True))
    anew = reread_of(assistant, ranking, len(ids))
    assert sorted(s.passage_id for s in anew) == sorted(ids)
    read = [margins[s.passage_id] for s in anew]
    clipped = [max(-8.0, min(8.0, margin)) for margin in read]
    assert clipped == sorted(clipped, reverse=True)
    assert "Bishkek" in assistant._generation.text_of(
        assistant._generation.passages[anew[0].passage_id]
    )
    assert [s.score for s in anew] == sorted((s.score for s in anew), reverse=True)


def test_those_that_are_not_read_stay_behind_in_their_order(assistant: Assistant) -> None:
    ranking = assistant.rank(QUESTION)
    anew = reread_of(assistant, ranking, 4)
    assert {s.passage_id for s in anew[:4]} == {s.passage_id for s in ranking[:4]}
    assert [s.passage_id for s in anew[4:]] == [s.passage_id for s in ranking[4:]]
    assert best_first(anew) == anew  # no score rises on the way down


def test_an_empty_ranking_stays_empty(assistant: Assistant) -> None:
    assert reread_of(assistant, [], 5) == []


@pytest.fixture(scope="module")
def rereading(assistant: Assistant) -> Assistant:
    return Assistant(
        assistant._generation,
        assistant._embedder,
        Settings(retrieval=RetrievalSettings(reread=3)),
    )


def test_the_setting_orders_what_is_shown(assistant: Assistant, rereading: Assistant) -> None:
    plain = assistant.rank(QUESTION)
    assert rereading.rank(QUESTION) == reread_of(assistant, plain, 3)
    shown = [p.passage_id for p in rereading.ask(QUESTION).passages]
    assert shown == [s.passage_id for s in rereading.rank(QUESTION)][: len(shown)]


def test_the_same_question_gives_the_same_ranking(rereading: Assistant) -> None:
    assert rereading.rank(QUESTION) == rereading.rank(QUESTION)


def test_without_the_reader_nothing_is_ranked_anew(assistant: Assistant) -> None:
    settings = Settings(
        retrieval=RetrievalSettings(reread=3), answering=AnsweringSettings(reader=False)
    )
    unread = Assistant(assistant._generation, assistant._embedder, settings)
    assert unread.rank(QUESTION) == assistant.rank(QUESTION)


def test_the_five_documents_are_found_as_before(rereading: Assistant) -> None:
    """Of five documents, the one that is named comes first, read anew or not."""
    (path,) = CORPUS.glob("2023-08-22_bishkek*")
    found = rereading.ask("What was discussed in Bishkek on women's participation?").passages[0]
    assert found.doc_id == path.name
