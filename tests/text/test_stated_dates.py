"""Every date in a text, by example; the five pages are labelled by hand in test_timelines."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.dates import iso_range
from casc_qa.text.stated_dates import in_year, stated_dates
from casc_qa.wording import stated_date, written_date

ENGLISH = [
    ("On 9-10 March in Osh, from 2019 to 2021.", ["--03-09/--03-10", "2019/2021"]),
    ("22-24 August 2023", ["2023-08-22/2023-08-24"]),
    ("from 30 August to 1 September 2023", ["2023-08-30/2023-09-01"]),
    ("30 December to 2 January 2023", ["2022-12-30/2023-01-02"]),
    ("May 20-22, 2023", ["2023-05-20/2023-05-22"]),
    ("May 30 to June 2, 2023", ["2023-05-30/2023-06-02"]),
    ("the 20th of May 2023 and the 3rd of June", ["2023-05-20", "--06-03"]),
    ("in September and October this year", ["--09/--10"]),
    ("in March and November 2023", ["--03", "2023-11"]),
    ("between 2019 and 2021; 2019–21; 2012 to 2013", ["2019/2021", "2019/2021", "2012/2013"]),
    ("2019 and 2021", ["2019", "2021"]),
    ("in the 1990s", ["1990/1999"]),
    ("early 2022, in spring 2024, the first quarter of 2023", ["2022", "2024", "2023"]),
    ("the 2023 Constructive Dialogue, Strategy (2022-2026)", ["2023", "2022/2026"]),
    ("08/06/2023, 25/06/2023, 06/25/2023", ["2023", "2023-06-25", "2023-06-25"]),
    ("08.06.2023", ["2023-06-08"]),
    ("2023-05-31/2023-06-02 and 2024-01-01", ["2023-05-31/2023-06-02", "2024-01-01"]),
    ("registered on 29 February 1892, born 8 September 1157", ["1892-02-29", "1157-09-08"]),
    ("Expo 2017 exhibition; to proclaim 2003 the year of water", ["2017", "2003"]),
    ("in the autumn of 2000", ["2000"]),
    ("31 February 2023", ["2023-02"]),
]  # fmt: skip
RUSSIAN = [
    ("с 22 по 24 мая 2024 года", ["2024-05-22/2024-05-24"]),
    ("с 30 августа по 1 сентября 2023 года", ["2023-08-30/2023-09-01"]),
    ("в мае 2024 года, в мае и 20 мая", ["2024-05", "--05", "--05-20"]),
    ("в мае 20 участников", ["--05"]),
    ("в 2021 году, в 2021-2022 годах, к 2030 году", ["2021", "2021/2022", "2030"]),
    ("с 2019 по 2021 год, между 2019 и 2021 годами", ["2019/2021", "2019/2021"]),
    ("2022–2026 гг. и в 1990-х годах", ["2022/2026", "1990/1999"]),
    ("22-го марта, между январём и апрелем", ["--03-22", "--01", "--04"]),
    ("1 сентября 2023 г., 12.05.2024", ["2023-09-01", "2024-05-12"]),
]
NO_DATES = [
    "2000 people came, and of 2000 participants many stayed",
    "Resolution 11/2, resolution 1998, decision 2012/4",
    "You may 5 times march, sat 4 and mar 3",
    "+996775987817, (+998 99) 825-05-43",
    "6:30 and 1,998 cases; $2000, 2000 km",
    "около 2000 человек, резолюция 1998",
    "last year, this year, в прошлом году",
    "",
]


@pytest.mark.parametrize(("text", "values"), ENGLISH + RUSSIAN)
def test_dates(text: str, values: list[str]) -> None:
    assert [stated.value for stated in stated_dates(text)] == values


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert stated_dates(text) == []


@pytest.mark.parametrize("text", ["in October last year", "last March", "в ноябре прошлого года"])
def test_a_date_in_another_year_is_never_put_in_this_one(text: str) -> None:
    (stated,) = stated_dates(text)
    assert not stated.has_year
    assert stated.is_in_other_year


def test_a_date_put_in_a_year() -> None:
    assert in_year("--05-20", "2022") == "2022-05-20"
    assert in_year("--09/--10", "2023") == "2023-09/2023-10"
    assert in_year("--12-30/--01-02", "2023") == "2023-12-30/2024-01-02"


def test_a_date_without_a_year_for_people() -> None:
    assert stated_date("--05-20", "en") == "20 May"
    assert stated_date("--12-30/--01-02", "en") == "30 December – 2 January"
    assert stated_date("--03-09/--03-10", "ru") == "9–10 марта"
    assert stated_date("--09/--10", "ru") == "сентябрь — октябрь"


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for language in ("en", "ru"):
        text = f"Osh, {written_date(day.isoformat(), language)}"
        (stated,) = stated_dates(text)
        assert stated.value == day.isoformat()
        assert text[stated.start : stated.end] in text


@given(st.text(alphabet="0123456789 .,-–/()abiMyJunemarcйян12гдо", max_size=60))
def test_any_text_has_dates_in_order_and_apart(text: str) -> None:
    dates = stated_dates(text)
    for stated in dates:
        assert 0 <= stated.start < stated.end <= len(text)
        value = stated.value if stated.has_year else in_year(stated.value, "2000")
        first, last = iso_range(value)
        assert first <= last
    assert all(a.end <= b.start for a, b in pairwise(dates))
