"""Every date that a text states, where it stands, and as far as it is stated: a day, a month, a
year, or from first to last of these; with a year or without.

What is not stated is not made up. A day or a month without a year has none here ("--05-20", as
ISO 8601 wrote it), "08/06/2023" may be in June or in August and so is a year, and "last year" is
no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from casc_qa.languages.english import dates as english
from casc_qa.languages.english import months as english_months
from casc_qa.languages.russian import dates as russian
from casc_qa.languages.russian import months as russian_months
from casc_qa.text.dates import iso_range

NO_YEAR = "-"
"""Stands for the year of a date that has none: "--05-20"."""
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

    @property
    def has_year(self) -> bool:
        """Whether its year is stated."""
        return not self.value.startswith(NO_YEAR)


_NUMBER_OF = {**english_months.NUMBER_OF, **russian_months.FORM_OF}


def _alternatives(english_names: Iterable[str]) -> str:
    """Months by name: the English ones begin with a capital letter, as "may" and "mar" do not."""
    latin = [form for name in english_names for form in (name.capitalize(), name.upper())]
    latin.sort(key=len, reverse=True)
    cyrillic = sorted(russian_months.FORM_OF, key=len, reverse=True)
    return rf"(?-i:{'|'.join(latin)})|{'|'.join(cyrillic)}"


_NAMES = _alternatives(english_months.NUMBER_OF)
_LONG = _alternatives(english_months.MONTHS)
_AND = rf"\s(?:{english_months.AND}|{russian_months.AND})\s(?:the\s)?"
_UNTIL = (
    rf"\s?[-–—]\s?|\s(?:{english_months.TO}|until|till|through|{russian_months.TO}|до)\s(?:the\s)?"
)
_TO = rf"(?:{_UNTIL})"
_OR_NEXT = rf"(?:{_UNTIL}|(?P<next>{_AND}))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|-?(?:го|е|ое))?(?![:%])"
_YEAR = r"(?:1[6-9]|20)\d\d(?!\d)"  # by itself; beside a month any is taken for one
_ANY_YEAR = r"(?:1\d|20)\d\d(?!\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{_ANY_YEAR}))"
_NAMED = rf"(?P<month>{_NAMES})\b\.?"
_DAYS = rf"(?P<day>{_DAY}){_OR_NEXT}(?P<last>{_DAY})"
_ONE_DAY = rf"(?P<day>{_DAY})"
_ALONE = r"(?<![\w/.:-])"
_THE_YEAR = rf",?\s+(?:of\s+)?(?P<year>{_ANY_YEAR})"
_LAST_MONTH = rf"{_OR_NEXT}(?P<last>{_NAMES})\b\.?"
_IN = rf"\b(?:{english.BEFORE_MONTH}|{russian.BEFORE_MONTH})\s+"
_IN_FULL = rf"(?P<month>{_LONG})\b"
_SEASON = r"spring|summer|autumn|fall|winter|весн\w+|лет[оа]м?|осен\w+|зим\w+"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def stated_dates(text: str) -> list[StatedDate]:
    """The dates in ``text``, in their order; none lies in another.

    >>> [date.value for date in stated_dates("On 9-10 March in Osh, and from 2019 to 2021.")]
    ['--03-09/--03-10', '2019/2021']
    >>> [date.value for date in stated_dates("В мае 2024 года, 20 июня и с 2022 года.")]
    ['2024-05', '--06-20', '2022']
    """
    found: list[tuple[int, int, StatedDate]] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if value := _valid(read(match)):
                start, end = match.span("date") if "date" in match.groupdict() else match.span()
                is_other = value.startswith(NO_YEAR) and _is_in_other_year(text, start, end)
                found.append((start, -end, StatedDate(start, end, value, is_other)))
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


def _is_in_other_year(text: str, start: int, end: int) -> bool:
    after, before = text[end : end + _LOOK_AROUND], text[max(0, start - _LOOK_AROUND) : start]
    return bool(_OTHER_AFTER.match(after) or _OTHER_BEFORE.search(before))


_OTHER_AFTER = _compiled(rf"[\s,]+(?:{english.OTHER_YEAR}|{russian.OTHER_YEAR})\b")
_OTHER_BEFORE = _compiled(rf"\b(?:{english.OTHER_BEFORE}|{russian.OTHER_BEFORE})\s+$")


def _valid(value: str | None) -> str | None:
    """``value`` if there is such a date."""
    if value is None:
        return None
    try:
        iso_range(in_year(value, _ANY_LEAP_YEAR) if value.startswith(NO_YEAR) else value)
    except ValueError:
        return None
    return value


def _number(name: str) -> int:
    return _NUMBER_OF[name.lower()]


def _of_days(year: str | None, month: int, *days: str) -> str:
    return "/".join(f"{year or NO_YEAR}-{month:02}-{_digits(day):02}" for day in days)


def _digits(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _iso(match: re.Match[str]) -> str:
    return match[0]


def _day(match: re.Match[str]) -> str:
    return _of_days(match["year"], _number(match["month"]), match["day"])


def _days(match: re.Match[str]) -> str | None:
    """Days of one month; with "and" between them only neighbours are from first to last."""
    if match["next"] and _digits(match["last"]) != _digits(match["day"]) + 1:
        return None
    return _of_days(match["year"], _number(match["month"]), match["day"], match["last"])


def _across(match: re.Match[str]) -> str:
    """Days of two months. One year stands for both, unless a new year lies between."""
    months = _number(match["month"]), _number(match["last_month"])
    year, last_year = match["year"], match["last_year"]
    is_over = months[0] > months[1]
    if last_year and not year:
        year = str(int(last_year) - is_over)
    elif year and not last_year:
        last_year = str(int(year) + is_over)
    first = _of_days(year, months[0], match["day"])
    return f"{first}/{_of_days(last_year, months[1], match['last'])}"


def _month(match: re.Match[str]) -> str:
    return f"{match.groupdict().get('year') or NO_YEAR}-{_number(match['month']):02}"


def _months(match: re.Match[str]) -> str | None:
    first, last = _number(match["month"]), _number(match["last"])
    if match["next"] and last != first + 1:
        return None
    year = match.groupdict().get("year") or NO_YEAR
    return f"{year}-{first:02}/{year}-{last:02}"


def _in_figures(match: re.Match[str]) -> str:
    """With points the day comes first; with strokes either may, and where both could, nobody
    knows.
    """
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if match["mark"] == "." or first > 12:
        return f"{year}-{second:02}-{first:02}"
    return f"{year}-{first:02}-{second:02}" if second > 12 or first == second else year


def _years(match: re.Match[str]) -> str | None:
    first, last = match["year"], match["last"]
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if first < last else None


def _decade(match: re.Match[str]) -> str:
    return f"{match['decade']}0/{match['decade']}9"


def _year(match: re.Match[str]) -> str | None:
    """A number that is a year by what stands around it."""
    text, (start, end) = match.string, match.span()
    before, after = text[max(0, start - _LOOK_AROUND) : start], text[end : end + _LOOK_AROUND]
    if _YEAR_BEHIND.match(after):
        return match[0]
    if _NUMBERED.search(before) or _COUNTED.match(after):
        return None
    if _SURELY_BEFORE.search(before):
        return match[0]
    is_round = match[0].endswith("00")
    if is_round or not (_BEFORE_YEAR.search(before) or _NAME_OR_END.match(after)):
        return None
    return match[0]


_YEAR_BEHIND = _compiled(rf"(?:-?(?:й|го|м|ом|му|х|е))?\s?(?:{russian.YEAR})")
_NUMBERED = _compiled(rf"(?:\b(?:{english.NUMBERED}|{russian.NUMBERED})|[№#$€£])\.?\s?$")
_COUNTED = _compiled(rf"\s?(?:%|[-–]?(?:{english.COUNTED}|{russian.COUNTED})\b)")
_SURELY_BEFORE = _compiled(
    rf"\b(?:{english.SURELY_BEFORE_YEAR}|{russian.SURELY_BEFORE_YEAR}|{_SEASON})\s+$|\($"
)
_BEFORE_YEAR = _compiled(
    rf"(?:^|[\s(\[«\"“])(?:{english.BEFORE_YEAR}|{russian.BEFORE_YEAR})\s+$|[(,;]\s?$|^\s*$"
)
_NAME_OR_END = re.compile(r"\s*(?:$|[,;:.!?)\]»”\"](?!\d)|[A-ZА-Я])")

_BARE_YEAR = rf"(?<![\w.,/$€£№#–—-]){_YEAR}(?![\w/]|[.,-]\d|[-–—]\d)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_compiled(rf"{_ALONE}{_YEAR}-\d\d-\d\d(?:/{_YEAR}-\d\d-\d\d)?(?![\w-])"), _iso),
    (
        _compiled(
            rf"{_ALONE}(?P<day>{_DAY})\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?{_TO}(?P<last>{_DAY})\s+"
            rf"(?:of\s+)?(?P<last_month>{_NAMES})\b\.?(?:,?\s+(?P<last_year>{_ANY_YEAR}))?"
        ),
        _across,
    ),
    (
        _compiled(
            rf"\b{_NAMED}\s+(?P<day>{_DAY}){_OF_YEAR}?{_TO}(?P<last_month>{_NAMES})\b\.?\s+"
            rf"(?P<last>{_DAY})(?:,?\s+(?P<last_year>{_ANY_YEAR}))?"
        ),
        _across,
    ),
    (_compiled(rf"{_ALONE}{_DAYS}\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?(?!\w)"), _days),
    (_compiled(rf"{_ALONE}{_ONE_DAY}\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?(?!\w)"), _day),
    (_compiled(rf"\b{_NAMED}\s+(?:the\s+)?{_DAYS}{_OF_YEAR}?(?!\w)"), _days),
    (_compiled(rf"\b{_NAMED}\s+(?:the\s+)?{_ONE_DAY}{_OF_YEAR}?(?!\w)"), _day),
    (_compiled(rf"\b{_NAMED}{_LAST_MONTH}{_THE_YEAR}"), _months),
    (_compiled(rf"\b{_NAMED}{_THE_YEAR}"), _month),
    (_compiled(rf"{_IN}(?P<date>{_IN_FULL}{_LAST_MONTH})(?!\s?\d)"), _months),
    (_compiled(rf"{_IN}(?P<date>{_IN_FULL})(?!\s?\d)"), _month),
    (
        _compiled(
            r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)"
            rf"(?P<year>{_YEAR})(?![./-]?\d)"
        ),
        _in_figures,
    ),
    (
        _compiled(
            rf"(?<![\w.,/$€£№#-])(?P<year>{_YEAR})\s?[-–—/]\s?(?P<last>{_YEAR}|\d\d(?!\d))(?![\w/-])"
        ),
        _years,
    ),
    (
        _compiled(
            rf"\b(?:{english.BETWEEN}|{russian.BETWEEN})\s+(?P<date>(?P<year>{_YEAR})"
            rf"(?:\s(?:{russian.YEAR}))?\s(?:{english_months.AND}|{russian_months.AND})\s"
            rf"(?P<last>{_YEAR}))"
        ),
        _years,
    ),
    (
        _compiled(
            rf"(?<![\w.,/$€£№#-])(?P<year>{_YEAR})(?:\s(?:{russian.YEAR}))?\s(?:{english_months.TO}"
            rf"|until|till|through|{russian_months.TO}|до)\s(?P<last>{_YEAR})(?![\w/-])"
        ),
        _years,
    ),
    (
        _compiled(
            r"(?<![\w.,/$€£-])(?P<decade>(?:1[6-9]|20)\d)0(?:[’']?s|-?(?:е|х|ые|ых)(?=\s+год))\b"
        ),
        _decade,
    ),
    (re.compile(_BARE_YEAR), _year),
)
