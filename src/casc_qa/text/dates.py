"""Dates as far as a text states them: a year, a month, a day, or days from first to last."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from casc_qa.languages.english import months as english
from casc_qa.languages.russian import months as russian

_NUMBER_OF = {**english.NUMBER_OF, **russian.NUMBER_OF}
_NAMES = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_DAYS = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    rf"(?:(?:\s?[-–—]\s?|\s(?:{english.TO}|{english.AND}|{russian.TO}|{russian.AND})\s)"
    r"(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
)
# An event that ends in another month than it starts: only the pattern below reads it.
_ACROSS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+({_NAMES})\b\.?"
    rf"(?:\s+((?:19|20)\d\d))?\s?(?:[-–—]|{english.TO}|{russian.TO})\s?"
    rf"(\d{{1,2}})\s+({_NAMES})\b\.?"
    r"\s+((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?P<last>)(?!\d)",
        rf"(?<!\d){_DAYS}\s+{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAYS},?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<last>){_YEAR}",
        rf"\b(?<!\d\s)(?P<day>)(?P<last>){_MONTH},?\s+{_YEAR}",
    )
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def iso_range(value: str) -> tuple[date, date]:
    """First and last day of an ISO 8601 date ("2024", "2024-05", "2024-05-31", "first/last").

    Raises ValueError for anything else.

    >>> iso_range("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    first, slash, last = value.partition("/")
    start, end = _one(first)[0], _one(last if slash else first)[1]
    if slash and (len(first) != len(last) or start > end or first == last):
        raise ValueError(f"{value!r} is no range of dates from first to last")
    return start, end


def _one(value: str) -> tuple[date, date]:
    match = _ISO.fullmatch(value)
    if not match:
        raise ValueError(f"{value!r} is no ISO 8601 date")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101  # the pattern demands it
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return first, last


def find_date(text: str) -> str | None:
    """The first date in ``text`` that has a year, as ISO 8601; None where there is none.

    A day and month without a year is no date: nobody can tell which year was meant.

    >>> find_date("Vienna, 8 June 2023."), find_date("held on 9-10 March in Tashkent")
    ('2023-06-08', None)
    >>> find_date("On 22-24 August 2023 in Bishkek"), find_date("Published in May 2022")
    ('2023-08-22/2023-08-24', '2022-05')
    >>> find_date("from 30 August to 1 September 2023")
    '2023-08-30/2023-09-01'
    """
    readings = [(match, _across_as_iso(match)) for match in _ACROSS.finditer(text)]
    for pattern in _WRITTEN:
        readings += [(match, _as_iso(match)) for match in pattern.finditer(text)]
    dates = [(match.start(), -match.end(), value) for match, value in readings if value]
    return min(dates)[2] if dates else None


def _as_iso(match: re.Match[str]) -> str | None:
    name = match["month"].lower()
    month = int(name) if name.isdigit() else _NUMBER_OF[name]
    prefix = f"{match['year']}-{month:02}"
    days = [f"{prefix}-{int(day):02}" for day in (match["day"], match["last"]) if day]
    return _if_valid("/".join(days) or prefix)


def _across_as_iso(match: re.Match[str]) -> str | None:
    day, month, year, last_day, last_month, last_year = match.groups()
    first = f"{year or last_year}-{_NUMBER_OF[month.lower()]:02}-{int(day):02}"
    last = f"{last_year}-{_NUMBER_OF[last_month.lower()]:02}-{int(last_day):02}"
    return _if_valid(f"{first}/{last}")


def _if_valid(value: str) -> str | None:
    try:
        iso_range(value)
    except ValueError:
        return None
    return value
