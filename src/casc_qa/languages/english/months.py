"""English months as they stand in dates, and the words between two dates."""

from __future__ import annotations

MONTHS = (
    "january february march april may june july august september october november december"
).split()
"""In order."""
NUMBER_OF = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
"""A month's names, short forms included, to its number from 1 on."""
TO = "to"
"""Between the first and the last day; AND, between two days of one month."""
AND = "and"
