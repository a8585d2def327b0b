"""The order of passages: which key stands in which row. Rows never leave the package's stores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Keys(Protocol):
    """The passage_ids of a generation, in the order in which its stores hold passages."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> str: ...

    def row(self, key: str) -> int:
        """Where the passage stands. Raises KeyError for one that is not there."""


class ListedKeys:
    """Keys that are all in memory, as they are while building."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = list(keys)
        self._rows = {key: row for row, key in enumerate(self._keys)}

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, row: int, /) -> str:
        return self._keys[row]

    def row(self, key: str) -> int:
        """Where the passage stands. Raises KeyError for one that is not there."""
        return self._rows[key]
