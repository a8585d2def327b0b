"""The encoder of a built index, and the reader that comes with the program."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.reading.reader import Reader, open_reader


@pytest.fixture(scope="module")
def encoder(assistant: Assistant) -> OnnxEmbedder:
    assert isinstance(assistant._embedder, OnnxEmbedder)
    return assistant._embedder


@pytest.fixture(scope="module")
def reader(encoder: OnnxEmbedder) -> Reader:
    return open_reader(encoder)
