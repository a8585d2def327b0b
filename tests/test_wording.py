"""Places, dates and numbers in the words of both languages."""

from __future__ import annotations

import pytest

from casc_qa import wording
from casc_qa.types import Citation
from casc_qa.wording import written_date


def test_a_language_without_a_name() -> None:
    assert wording.not_understood("xx").ru == (
        "Программа пока не понимает этот язык: пожалуйста, задайте вопрос по-русски "
        "или по-английски."
    )


@pytest.mark.parametrize(
    ("page", "last", "english", "russian"),
    [
        (3, 3, "page 3, characters 10–20", "стр. 3, символы 10–20"),
        (3, 4, "pages 3–4, characters 10–20", "стр. 3–4, символы 10–20"),
        (2, 1, "page 2, characters 10–20", "стр. 2, символы 10–20"),
        (2, None, "page 2, characters 10–20", "стр. 2, символы 10–20"),
        (None, None, "characters 10–20", "символы 10–20"),
    ],
)
def test_locations(page: int | None, last: int | None, english: str, russian: str) -> None:
    citation = Citation(1, "a.pdf", "0" * 64, "T", None, None, page, last, 10, 20, "Words.")
    assert wording.location(citation, "ru") == russian
    assert wording.location(citation, "en") == wording.location(citation, "kk") == english


def test_headings_by_number() -> None:
    assert [wording.passages_heading(*n, "ru") for n in ((1, 1), (2, 1), (2, 2))] == [
        "Отрывок, из которого взята цитата",
        "Отрывок, из которого взяты цитаты",
        "Отрывки, из которых взяты цитаты",
    ]
    assert [wording.passages_heading(*n, "en") for n in ((1, 1), (2, 1), (2, 2))] == [
        "The passage it comes from",
        "The passage it comes from",
        "The passages they come from",
    ]


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


def test_steps_of_confidence() -> None:
    levels = (0.3, 0.499, 0.5, 0.749, 0.75, 0.99)
    assert [wording.sure_step(level) for level in levels] == [0, 0, 1, 1, 2, 2]
    assert wording.sureness(0.99, "ru") == "Весьма вероятно: верно примерно в 9 случаях из десяти"
    assert wording.sureness(0.02, "en") == "Perhaps: right about 1 times in ten"
