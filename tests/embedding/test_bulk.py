"""What embeds many texts fastest gives the same vectors, or is not used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from casc_qa.embedding import bulk
from casc_qa.embedding.models import find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from helpers.texts import ENGLISH, TEXTS


def test_bfloat16_gives_nearly_the_same_vectors(exported: OnnxEmbedder) -> None:
    model = find_model(None, Path("index"))
    assert model is not None
    rounded = SentenceTransformerEmbedder(model, "cpu", "bfloat16")
    ours, theirs = exported.embed_passages(ENGLISH), rounded.embed_passages(ENGLISH)
    assert theirs.dtype == np.float32
    cosines = (ours * theirs).sum(axis=1)
    assert 0.995 < cosines.min() < 0.99999  # near, and truly rounded
    assert bulk.speed_up(rounded, exported, ENGLISH) > 0


def test_other_vectors_are_no_gain(exported: OnnxEmbedder) -> None:
    class Backwards:
        """Fast, and wrong."""

        def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
            return -exported.embed_passages(texts)

    assert bulk.speed_up(Backwards(), exported, TEXTS) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("device", "count"),
    [
        ("cpu", bulk.WORTH_LOADING - 1),  # too few to load another library for
        ("xpu", bulk.WORTH_LOADING),  # a device that is not there
    ],
)
def test_the_export_stays_where_nothing_gains(
    device: str, count: int, exported: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = find_model(None, Path("index"))
    assert model is not None
    monkeypatch.setattr(bulk, "promising", lambda: bulk.Means(device, "bfloat16"))
    assert bulk.fastest(model, exported, ["a text"] * count) == (exported, "float32")
