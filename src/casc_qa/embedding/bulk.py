"""Embeds many texts as fast as this machine can: on an accelerator, or in bfloat16 where the
processor computes in it. Where neither gains, or gives other vectors, the exported model stays.
"""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.errors import ModelError
from casc_qa.languages.cyrillic import has_cyrillic

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.embedding.models import ModelFiles

WORTH_LOADING = 4000  # texts; fewer are embedded before torch has even been imported
LOWEST_COSINE = 0.995
_FASTER = 1.2  # times; less is not worth other last digits
_SAMPLE = 64
_CPU_INFO = Path("/proc/cpuinfo")


class Means(NamedTuple):
    """How torch could compute."""

    device: str
    dtype: str

    def __str__(self) -> str:
        return f"{self.dtype} on {self.device}"


def fastest(files: ModelFiles, exported: Embedder, texts: Sequence[str]) -> tuple[Embedder, str]:
    """What embeds ``texts`` fastest, tried on a few of them, and what its vectors are computed in;
    ``exported`` unless another gives the same vectors in less time.
    """
    means = promising()
    if means is None or len(texts) < WORTH_LOADING:
        return exported, "float32"
    if files.russian and any(map(has_cyrillic, texts)):  # torch's tokenizer knows no Russian words
        return exported, "float32"
    sample = list(texts[:: max(1, len(texts) // _SAMPLE)][:_SAMPLE])
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

    try:
        candidate = SentenceTransformerEmbedder(files, means.device, means.dtype)
        gain = speed_up(candidate, exported, sample)
    except (ModelError, RuntimeError):  # a device that is there and can't be used
        return exported, "float32"
    return (candidate, str(means)) if gain >= _FASTER else (exported, "float32")


def speed_up(candidate: Embedder, exported: Embedder, sample: Sequence[str]) -> float:
    """How many times as fast ``candidate`` is; 0 when its vectors are others."""
    candidate.embed_passages(sample[:8])  # the first texts pay for what is set up once
    started = time.perf_counter()
    theirs = candidate.embed_passages(sample)
    between = time.perf_counter()
    ours = exported.embed_passages(sample)
    ended = time.perf_counter()
    if float((ours * theirs).sum(axis=1).min()) <= LOWEST_COSINE:
        return 0.0
    return (ended - between) / (between - started)


def promising() -> Means | None:
    """What might be faster than float32 on the processor, decided without loading torch."""
    if Path("/dev/nvidia0").exists() or shutil.which("nvidia-smi"):
        return Means("cuda", "bfloat16")
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return Means("mps", "float32")
    return Means("cpu", "bfloat16") if _computes_bfloat16(_cpu_info()) else None


def _cpu_info() -> str:
    try:
        return _CPU_INFO.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _computes_bfloat16(cpu_info: str) -> bool:
    """Whether the processor has instructions for it; without, it is slower than float32.

    >>> _computes_bfloat16("flags\\t\\t: fpu avx2 amx_bf16 amx_tile")
    True
    >>> _computes_bfloat16("flags\\t\\t: fpu avx2")
    False
    """
    return not {"amx_bf16", "avx512_bf16"}.isdisjoint(cpu_info.split())
