"""How fast many texts are embedded, against plain sentence-transformers in float32.

    python benchmarks/embed.py CORPUS.jsonl [--texts 512] [--bfloat16]

Takes texts from a BEIR folder's corpus.jsonl and embeds them in turn with plain ``encode``, with
the exported model (which building uses where nothing is faster), with OpenVINO where it is
installed, and, where the processor computes in bfloat16 or --bfloat16 insists, with that; twice
each, the better time counts. Model FLOPs are two for each weight and token (embedding table left
out) and those of attention; beside them stands the rate of a large matrix product in the same
format, in the same run. Padding does not count as work.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from casc_qa.embedding import bulk
from casc_qa.embedding.encoders import ENCODERS_FOLDER, prepare_encoder
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

SIDE = 2048  # of the matrices
Embed = Callable[[Sequence[str]], Any]


class Row(NamedTuple):
    """One way of embedding."""

    name: str
    seconds: float
    cosine: float
    flops: float


def matmul_rate(dtype: str) -> float:
    """Floating point operations a second of a product of two large matrices."""
    import torch

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
    attention = sum(4 * layers * width * length**2 for length in lengths)
    return 2.0 * weights * sum(lengths) + attention


def openvino_embed(graph: Path, exported: Any) -> Embed | None:
    """The exported graph in OpenVINO; None where it is not installed."""
    try:
        import openvino
    except ImportError:
        return None
    compiled = openvino.Core().compile_model(str(graph), "CPU")

    class Session:
        """As onnxruntime's."""

        @staticmethod
        def run(_: None, inputs: dict[str, Any]) -> list[Any]:
            return [compiled(inputs)[0]]

    other = type(exported)(graph.parent)
    other.session = Session()
    return other.embed_passages


def ways(files: ModelFiles, scratch: Path, bfloat16: bool) -> tuple[Any, dict[str, Embed]]:
    """The model itself, and each way of embedding by name."""
    original = SentenceTransformerEmbedder(files)
    exported = prepare_encoder(files, scratch, lambda what, done, total: None).embedder
    found: dict[str, Embed] = {
        "plain encode, float32": lambda texts: original.model.encode(
            list(texts), normalize_embeddings=True
        ),
        "exported, onnxruntime": exported.embed_passages,
    }
    graph = next((scratch / ENCODERS_FOLDER).glob("*/model.onnx"))
    if openvino := openvino_embed(graph, exported):
        found["exported, OpenVINO"] = openvino
    if bfloat16 or bulk.promising():
        means = bulk.promising() or bulk.Means("cpu", "bfloat16")
        rounded = SentenceTransformerEmbedder(files, means.device, means.dtype)
        found[f"sentence-transformers, {means}"] = rounded.embed_passages
    return original, found


def measured(embed: Embed, texts: Sequence[str]) -> tuple[float, Any]:
    """The better of two times, and the vectors."""
    embed(texts[:16])
    times = []
    for _ in range(2):
        started = time.perf_counter()
        vectors = embed(texts)
        times.append(time.perf_counter() - started)
    return min(times), vectors


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--texts", type=int, default=512)
    parser.add_argument("--bfloat16", action="store_true", help="try it on any processor")
    typed = parser.parse_args()
    with typed.corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(typed.texts), strict=False)]
    texts = [f"{row.get('title') or ''}\n{row['text']}".strip() for row in rows]
    files = find_model(None, Path())
    assert files is not None
    with tempfile.TemporaryDirectory() as scratch:
        original, found = ways(files, Path(scratch), typed.bfloat16)
        window = original.info.window
        lengths = [min(count, window) for count in original.count_tokens(texts)]
        flops = model_flops(original.model, lengths)
        reference: Any = None
        table = []
        for name, embed in found.items():
            seconds, vectors = measured(embed, texts)
            reference = vectors if reference is None else reference
            lowest = float((np.asarray(vectors) * reference).sum(axis=1).min())
            table.append(Row(name, seconds, lowest, flops / seconds))
    dtypes = {"bfloat16" if "bfloat16" in row.name else "float32" for row in table}
    rates = {dtype: matmul_rate(dtype) for dtype in sorted(dtypes)}
    print(f"{len(texts)} texts, {sum(lengths):,} tokens, {flops / 1e9:,.0f} GFLOP")
    for dtype, rate in rates.items():
        print(f"matrix product in {dtype}: {rate / 1e9:.0f} GFLOP/s")
    print(f"{'':<40}{'texts/s':>9}{'times':>7}{'of matmul':>11}{'cosine':>9}")
    for row in table:
        dtype = "bfloat16" if "bfloat16" in row.name else "float32"
        print(
            f"{row.name:<40}{len(texts) / row.seconds:>9.1f}"
            f"{table[0].seconds / row.seconds:>7.2f}{row.flops / rates[dtype]:>11.0%}"
            f"{row.cosine:>9.5f}"
        )


if __name__ == "__main__":
    main()
