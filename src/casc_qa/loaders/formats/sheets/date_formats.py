"""Days and times as ISO 8601, as much of them as a format shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from casc_qa.languages.english.months import MONTHS
from casc_qa.loaders.formats.sheets.format_codes import Section, Token

_LAST_DAY = 2_958_465  # 31 December 9999
_FEBRUARY_29_1900 = 60  # a day that programs count and that never was
_BEFORE_1900, _BEFORE_MARCH_1900 = datetime(1899, 12, 30), datetime(1899, 12, 31)
_FIRST_OF_1904 = datetime(1904, 1, 1)
_DAY_SECONDS = 86_400
_NAMES = ("mmm", "mmmm")


def show_date(number: Decimal, section: Section, is_1904: bool) -> str | None:
    """The date, the time or the span of time that a number stands for; None for what is none."""
    shows_years = not any(token.kind == "elapsed" for token in section.tokens)
    if not -_LAST_DAY < number <= _LAST_DAY or (number < 0 and shows_years):
        return None
    seconds = int((number * _DAY_SECONDS).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not shows_years:
        return _elapsed(seconds, section)
    return moment_shown(_moment(number, seconds, is_1904), frozenset(_parts(section)))


def spelled(number: Decimal, section: Section, is_1904: bool) -> str:
    """A date as its format shows it with the name of its month; empty where it shows none."""
    shows_name = any(token.text in _NAMES for token in section.tokens if token.kind == "date")
    if not shows_name or not 0 <= number <= _LAST_DAY:
        return ""
    moment = _moment(number, int(number * _DAY_SECONDS), is_1904)
    parts = (_as_written(token, moment) for token in section.tokens)
    return " ".join("".join(parts).split())


def _as_written(token: Token, moment: datetime) -> str:
    """What a part of a format says of a moment, in English."""
    if token.kind != "date":
        return token.text if token.kind in ("literal", "mark") else ""
    name = MONTHS[moment.month - 1].capitalize()
    written = {"mmm": name[:3], "mmmm": name, "m": str(moment.month), "mm": f"{moment.month:02}"}
    days = {"d": str(moment.day), "dd": f"{moment.day:02}", "y": f"{moment.year % 100:02}"}
    years = {"yy": days["y"], "yyy": str(moment.year), "yyyy": str(moment.year)}
    return (written | days | years).get(token.text, "")


def show_iso(value: str, section: Section) -> str:
    """A day or a moment that is stored as ISO 8601, as much of it as is shown."""
    try:
        moment = datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return value
    if section.is_date:
        return moment_shown(moment, frozenset(_parts(section)))
    has_time = moment.time() != datetime.min.time()
    return moment_shown(moment, frozenset(("y", "m", "d", *(("h", "min") * has_time))))


def moment_shown(moment: datetime, parts: frozenset[str]) -> str:
    """As much of a moment as these parts of it: "y", "m", "d", "h", "min", "s".

    >>> moment_shown(datetime(2022, 3, 1, 14, 30), frozenset({"d", "m", "y", "h", "min"}))
    '2022-03-01T14:30'
    """
    day = moment.strftime("%d")
    date = f"{moment.year:04}"
    if "d" in parts or not parts & {"y"}:
        date += f"-{moment.month:02}" + (f"-{day}" if "d" in parts or "m" not in parts else "")
    elif "m" in parts:
        date += f"-{moment.month:02}"
    time = moment.strftime("%H:%M" if "h" in parts else "%M") if parts & {"h", "min"} else ""
    if "s" in parts:
        time += moment.strftime(":%S" if time else "%S")
    has_date = bool(parts & {"y", "m", "d"}) or not time
    return "T".join(part for part in (date if has_date else "", time) if part)


def _moment(number: Decimal, seconds: int, is_1904: bool) -> datetime:
    start = _FIRST_OF_1904
    if not is_1904:
        start = _BEFORE_MARCH_1900 if number < _FEBRUARY_29_1900 else _BEFORE_1900
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:  # its last second, rounded
        return datetime.max


def _parts(section: Section) -> Iterator[str]:
    """Which parts of a moment a section shows; an "m" beside hours or seconds is minutes."""
    letters = [token.text for token in section.tokens if token.kind == "date"]
    for place, letter in enumerate(letters):
        before = letters[place - 1][0] if place else ""
        after = letters[place + 1][0] if place + 1 < len(letters) else ""
        is_minutes = letter[0] == "m" and len(letter) < 3 and (before == "h" or after == "s")
        yield "min" if is_minutes else letter[0]


def _elapsed(seconds: int, section: Section) -> str:
    """A span of time, counted in the largest part that is shown: "30:15:00"."""
    tokens = [token.text[0] for token in section.tokens if token.kind in ("elapsed", "date")]
    rest = Decimal(abs(seconds))
    shown: list[str] = []
    for letter, size in (("h", 3600), ("m", 60), ("s", 1)):
        if letter in tokens:
            count = int((rest / size).to_integral_value(rounding=ROUND_FLOOR))
            rest -= count * size
            shown.append(f"{count:02}" if shown else str(count))
    return ("-" if seconds < 0 else "") + ":".join(shown)
