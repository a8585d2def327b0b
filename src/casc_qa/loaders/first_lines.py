"""What the first lines of a text, and a file's name, say of a document: its title and date. Both
are right or absent.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from casc_qa.languages.english import openings as english
from casc_qa.languages.russian import openings as russian
from casc_qa.text.dates import find_date, iso_range
from casc_qa.text.line_wraps import ends_sentence, is_open
from casc_qa.text.table_rows import cells, is_figure

_LINES = 3
_CHARS = 600
_TITLE_CHARS = 200
_DATELINE_CHARS = 60
_HEADING_MARKS = re.compile(r"^#{1,6}\s+|\s+#+$")
_GREETING = re.compile(rf"(?:{english.GREETINGS}|{russian.GREETINGS})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w|^(?:from|to|cc|tel|fax)\s*:", re.IGNORECASE)
# A row of a table: several cells, or one behind the name of its column and another.
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = 3  # of a title, at least
_NAME_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_.](?P<month>0[1-9]|1[0-2])(?:[-_.](?P<day>[0-3]\d))?)?(?!\d)"
)
_SEPARATORS = re.compile(r"[_\s]+")


def title_of(text: str) -> str | None:
    """The first line, where it can be a title.

    >>> title_of("Allow me to congratulate you on your election.\\nIt is") is None
    True
    >>> title_of("# Strategy adopted\\n\\nVienna, 8 June 2023")
    'Strategy adopted'
    """
    lines = first_lines(text)
    line = _HEADING_MARKS.sub("", lines[0]) if lines else ""
    return line if _is_title(line, lines[1] if len(lines) > 1 else "") else None


def first_lines(text: str) -> list[str]:
    """The first lines that are not blank, without needless spaces."""
    lines = (" ".join(line.split()) for line in text[: _CHARS * 8].splitlines())
    return [line for line in lines if line][:_LINES]


def _is_title(line: str, below: str) -> bool:
    """Whether a person would take it for one: not too long, no sentence or the beginning of one, no
    greeting, no address, no row of a table.
    """
    if len(line) > _TITLE_CHARS or len("".join(_WORD.findall(line))) < _LETTERS:
        return False
    if (
        _is_row(line)
        or _GREETING.match(line)
        or _ADDRESS.search(line)
        or ends_sentence(line)
        or line.endswith(",")
    ):
        return False
    return not (below[:1].islower() or (below and is_open(line)))


def _is_row(line: str) -> bool:
    """Whether it is a row of a table, and no title of two parts."""
    parts = cells(line)
    return len(parts) > 2 or (
        len(parts) == 2
        and (parts[0].endswith(":") or ": " in parts[0] or any(map(is_figure, parts)))
    )


def name_of(doc_id: str) -> str:
    """The file's name as words; a row of a table keeps its number.

    >>> name_of("speeches/KAZ_74_2019.txt"), name_of("letters.csv#2")
    ('KAZ 74 2019', 'letters #2')
    """
    name, mark, row = doc_id.rpartition("#") if "#" in doc_id else (doc_id, "", "")
    stem = PurePosixPath(name).stem
    return _SEPARATORS.sub(" ", stem).strip() + (f" {mark}{row}" if row else "") or doc_id


def date_of(text: str) -> str | None:
    """The date that a line of the beginning is headed with. One inside a sentence may be any day.

    >>> date_of("Strategy adopted\\n\\nVienna, 8 June 2023. It was so.")
    '2023-06-08'
    >>> date_of("The Declaration was adopted on 10 December 1948.") is None
    True
    """
    lines = (line[:_CHARS] for line in first_lines(text) if not _is_row(line))
    return next(filter(None, map(_dateline, lines)), None)


def _dateline(line: str) -> str | None:
    """The date at a line's beginning, behind a place or the like at most."""
    head = line[:_DATELINE_CHARS]
    found = find_date(head)
    if found is None:
        return None
    before = re.split(r"\d", head, maxsplit=1)[0]
    plain = [word for word in _WORD.findall(before) if word.islower()]
    return None if any(word not in english.DATED | russian.DATED for word in plain) else found


def date_in_name(doc_id: str) -> str | None:
    """The date in the file's name.

    >>> date_in_name("2010-07-15_senate.txt"), date_in_name("KAZ_74_2019.txt")
    ('2010-07-15', '2019')
    """
    match = _NAME_DATE.search(PurePosixPath(doc_id.rpartition("#")[0] or doc_id).stem)
    if match is None:
        return None
    value = "-".join(part for part in match.groups() if part)
    try:
        iso_range(value)
    except ValueError:
        return match["year"]
    return value
