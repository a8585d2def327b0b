"""From texts to unit vectors. ``Embedder`` is what the rest of the program knows of models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from casc_qa.types import EmbedderInfo

if TYPE_CHECKING:
    from casc_qa.types import Vectors

Progress = Callable[[int], None]
"""Told how many texts were done since the last call."""


class Embedder(Protocol):
    """Texts that mean the same land close to each other."""

    @property
    def info(self) -> EmbedderInfo:
        """What fixes the vectors."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, uncut."""

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of what will be searched."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is searched for."""
