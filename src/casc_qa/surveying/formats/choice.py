"""Which format a table is written in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from casc_qa.errors import ExportError
from casc_qa.surveying.formats import csv_rows, word, xlsx
from casc_qa.surveying.table import Table
from casc_qa.system.extras import require
from casc_qa.system.visible import json_text

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(NamedTuple):
    """One kind of file."""

    name: str
    media_type: str
    render: Callable[[Table, str], bytes]
    """Of a table and the language of what is said in it."""
    library: str | None = None
    """What it needs, as it is imported; the extra that has it is called as the format."""

    @property
    def suffix(self) -> str:
        """How the names of such files end."""
        return f".{self.name}"

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.library is None

    def check(self) -> None:
        """Raises ExtraMissing where a library that it needs is not installed."""
        if self.library is not None:
            require(self.name, self.library)


def _json(table: Table, language: str) -> bytes:
    """The object of the table; nothing is said in it but what the table has."""
    return (json_text(table.to_dict(), indent=2) + "\n").encode()


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "text/csv; charset=utf-8", csv_rows.render),
        Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", xlsx.render, "openpyxl"),
        Format("json", "application/json", _json),
        Format("docx", f"{_OFFICE}.wordprocessingml.document", word.render, "docx"),
    )
}


def format_of(name: str | None, path: Path | None) -> Format:
    """The format called ``name``, or the one that the path's ending says. Raises ExportError and
    ExtraMissing.
    """
    if name is None:
        name = path.suffix.lower()[1:] if path else ""
    if name not in FORMATS:
        endings = ", ".join(each.suffix for each in FORMATS.values())
        raise ExportError(
            f"{path} has none of the endings that say a format ({endings}): give it one, or name "
            "the format with --format."
        )
    chosen = FORMATS[name]
    chosen.check()
    return chosen
