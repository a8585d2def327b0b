"""Dates of the five pages, as they were labelled by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.asking import timelines
from casc_qa.asking.assistant import Assistant
from casc_qa.asking.timelines import MOST, events_of, year_of
from casc_qa.building.build import build_index
from casc_qa.index.generation import open_current
from casc_qa.types import Span

VIENNA, BISHKEK = "2023-06-08_vienna", "2023-08-22_bishkek"
SAMARKAND, TASHKENT, ONLINE = "2024-05-31_samarkand", "undated-march_tashkent", "undated-may"
LABELLED = [
    ("2021", TASHKENT, "2021"),
    ("2022/2026", BISHKEK, "2022-2026"),
    ("2022/2026", BISHKEK, "2022-2026"),
    ("2023", VIENNA, "2023"),
    ("2023", VIENNA, "2023"),
    ("2023-05-31", VIENNA, "31 May"),
    ("2023-06-08", VIENNA, "8 June 2023"),
    ("2023-08-22/2023-08-24", BISHKEK, "22-24 August 2023"),
    ("2023-09/2023-10", VIENNA, "September and October"),
    ("2024-05-22/2024-05-24", SAMARKAND, "22-24 May 2024"),
    ("2024-05-31", SAMARKAND, "31 May 2024"),
    (None, TASHKENT, "9-10 March"),
    (None, ONLINE, "20 May"),
]


def test_the_dates_of_the_five_pages(assistant: Assistant) -> None:
    generation = assistant._generation
    found = events_of(generation, None, generation.doc_ids)
    stated = [
        (
            event.date,
            event.doc_id,
            event.words.of(event.span.of(generation.document(event.doc_id).text)),
        )
        for event in found.events
    ]
    shortened = [
        (date, next(name for _, name, _ in LABELLED if doc_id.startswith(name)), words)
        for date, doc_id, words in stated
    ]
    assert shortened == LABELLED
    assert (found.left_out, found.unread) == (0, 0)


def test_only_the_chosen_sentences(assistant: Assistant) -> None:
    generation = assistant._generation
    (doc_id,) = (doc_id for doc_id in generation.doc_ids if doc_id.startswith(SAMARKAND))
    spans, _, _ = generation.sentences_of(doc_id)
    assert len(events_of(generation, {doc_id: spans}, ()).events) == 2
    assert events_of(generation, {doc_id: spans[1:]}, ()).events == []
    assert events_of(generation, {doc_id: [Span(0, 1)]}, ()).events == []


@pytest.mark.parametrize(
    ("date", "year"),
    [("2023", "2023"), ("2023-05", "2023"), ("2022/2023", None), (None, None)],
)
def test_the_year_of_a_document(date: str | None, year: str | None) -> None:
    assert year_of(date) == year


def test_a_guess_is_never_made_and_many_dates_are_bounded(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "dated.txt").write_text(
        "Osh, 8 June 2023. It opened on 29 February. He left last May. They met on 20 May. "
        "They remembered the agreement of 12 August. They will meet in December this year."
    )
    (corpus / "undated.txt").write_text(
        "\n".join(
            f"The centre in Osh opened on {day} May {year}."
            for year in range(1950, 1990)
            for day in (1, 2)
        )
    )
    build_index(corpus, tmp_path / "index")
    generation = open_current(tmp_path / "index")
    dated = events_of(generation, None, ["dated.txt"]).events
    assert [(event.date, event.stated) for event in dated] == [
        ("2023-05-20", "--05-20"),
        ("2023-06-08", "2023-06-08"),
        ("2023-12", "--12"),
        (None, "--02-29"),
        (None, "--05"),
        (None, "--08-12"),
    ]
    many = events_of(generation, None, ["undated.txt"])
    assert (len(many.events), many.left_out) == (MOST, 80 - MOST)
    assert [event.date for event in many.events][:2] == ["1950-05-01", "1950-05-02"]


def test_what_is_not_looked_through_is_counted(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timelines, "_MOST_SENTENCES", 60)
    generation = assistant._generation
    found = events_of(generation, None, generation.doc_ids)
    assert found.unread == 3
    assert {event.doc_id[:10] for event in found.events} == {"2023-06-08", "2023-08-22"}
