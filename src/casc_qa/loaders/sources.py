"""corpus/sources.toml: what a person knows of a document and the document does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from casc_qa.errors import CorpusError
from casc_qa.text.dates import iso_range

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
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path} can't be read ({error}): mend it or remove it.") from error
    return {name: _source(path, name, table) for name, table in tables.items()}


def _source(path: Path, name: str, table: object) -> Source:
    known = [f.name for f in fields(Source)]
    if not isinstance(table, dict):
        raise CorpusError(f'{path}: write ["{name}"] as a table of {", ".join(known)}.')
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in table.items()}
    for key, value in values.items():
        if key not in known or not isinstance(value, str):
            raise CorpusError(
                f'{path}: {key} of "{name}" must be one of {", ".join(known)}, as text.'
            )
    source = Source(**values)
    if source.date is not None:
        try:
            iso_range(source.date)
        except ValueError as error:
            raise CorpusError(f'{path}: date of "{name}": {error}.') from error
    if source.url is not None and not source.url.startswith(("https://", "http://")):
        raise CorpusError(f'{path}: url of "{name}" must start with https:// or http://.')
    return source
