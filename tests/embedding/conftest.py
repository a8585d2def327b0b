"""The default model, as files and as encoders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder


@pytest.fixture(scope="module")
def packaged() -> ModelFiles:
    """The default model, as its package brings it."""
    model = find_model(None, Path("index"))
    assert model is not None
    return model


@pytest.fixture
def model_folder(packaged: ModelFiles, tmp_path: Path) -> Path:
    """A copy of the default model."""
    return Path(shutil.copytree(packaged.folder, tmp_path / "my-model"))


@pytest.fixture(scope="module")
def exported(assistant: Assistant) -> OnnxEmbedder:
    """The encoder that a build exports."""
    assert isinstance(assistant._embedder, OnnxEmbedder)
    return assistant._embedder
