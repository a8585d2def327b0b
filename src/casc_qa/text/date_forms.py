"""How dates are written, and how each form is read: as ISO 8601, "--05-20" where it has no year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from casc_qa.languages.english import dates as english
from casc_qa.languages.english import months as english_months
from casc_qa.languages.russian import dates as russian
from casc_qa.languages.russian import months as russian_months

NO_YEAR = "-"
"""Stands for the year of a date that has none: "--05-20"."""
_LOOK_AROUND = 40  # characters

_NUMBER_OF = {**english_months.NUMBER_OF, **russian_months.FORM_OF}


def _latin(names: Iterable[str]) -> str:
    """English months by name: they begin with a capital letter, as "may" and "mar" do not."""
    forms = [form for name in names for form in (name.capitalize(), name.upper())]
    return f"(?-i:{'|'.join(sorted(forms, key=len, reverse=True))})"


_CYRILLIC = "|".join(sorted(russian_months.FORM_OF, key=len, reverse=True))
_LATIN_NAMES = _latin(english_months.NUMBER_OF)
_NAMES = f"{_LATIN_NAMES}|{_CYRILLIC}"
_LONG = f"{_latin(english_months.MONTHS)}|{_CYRILLIC}"
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
_LATIN = rf"(?P<month>{_LATIN_NAMES})\b\.?"  # before a day only English has it
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
    rf"\b(?:{english.SURELY_BEFORE_YEAR}|{russian.SURELY_BEFORE_YEAR}|(?:{_SEASON})(?:\s+of)?)\s+$|\($"
)
_BEFORE_YEAR = _compiled(
    rf"(?:^|[\s(\[«\"“])(?:{english.BEFORE_YEAR}|{russian.BEFORE_YEAR})\s+$|[(,;]\s?$|^\s*$"
    r"|(?-i:[A-ZА-Я])[\w’'-]+\s+$"
)
_NAME_OR_END = re.compile(
    rf"\s*(?:$|[,;:.!?)\]»”\"](?!\d)|[A-ZА-Я]|(?:{english.AFTER_YEAR}|{russian.AFTER_YEAR})\b)"
)

_BARE_YEAR = rf"(?<![\w.,/$€£№#–—-]){_YEAR}(?![\w/]|[.,-]\d|[-–—]\d)"
Form = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
_WITH_MONTH: tuple[Form, ...] = (
    (
        _compiled(
            rf"{_ALONE}(?P<day>{_DAY})\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?{_TO}(?P<last>{_DAY})\s+"
            rf"(?:of\s+)?(?P<last_month>{_NAMES})\b\.?(?:,?\s+(?P<last_year>{_ANY_YEAR}))?"
        ),
        _across,
    ),
    (
        _compiled(
            rf"\b{_LATIN}\s+(?P<day>{_DAY}){_OF_YEAR}?{_TO}(?P<last_month>{_LATIN_NAMES})\b\.?\s+"
            rf"(?P<last>{_DAY})(?:,?\s+(?P<last_year>{_ANY_YEAR}))?"
        ),
        _across,
    ),
    (_compiled(rf"{_ALONE}{_DAYS}\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?(?!\w)"), _days),
    (_compiled(rf"{_ALONE}{_ONE_DAY}\s+(?:of\s+)?{_NAMED}{_OF_YEAR}?(?!\w)"), _day),
    (_compiled(rf"\b{_LATIN}\s+(?:the\s+)?{_DAYS}{_OF_YEAR}?(?!\w)"), _days),
    (_compiled(rf"\b{_LATIN}\s+(?:the\s+)?{_ONE_DAY}{_OF_YEAR}?(?!\w)"), _day),
    (_compiled(rf"\b{_NAMED}{_LAST_MONTH}{_THE_YEAR}"), _months),
    (_compiled(rf"\b{_NAMED}{_THE_YEAR}"), _month),
    (_compiled(rf"{_IN}(?P<date>{_IN_FULL}{_LAST_MONTH})"), _months),
    (_compiled(rf"{_IN}(?P<date>{_IN_FULL})"), _month),
)
_IN_FIGURES: tuple[Form, ...] = (
    (_compiled(rf"{_ALONE}{_YEAR}-\d\d-\d\d(?:/{_YEAR}-\d\d-\d\d)?(?![\w-])"), _iso),
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


def forms_in(text: str) -> tuple[Form, ...]:
    """The forms that may be in ``text``: most sentences hold no date, and are told so at once."""
    small = text.lower()
    has_digit, has_year = _DIGIT.search(text), _FOUR_DIGITS.search(text)
    months = _NUMBER_OF if has_digit else _IN_FULL_NAMES
    has_month = any(name in small for name in months)
    return (_WITH_MONTH if has_month else ()) + (_IN_FIGURES if has_year else ())


_DIGIT, _FOUR_DIGITS = re.compile(r"\d"), re.compile(r"[12]\d{3}")
_IN_FULL_NAMES = frozenset([*english_months.MONTHS, *russian_months.FORM_OF])
