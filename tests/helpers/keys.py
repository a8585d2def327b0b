"""Keys of passages that are in no document."""

from __future__ import annotations

from collections.abc import Sequence


class ListedKeys:
    """The ``Keys`` of these passage_ids, in this order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = list(keys)
        self._rows = {key: row for row, key in enumerate(self._keys)}

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, row: int, /) -> str:
        return self._keys[row]

    def row(self, key: str) -> int:
        """The row of the passage. Raises KeyError for one that is not there."""
        return self._rows[key]
