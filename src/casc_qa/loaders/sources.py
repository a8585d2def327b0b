"""corpus/sources.toml: what a person knows of a document and the document does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from casc_qa.errors import CorpusError
from casc_qa.system.small_files import TABLES, BadFile, advice, quoted, read_toml, shown, why
from casc_qa.text.dates import iso_range
from casc_qa.types import LANGUAGE_CODE

SOURCES_NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """One table of sources.toml; None where it is silent."""

    title: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None


def read_sources(folder: Path) -> Mapping[str, Source]:
    """doc_id to Source; empty without the file. Raises CorpusError, naming what is wrong."""
    path = folder / SOURCES_NAME
    try:
        tables = read_toml(path, TABLES)
    except FileNotFoundError:
        return {}
    except (OSError, BadFile) as error:
        what = advice(error, "mend it or remove it")
        raise CorpusError(f"{path} can't be read ({why(error)}): {what}.") from error
    return {name: _source(path, name, table) for name, table in tables.items()}


def _source(path: Path, name: str, table: object) -> Source:
    known = [f.name for f in fields(Source)]
    if not isinstance(table, dict):
        raise CorpusError(f"{path}: write [{quoted(name)}] as a table of {', '.join(known)}.")
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in table.items()}
    for key, value in values.items():
        if key not in known or not isinstance(value, str):
            subject = f"{path}: {shown(key)[1:-1]} of {quoted(name)}"
            raise CorpusError(f"{subject} must be one of {', '.join(known)}, as text.")
        if problem := _CHECKS[key](value):
            raise CorpusError(f"{path}: {key} of {quoted(name)} {problem}.")
    if "title" in values:
        values["title"] = " ".join(values["title"].split())
    return Source(**values)


def _title(value: str) -> str | None:
    return None if len(value) <= _MOST_CHARS else f"is longer than {_MOST_CHARS} characters"


def _date(value: str) -> str | None:
    try:
        iso_range(value)
    except ValueError:
        return f"is wrong: {shown(value)} is no ISO 8601 date such as 2023, 2023-06 or 2023-06-08"
    return None if value.isascii() else "must be written in the digits 0 to 9"


def _language(value: str) -> str | None:
    return None if _LANGUAGE.fullmatch(value) else f"must be a code such as en, not {shown(value)}"


def _url(value: str) -> str | None:
    if not value.startswith(("https://", "http://")):
        return "must start with https:// or http://"
    if len(value) > _MOST_CHARS or not _ADDRESS.fullmatch(value):
        return f"must be an address without spaces, of at most {_MOST_CHARS} characters"
    return None


_MOST_CHARS = 2000
_LANGUAGE = re.compile(LANGUAGE_CODE)
_ADDRESS = re.compile(r"\S+")
_CHECKS = {"title": _title, "date": _date, "language": _language, "url": _url}
