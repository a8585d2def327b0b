"""Every date that a text states, where it stands, and as far as it is stated: a day, a month, a
year, or from first to last of these; with a year or without.

What is not stated is not made up. A day or a month without a year has none here ("--05-20", as
ISO 8601 wrote it), "08/06/2023" may be in June or in August and so is a year, and "last year" is
no date.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from casc_qa.languages.english import dates as english
from casc_qa.languages.russian import dates as russian
from casc_qa.text.date_forms import NO_YEAR, forms_in
from casc_qa.text.dates import iso_range

_ANY_LEAP_YEAR = "2000"
_LOOK_AROUND = 40  # characters


class StatedDate(NamedTuple):
    """A date as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    value: str
    """ISO 8601: "2023", "2023-06", "2023-06-08", or "first/last"; without a year "--06" and
    "--06-08"."""
    is_in_other_year: bool = False
    """Whether it has no year and is said to lie in another than that of the text ("last March"),
    or in every one."""
    is_in_this_year: bool = False
    """Whether it has no year and is said to lie in that of the text ("March this year")."""

    @property
    def has_year(self) -> bool:
        """Whether its year is stated."""
        return not self.value.startswith(NO_YEAR)


def stated_dates(text: str) -> list[StatedDate]:
    """The dates in ``text``, in their order; none lies in another.

    >>> [date.value for date in stated_dates("On 9-10 March in Osh, and from 2019 to 2021.")]
    ['--03-09/--03-10', '2019/2021']
    >>> [date.value for date in stated_dates("В мае 2024 года, 20 июня и с 2022 года.")]
    ['2024-05', '--06-20', '2022']
    """
    found: list[tuple[int, int, StatedDate]] = []
    for pattern, read in forms_in(text):
        for match in pattern.finditer(text):
            if value := _valid(read(match)):
                start, end = match.span("date") if "date" in match.groupdict() else match.span()
                found.append((start, -end, _stated(text, start, end, value)))
    dates: list[StatedDate] = []
    for *_, date in sorted(found):
        if not dates or date.start >= dates[-1].end:
            dates.append(date)
    return dates


def in_year(value: str, year: str) -> str:
    """A date without a year, put in one; the year after where it ends before it starts.

    >>> in_year("--03-09/--03-10", "2023"), in_year("--12-30/--01-02", "2023")
    ('2023-03-09/2023-03-10', '2023-12-30/2024-01-02')
    """
    first, slash, last = value.partition("/")
    if not slash:
        return f"{year}{first[1:]}"
    next_year = str(int(year) + (last < first))
    return f"{year}{first[1:]}/{next_year}{last[1:]}"


def _stated(text: str, start: int, end: int, value: str) -> StatedDate:
    if not value.startswith(NO_YEAR):
        return StatedDate(start, end, value)
    is_this = bool(_THIS_AFTER.match(text, end))
    return StatedDate(start, end, value, _is_in_other_year(text, start, end), is_this)


def _is_in_other_year(text: str, start: int, end: int) -> bool:
    after, before = text[end : end + _LOOK_AROUND], text[max(0, start - _LOOK_AROUND) : start]
    return bool(_OTHER_AFTER.match(after) or _OTHER_BEFORE.search(before))


_THIS_AFTER = re.compile(rf"[\s,]+(?:{english.THIS_YEAR}|{russian.THIS_YEAR})\b", re.IGNORECASE)
_OTHER_AFTER = re.compile(rf"[\s,]+(?:{english.OTHER_YEAR}|{russian.OTHER_YEAR})\b", re.IGNORECASE)
_OTHER_BEFORE = re.compile(
    rf"\b(?:{english.OTHER_BEFORE}|{russian.OTHER_BEFORE})\s+$", re.IGNORECASE
)


def _valid(value: str | None) -> str | None:
    """``value`` if there is such a date."""
    if value is None:
        return None
    try:
        iso_range(in_year(value, _ANY_LEAP_YEAR) if value.startswith(NO_YEAR) else value)
    except ValueError:
        return None
    return value
