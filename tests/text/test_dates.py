"""Dates in text, by example."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.dates import find_date, iso_range
from casc_qa.wording import written_date


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
