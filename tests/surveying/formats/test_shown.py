"""What is said beneath a table."""

from __future__ import annotations

from dataclasses import replace

from casc_qa.surveying.formats.shown import date_of, filled, remarks
from casc_qa.surveying.table import Table


def test_how_many_cells_and_which_questions_are_no_questions(hostile: Table) -> None:
    assert list(remarks(hostile, "en")) == [
        "1 of 2 cells hold an answer. Where a cell is empty, the document does not say.",
        "Why? – No quote can.",
    ]
    assert list(remarks(replace(hostile, unread="it is gone"), "ru"))[-1] == (
        "Ответ дан без чтения отрывков и менее надёжен (it is gone)."
    )


def test_filled_cells_and_dates(hostile: Table) -> None:
    (each,) = filled(hostile)
    assert each.column.question == "+Who?"
    assert date_of(each.row, "ru") == "без даты, файл от 22 августа 2023 г."
