"""How fast many texts are embedded, against plain sentence-transformers in float32.

    python -m benchmarks.embed CORPUS.jsonl [--texts 512] [--bfloat16]

Takes texts from a BEIR folder's corpus.jsonl and embeds them in turn with plain ``encode``, with
the exported model (which building uses where nothing is faster), with OpenVINO where it is
installed, and, where the processor computes in bfloat16 or --bfloat16 insists, with that; twice
each, the better time counts. Model FLOPs are two for each weight and token (embedding table left
out) and those of attention; beside them stands the rate of a large matrix product in the same
format, in the same run. Padding does not count as work.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from casc_qa.embedding import bulk
from casc_qa.embedding.encoders import ENCODERS_FOLDER, prepare_encoder
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

SIDE = 2048  # of the matrices
Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]


class Row(NamedTuple):
    """What one way of embedding took."""

    name: str
    seconds: float
    cosine: float
    """The lowest with the vectors of plain ``encode``."""
    flops: float
    """A second."""

    @property
    def dtype(self) -> str:
        """What it computes in."""
        return "bfloat16" if "bfloat16" in self.name else "float32"


def matmul_rate(dtype: str) -> float:
    """Floating point operations a second of a product of two large matrices."""
    left, right = (torch.randn(SIDE, SIDE).to(getattr(torch, dtype)) for _ in range(2))
    left @ right
    started = time.perf_counter()
    left @ right
    return 2 * SIDE**3 / (time.perf_counter() - started)


def model_flops(model: Any, lengths: Sequence[int]) -> float:
    """Of one pass over texts of so many tokens."""
    encoder = model[0].auto_model
    weights = sum(p.numel() for name, p in encoder.named_parameters() if "embeddings" not in name)
    layers, width = encoder.config.num_hidden_layers, encoder.config.hidden_size
    attention = sum(4.0 * layers * width * length**2 for length in lengths)
    return float(2.0 * weights * sum(lengths) + attention)


class OpenVinoEmbedder(OnnxEmbedder):
    """The exported graph in OpenVINO."""

    def __init__(self, graph: Path) -> None:
        """``graph`` is model.onnx in the encoder's folder. Raises ImportError where OpenVINO is not
        installed.
        """
        super().__init__(graph.parent)
        core = importlib.import_module("openvino").Core()
        self._compiled = core.compile_model(str(graph), "CPU")

    @cached_property
    def session(self) -> Any:
        """As onnxruntime's."""
        return self

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        """The only output."""
        return [self._compiled(inputs)[0]]


def ways(
    files: ModelFiles, scratch: Path, bfloat16: bool
) -> tuple[SentenceTransformerEmbedder, dict[str, Embed]]:
    """The model itself, and each way of embedding by name."""
    original = SentenceTransformerEmbedder(files)
    exported = prepare_encoder(files, scratch, lambda what, done, total: None).embedder
    embeds: dict[str, Embed] = {
        "plain encode, float32": lambda texts: original.model.encode(
            list(texts), normalize_embeddings=True
        ),
        "exported, onnxruntime": exported.embed_passages,
    }
    graph = next((scratch / ENCODERS_FOLDER).glob("*/model.onnx"))
    with contextlib.suppress(ImportError):
        embeds["exported, OpenVINO"] = OpenVinoEmbedder(graph).embed_passages
    if bfloat16 or bulk.promising():
        means = bulk.promising() or bulk.Means("cpu", "bfloat16")
        rounded = SentenceTransformerEmbedder(files, means.device, means.dtype)
        embeds[f"sentence-transformers, {means}"] = rounded.embed_passages
    return original, embeds


def measured(embed: Embed, texts: Sequence[str]) -> tuple[float, Vectors]:
    """The better of two times, in seconds, and the vectors."""
    embed(texts[:16])
    times = []
    for _ in range(2):
        started = time.perf_counter()
        vectors = embed(texts)
        times.append(time.perf_counter() - started)
    return min(times), vectors


def read_texts(corpus: Path, count: int) -> list[str]:
    """Title and text of the first documents of a BEIR folder's corpus.jsonl."""
    with corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [f"{row.get('title') or ''}\n{row['text']}".strip() for row in rows]


def compared(embeds: Mapping[str, Embed], texts: Sequence[str], flops: float) -> list[Row]:
    """What each way of embedding ``texts`` takes, beside the first; ``flops`` are those of all
    ``texts``.
    """
    rows: list[Row] = []
    reference: Vectors | None = None
    for name, embed in embeds.items():
        seconds, vectors = measured(embed, texts)
        reference = vectors if reference is None else reference
        lowest = float((np.asarray(vectors) * reference).sum(axis=1).min())
        rows.append(Row(name, seconds, lowest, flops / seconds))
    return rows


def print_rows(rows: Sequence[Row], texts: int) -> None:
    """The table, and the rates it is held against; ``texts`` is how many were embedded."""
    rates = {dtype: matmul_rate(dtype) for dtype in sorted({row.dtype for row in rows})}
    for dtype, rate in rates.items():
        print(f"matrix product in {dtype}: {rate / 1e9:.0f} GFLOP/s")
    print(f"{'':<40}{'texts/s':>9}{'times':>7}{'of matmul':>11}{'cosine':>9}")
    for row in rows:
        print(
            f"{row.name:<40}{texts / row.seconds:>9.1f}"
            f"{rows[0].seconds / row.seconds:>7.2f}{row.flops / rates[row.dtype]:>11.0%}"
            f"{row.cosine:>9.5f}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--texts", type=int, default=512)
    parser.add_argument("--bfloat16", action="store_true", help="try it on any processor")
    typed = parser.parse_args(arguments)
    texts = read_texts(typed.corpus, typed.texts)
    with tempfile.TemporaryDirectory() as scratch:
        files = find_model(None, Path(scratch))
        assert files is not None  # the installed, or ModelError
        original, embeds = ways(files, Path(scratch), typed.bfloat16)
        window = original.info.window
        lengths = [min(count, window) for count in original.count_tokens(texts)]
        flops = model_flops(original.model, lengths)
        rows = compared(embeds, texts, flops)
    print(f"{len(texts)} texts, {sum(lengths):,} tokens, {flops / 1e9:,.0f} GFLOP")
    print_rows(rows, len(texts))


if __name__ == "__main__":
    main()
