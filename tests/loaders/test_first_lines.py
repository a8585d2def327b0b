"""Titles and dates from the first lines of a text and the file's name: right or absent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.first_lines import date_in_name, date_of, name_of, title_of
from casc_qa.text.dates import iso_range


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Strategy adopted\n\nVienna, 8 June 2023.", "Strategy adopted"),
        ("# Results of the training\n\nIt was so.", "Results of the training"),
        ("Results ##\n\nIt was so.", "Results"),
        ("Стратегия принята\n\nВена, 8 июня 2023 года.", "Стратегия принята"),
        ("12 points on trafficking\n\nOne.", "12 points on trafficking"),
        # greetings, sentences, addresses, wrapped lines, numbers
        ("Allow me to congratulate you, Sir\n\nIt is", "my file"),
        ("Уважаемый господин Председатель\n\nПозвольте", "my file"),
        ("Mr. President,\n\nExcellencies,", "my file"),
        ("The seminar was held in Bishkek.\n\nIt gathered", "my file"),
        ("The Government of Tajikistan, which is grateful to the\nUnited Nations for", "my file"),
        ("The Government of Tajikistan wishes to express its\nthanks to the office", "my file"),
        ("https://example.org/a\n\nText", "my file"),
        ("From: Anna <anna@example.org>\n\nText", "my file"),
        ("53\n\nText", "my file"),
        # rows of a table
        ("Country: Kazakhstan | Victims: 37\n\nCountry: Uzbekistan | Victims: 5", "my file"),
        ("Kazakhstan | North | 37\n\nUzbekistan | All | 5", "my file"),
        ("Results | UNODC\n\nText", "Results | UNODC"),
        ("word " * 50 + "\n\nText", "my file"),
        ("", "my file"),
    ],
)
def test_a_title_is_one_or_the_name_of_the_file(text: str, title: str) -> None:
    assert (title_of(text) or name_of("folder/my_file.txt")) == title


def test_rows_of_a_table_are_named_by_their_number() -> None:
    assert name_of("rows.csv#3") == "rows #3"
    assert name_of("KAZ_74_2019.txt") == "KAZ 74 2019"


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("Vienna, 8 June 2023. It was so.", "a.txt", "2023-06-08"),
        ("31 May 2024, Samarkand (Uzbekistan) - On 22-24 May 2024, UNODC", "a.txt", "2024-05-31"),
        ("Title\n\nPublished on 5 May 2022\n\nText", "a.txt", "2022-05-05"),
        ("Заголовок\n\nБишкек, 22 августа 2023 года.", "a.txt", "2023-08-22"),
        ("Title\n\nA/L.632\n\n29 September 1971", "a.txt", "1971-09-29"),
        ("On 22-24 August 2023 in Bishkek", "a.txt", "2023-08-22/2023-08-24"),
        # a date in a sentence, or in the row of a table, may be any day
        ("Date: 2022-03-01 | Victims: 37", "a.xlsx", None),
        ("The Declaration was adopted on 10 December 1948.", "a.txt", None),
        ("As the committee said on 5 May 2022, it is so.", "a.txt", None),
        ("Декларация была принята 10 декабря 1948 года.", "a.txt", None),
        ("Title\n\nOne.\n\nTwo.\n\n5 May 2022", "a.txt", None),
        # the name of the file
        ("Text", "2010-07-15_us-senate_report.txt", "2010-07-15"),
        ("Text", "KAZ_74_2019.txt", "2019"),
        ("Text", "notes-2021-13.txt", "2021"),
        ("Text", "2021-02-31.txt", "2021"),
        ("Text", "120190.txt", None),
        ("Text", "2019/report.txt", None),
        ("Vienna, 8 June 2023.", "2010-07-15.txt", "2023-06-08"),
    ],
)
def test_a_date_heads_the_text_or_the_name(text: str, name: str, date: str | None) -> None:
    assert (date_of(text) or date_in_name(name)) == date


@given(st.text(max_size=80), st.text("abc019-_.#/", min_size=1, max_size=30))
def test_whatever_the_text_there_is_a_title_and_a_real_date_or_none(text: str, name: str) -> None:
    assert (title_of(text) or name_of(name)).strip()
    for date in filter(None, (date_of(text), date_in_name(name))):
        iso_range(date)
