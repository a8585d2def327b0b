"""How much memory building takes beyond the model's, whatever one file holds.

    python -m benchmarks.memory [--megabytes 20] [--cases prose lines chinese …]

Each case is built in a process of its own. The files are real, and so are reading them, telling
sentences apart, counting tokens with the model's own tokenizer, postings, vectors' storage and
publishing. The vectors are stand-ins, random and made in seconds: embedding so much really takes
hours on two cores. What the encoder takes while it works through a batch is not in the figures.

Prints for each case: what became of the files, passages and sentences, seconds, and the highest
resident memory of the building process less what it held when the model was loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casc_qa.building.build import EmbedderSource, build_from
from casc_qa.config import DocumentSettings
from casc_qa.embedding import Embedder
from casc_qa.embedding.encoders import Prepared, prepare_encoder
from casc_qa.embedding.models import ModelFiles
from casc_qa.errors import CorpusError
from casc_qa.loaders import FolderCorpus
from casc_qa.types import EmbedderInfo, Report

ROOT = Path(__file__).parents[1]
SEED = 20_260_101
WORDS = (
    "the of and to in a is that for it was on are as with they be at one have this from or had by "
    "meeting customs officer training region report border women strategy crime court project "
    "participants organized adopted measures between authorities representatives international"
).split()
Vectors = NDArray[np.float32]


class StandIn:
    """An embedder whose vectors are random; it counts tokens as the real one does."""

    def __init__(self, real: Embedder) -> None:
        """Of the dimension and the window of ``real``, which counts tokens."""
        self.info = EmbedderInfo("stand-in", "0" * 64, real.info.dimension, real.info.window)
        self.count_tokens = real.count_tokens
        self._draw = np.random.default_rng(SEED)

    def embed_passages(self, texts: Sequence[str], progress: Any = None) -> Vectors:
        """Shape (texts, dimension)."""
        made = self._draw.standard_normal((len(texts), self.info.dimension), np.float32)
        if len(made):
            made /= np.linalg.norm(made, axis=1, keepdims=True)
        if progress:
            progress(len(texts))
        return made

    embed_queries = embed_passages


def prose(size: int) -> bytes:
    """Sentences of 8 to 25 words, several a paragraph."""
    draw = random.Random(SEED)
    made: list[str] = []
    length = 0
    while length < size:
        words = draw.choices(WORDS, k=draw.randint(8, 25))
        end = draw.choice((". ", ". ", ". ", "? ", ".\n\n"))
        made.append(" ".join(words).capitalize() + end)
        length += len(made[-1])
    return "".join(made).encode()[:size]


def lines(size: int, chars: int) -> bytes:
    """Lines of so many characters, each a sentence."""
    draw = random.Random(SEED)
    count = size // (chars + 1)
    made = (" ".join(draw.choices(WORDS, k=9))[: chars - 1].capitalize() for _ in range(count))
    return "".join(f"{line.ljust(chars - 1, 'x')}.\n" for line in made).encode()


CASES: dict[str, Callable[[int], list[bytes]]] = {
    "prose": lambda size: [prose(size)],
    "short lines": lambda size: [lines(size, 20)],
    "lines up to the limit": lambda size: [lines(size, 40)],
    "中文。": lambda size: ["中文。".encode() * (size // 9)],
    "中文。 up to the limit": lambda size: ["中文。".encode() * min(size // 9, 499_999)],
    "Chinese prose": lambda size: [
        ("会议于五月在北京举行参加者有五十三名官员。" * (size // 63)).encode()
    ],
    "one line without a space": lambda size: [b"x" * size],
    "eight files of prose": lambda size: [prose(size - 1_000 * n) for n in range(8)],
}


def measured(case: str, size: int) -> dict[str, Any]:
    """What became of an index of the case, built in this process; ``size`` is in bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch, "corpus")
        corpus.mkdir()
        for number, data in enumerate(CASES[case](size)):
            (corpus / f"{number}.txt").write_bytes(data)
            del data
        return _built(corpus, Path(scratch, "index"))


def _built(corpus: Path, index: Path) -> dict[str, Any]:
    held: list[float] = []

    def prepare(files: ModelFiles, index: Path, report: Report) -> Prepared:
        real = prepare_encoder(files, index, report)
        real.embedder.embed_passages(["The model is loaded."])
        held.append(resident())
        described = {**real.described, **StandIn(real.embedder).info._asdict()}
        return Prepared(StandIn(real.embedder), described)

    before = peak()
    started = time.perf_counter()
    stand_ins = EmbedderSource(prepare, lambda files, exported, texts: (exported, "float32"))
    outcome = _outcome(corpus, index, stand_ins)
    return {
        "became": outcome,
        "seconds": time.perf_counter() - started,
        "above": peak() - (held[0] if held else before),
    }


def _outcome(folder: Path, index: Path, embedders: EmbedderSource) -> str:
    """Builds the index, and says what became of the files."""
    corpus = FolderCorpus(folder, index, DocumentSettings())
    try:
        manifest = build_from(
            corpus, index, None, None, {}, lambda what, done, total: None, embedders
        ).manifest
    except CorpusError as error:
        return str(error)
    skipped = "".join(f"; {each.path}: {each.reason}" for each in manifest.skipped)
    return f"{manifest.counts['passages']:,} passages{skipped}"


def resident() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """The most megabytes that it has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--cases", nargs="+", default=list(CASES), choices=list(CASES))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    size = chosen.megabytes * 1_000_000
    if chosen.inside:
        print(json.dumps(measured(chosen.cases[0], size)))
        return
    for case in chosen.cases:
        command = [sys.executable, "-m", "benchmarks.memory", "--inside", "--cases", case]
        command += ["--megabytes", str(chosen.megabytes)]
        printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        cost = json.loads(printed.splitlines()[-1])
        print(
            f"{case}: {cost['above']:,.0f} MB above the model, {cost['seconds']:.0f} s, "
            f"{cost['became']}",
            flush=True,
        )


if __name__ == "__main__":
    main()
