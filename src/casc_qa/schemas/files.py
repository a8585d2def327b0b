"""The JSON Schemas that come with the program."""

from __future__ import annotations

from pathlib import Path

from casc_qa.errors import UsageError

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Of every object that has a schema.

    >>> "ask" in names()
    True
    """
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def schema_text(name: str) -> str:
    """The JSON Schema of an object, as text. Raises UsageError for one that there is not."""
    if name not in names():
        raise UsageError(f"There is no object of that name: choose one of {', '.join(names())}.")
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")
