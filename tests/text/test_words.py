"""Tokens, questions and dates, by example."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.questions.dispatch import expected, holds, names
from casc_qa.text.dates import find_date, iso_range, written_date
from casc_qa.text.tokens import fold, tokens


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("UNODC’s Regional\u00a0Office", ["unodc", "region", "offic"]),
        ("side-event", ["side", "event"]),
        ("Women's networks", ["women", "network"]),
        ("Who is it?", ["who", "is", "it"]),
        ("9-10 March", ["9", "10", "march"]),
        ("", []),
        ("…", []),
    ],
)
def test_tokens(text: str, stems: list[str]) -> None:
    assert tokens(text) == stems


@given(st.text(max_size=100))
def test_folding_is_final(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert fold(text) == fold(f"  {text}\u00a0")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many participants did the Bishkek training gather?", "number"),
        ("What share of the population is young?", "number"),
        ("In which year was the meeting held?", "year"),
        ("When was the Toolkit launched?", "date"),
        ("Who funded it?", "name"),
        ("What is the Toolkit?", None),
        ("Сколько человек приняло участие?", "number"),
    ],
)
def test_expected(question: str, kind: str | None) -> None:
    assert expected(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        ("number", "over 100 participants", True),
        ("number", "some 25% of our projects", True),
        ("number", "less than one out of every six police officers", True),
        ("number", "On 22-24 August 2023 in Bishkek", False),
        ("number", "Resolution 11/2 of the Conference", False),
        ("date", "held on 9-10 March in Tashkent", True),
        ("date", "The Toolkit, launched in 2021, supports States", True),
        ("date", "the meeting may be held", False),
        ("year", "held on 9-10 March in Tashkent", False),
        ("name", "It was led by Rafi Shah", True),
        ("name", "It was led by nobody", False),
    ],
)
def test_holds(kind: str, sentence: str, held: bool) -> None:
    assert holds(kind, sentence) is held  # type: ignore[arg-type]


def test_names_of_a_question() -> None:
    assert names("Who is the President of Uzbekistan?") == ["President", "Uzbekistan"]
    assert names("What did Ms. Rispoli say?") == ["Rispoli"]
    assert names("how many people came?") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31 May 2024, Samarkand (Uzbekistan)", "2024-05-31"),
        ("Vienna, 8 June 2023. What are", "2023-06-08"),
        ("On 22-24 August 2023 in Bishkek", "2023-08-22/2023-08-24"),
        ("held on 9-10 March in Tashkent", None),
        ("On 20 May, the United Nations", None),
        ("August 5, 2022", "2022-08-05"),
        ("Published 2022-13-45, then 3 March 2021", "2021-03-03"),
        ("31 February 2022", None),
        ("8 июня 2023 года", "2023-06-08"),
        ("08.06.2023", "2023-06-08"),
        ("in March 2020", "2020-03"),
        ("30 August - 1 September 2023", "2023-08-30/2023-09-01"),
        ("30 December 2022 to 2 January 2023", "2022-12-30/2023-01-02"),
        ("8 to 10 June 2023", "2023-06-08/2023-06-10"),
        ("10-8 June 2023", None),
        ("", None),
    ],
)
def test_find_date(text: str, found: str | None) -> None:
    assert find_date(text) == found


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert find_date(f"Vienna, {written_date(day.isoformat())}.") == day.isoformat()
    assert find_date(f"Вена, {written_date(day.isoformat(), 'ru')}") == day.isoformat()
    assert iso_range(day.isoformat()) == (day, day)


def test_iso_range_of_partial_dates() -> None:
    assert iso_range("2023") == (date(2023, 1, 1), date(2023, 12, 31))
    assert iso_range("2023-08-22/2023-08-24") == (date(2023, 8, 22), date(2023, 8, 24))
    wrong_ones = [
        "", "yesterday", "2023-8-1", "2023-02-30", "12.05.2023", "2023/2023", "2024/2023", "2023/",
        "2023-05/2023-05-10", "2023-05-01/2023-05",
    ]  # fmt: skip
    for wrong in wrong_ones:
        with pytest.raises(ValueError, match=r".+"):
            iso_range(wrong)


def test_written_date() -> None:
    assert written_date("2023-08-30/2023-09-01") == "30 August 2023 – 1 September 2023"
    assert written_date("2023") == "2023"
    assert written_date("2023-05/2023-06") == "May 2023 – June 2023"
    assert written_date("2022/2023") == "2022 – 2023"
    assert written_date(None) == "undated"


def test_written_date_in_russian() -> None:
    written = {
        "2023-06-08": "8 июня 2023 г.",
        "2023-08-22/2023-08-24": "22–24 августа 2023 г.",
        "2023-08-30/2023-09-01": "30 августа 2023 г. — 1 сентября 2023 г.",
        "2024-05": "май 2024 г.",
        "2023-05/2023-06": "май 2023 г. — июнь 2023 г.",
        "2023": "2023 г.",
        "2022/2023": "2022–2023 гг.",
        None: "без даты",
    }
    assert {value: written_date(value, "ru") for value in written} == written
    assert written_date("2023-06-08", "kk") == "8 June 2023"
