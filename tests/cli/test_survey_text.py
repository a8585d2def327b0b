"""What a terminal shows of overviews and timelines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.cli.survey_text import text_of
from casc_qa.cli.terminal import answer_text


def test_an_overview(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    answer = assistant.ask("Summarise the Samarkand event")
    shown = text_of(answer, colour=False)
    assert shown.startswith("An overview in the documents' own sentences\n\n31 May 2024, Samarkand")
    assert shown.count("31 May 2024 · 2024-05-31_samarkand") == 1
    for citation in answer.citations:
        assert f"    [{citation.number}] characters {citation.start}–{citation.end}\n" in shown


def test_an_overview_of_several_documents_names_each(assistant: Assistant) -> None:
    shown = text_of(assistant.ask("Summarise the documents"), colour=False)
    assert "\n\n2023 Constructive Dialogue on Technical Assistance, Vienna\n  " in shown


def test_a_timeline(assistant: Assistant) -> None:
    shown = text_of(assistant.ask("Хронология"), colour=False)
    assert shown.startswith("Даты, названные в документах\n\n2021 г.\n  The Toolkit, launched")
    assert "\n31 мая 2023 г. (год — по дате документа)\n" in shown
    assert "\nГод не указан\n\n9–10 марта\n  Перед этим: " in shown
    assert shown.index("Год не указан") < shown.index("\n20 мая\n") < shown.index("Источники")


def test_other_answers_are_as_they_were(assistant: Assistant) -> None:
    for question in ("Who funded the Gender and Human Rights Project?", "timeline of chess"):
        answer = assistant.ask(question)
        assert text_of(answer, colour=False) == answer_text(answer, colour=False)


def test_what_is_left_out_is_said(assistant: Assistant) -> None:
    timeline = replace(assistant.ask("timeline"), left_out=7, unread_documents=2)
    assert (
        "\n7 more dates are not shown: choose fewer documents, or a topic. Not looked through for\n"
        "dates: 2 documents. Choose fewer documents, or a topic.\n\nSources\n"
    ) in text_of(timeline, colour=False)
