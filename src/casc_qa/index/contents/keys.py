"""The order of passages: which key is in which row. Rows never leave the package's stores."""

from __future__ import annotations

from typing import Protocol


class Keys(Protocol):
    """The passage_ids of a generation, in the order in which its stores hold passages."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> str: ...

    def row(self, key: str) -> int:
        """The row of the passage. Raises KeyError for one that is not there."""
