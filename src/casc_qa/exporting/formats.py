"""The formats that answers can be taken away in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from casc_qa.errors import ExportError, ExtraMissing
from casc_qa.exporting import bibtex, csl_json, csv_rows, json_object, markdown, ris, word
from casc_qa.exporting.gathered import Export
from casc_qa.system.extras import require


class Format(NamedTuple):
    """One kind of file."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[Export], bytes]

    @property
    def lacks(self) -> bool:
        """Whether a library that it needs is not installed."""
        try:
            self.check()
        except ExtraMissing:
            return True
        return False

    def check(self) -> None:
        """Raises ExtraMissing where a library that it needs is not installed."""
        if self.name == "docx":
            require("docx", "docx")


FORMATS = {
    each.name: each
    for each in (
        Format("markdown", ".md", "text/markdown; charset=utf-8", markdown.render),
        Format(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            word.render,
        ),
        Format("json", ".json", "application/json", json_object.render),
        Format("csv", ".csv", "text/csv; charset=utf-8", csv_rows.render),
        Format("bibtex", ".bib", "application/x-bibtex; charset=utf-8", bibtex.render),
        Format("ris", ".ris", "application/x-research-info-systems", ris.render),
        Format("csl-json", ".csl.json", "application/vnd.citationstyles.csl+json", csl_json.render),
    )
}


def installed() -> list[Format]:
    """Those whose libraries are there."""
    return [each for each in FORMATS.values() if not each.lacks]


def format_of(path: Path, name: str | None = None) -> Format:
    """The format called ``name``, or the one that the path's ending says. Raises ExportError
    and ExtraMissing.
    """
    if name is not None:
        chosen = FORMATS[name]
    else:
        by_ending = sorted(FORMATS.values(), key=lambda each: -len(each.suffix))
        fitting = (each for each in by_ending if path.name.lower().endswith(each.suffix))
        found = next(fitting, None)
        if found is None:
            endings = ", ".join(each.suffix for each in FORMATS.values())
            raise ExportError(
                f"{path} has none of the endings that say a format ({endings}): give it one, or "
                "name the format with --format."
            )
        chosen = found
    chosen.check()
    return chosen
