"""Text in the cells of a spreadsheet: never taken for a formula, and never lost on the way back.

A spreadsheet runs what begins with one of a few characters. Such a text gets an apostrophe in
front; so does one that begins with apostrophes before such a character, so that taking one away
from either gives back what it was.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """``text`` as a cell holds it.

    >>> guarded("=SUM(A1)"), guarded("'-1"), guarded("'Twas")
    ("'=SUM(A1)", "''-1", "'Twas")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given.

    >>> unguarded("'=SUM(A1)"), unguarded("''-1"), unguarded("'Twas")
    ('=SUM(A1)', "'-1", "'Twas")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
