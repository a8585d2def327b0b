"""From texts to unit vectors. ``Embedder`` is what the rest of the program knows of models.

``models`` finds a model's files, ``hub`` downloads them where the user asks for it. A build
exports the model once to ONNX (``onnx``), so that asking needs no torch; ``encoders`` prepares
and opens what an index is asked with, held against the program's own export
(``reference_encoder``). ``sentence_transformer`` is the original, and ``bulk`` chooses what embeds
many texts fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from casc_qa.types import EmbedderInfo

if TYPE_CHECKING:
    from casc_qa.types import Vectors

Progress = Callable[[int], None]
"""Called with how many texts were done since the last call."""


class Embedder(Protocol):
    """Texts that mean the same land close to each other."""

    @property
    def info(self) -> EmbedderInfo:
        """Name, fingerprint, dimension and window: what fixes the vectors."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, uncut."""

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of what will be searched, shape (texts, dimension), float32, of length one."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimension), float32, of length one."""
