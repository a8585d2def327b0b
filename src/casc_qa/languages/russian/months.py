"""Russian months as they stand in dates, and the words between two dates."""

from __future__ import annotations

MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
"""In order, as they stand after a day."""
MONTHS_ALONE = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
).split()
"""In order, as they stand without a day."""
NUMBER_OF = {name: number for number, name in enumerate(MONTHS, 1)}
"""A month's name after a day to its number from 1 on."""
TO = "по"
"""Between the first and the last day; AND, between two days of one month."""
AND = "и"
_HARD = frozenset({"март", "август"})
FORM_OF = {
    form: number
    for number, (genitive, alone) in enumerate(zip(MONTHS, MONTHS_ALONE, strict=True), 1)
    for stem, endings in [(alone.rstrip("ьй"), "е у ом" if alone in _HARD else "е ю ем ём")]
    for form in (genitive, alone, *(stem + ending for ending in endings.split()))
}
"""A month's name in every case to its number from 1 on."""
