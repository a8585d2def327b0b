"""The encoder that the reader starts from: its tokens, its word vectors and its layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch

from casc_qa.embedding.encoders import encoder_name
from casc_qa.embedding.models import find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.reference_encoder import reference_encoder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.languages.russian.encoder_words import read_vectors


class Encoder(NamedTuple):
    """The default model."""

    tokens: OnnxEmbedder
    layers: Any
    """A transformers BertModel."""
    table: torch.Tensor
    """Word vectors, those made for Russian included: shape (tokens, dimension)."""


def open_encoder() -> Encoder:
    """The default model, prepared the first time, which takes some ten seconds."""
    files = find_model(None, Path("index"))
    assert files is not None and files.russian is not None  # noqa: S101  # it comes along
    reference = reference_encoder(files, encoder_name(files.fingerprint), lambda *_: None)
    tokens = OnnxEmbedder(reference.folder, reference.description)
    original = SentenceTransformerEmbedder(files)
    original.add_tokens(read_vectors(files.russian))
    original.simplify()  # plain attention trains faster on CPUs than PyTorch's fused call
    layers = original.model[0].auto_model
    return Encoder(tokens, layers, layers.get_input_embeddings().weight.detach().clone())
