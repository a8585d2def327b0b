"""Files of pairs of texts in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class TrainingData(NamedTuple):
    """What train.py is given."""

    parallel: Path
    dictionary: Path
    own: Path


def write_pairs(path: Path, *pairs: tuple[str, str]) -> None:
    """Each pair a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
