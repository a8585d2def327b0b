"""corpus/glossary.toml: what English and what Russian call the same thing, edited by people."""

from __future__ import annotations

from pathlib import Path

from casc_qa.errors import CorpusError
from casc_qa.languages.glossary import Glossary, read_terms
from casc_qa.system.small_files import TABLES, BadFile, advice, quoted, read_toml, why

GLOSSARY_NAME = "glossary.toml"


def read_glossary(folder: Path) -> Glossary:
    """The terms in order; empty without the file. Raises CorpusError, naming what is wrong."""
    path = folder / GLOSSARY_NAME
    try:
        tables = read_toml(path, TABLES)
    except FileNotFoundError:
        return ()
    except (OSError, BadFile) as error:
        what = advice(error, "mend it or remove it")
        raise CorpusError(f"{path} can't be read ({why(error)}): {what}.") from error
    for key in tables:
        if key != "term":
            raise CorpusError(
                f"{path}: {quoted(key)} is unknown, write each entry below a line [[term]]."
            )
    try:
        return read_terms(tables.get("term", []))
    except ValueError as error:
        raise CorpusError(f"{path}: {error}.") from error
