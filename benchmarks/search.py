"""How retrieval grows with the collection: from a thousand passages to all of a folder's.

    python -m benchmarks.search FOLDER_OF_TEXTS [--passages 1000 25000 250000] [--keep DIR]

Indexes as many documents of the folder as give each number of passages, and asks questions made of
their own words. The text, the passages, the postings and the reader are real. The vectors are
stand-ins, made in seconds: each word has a random direction, a text is the sum of its words' (rarer
words count more), so that texts about the same things lie close, as an encoder's do. What is timed
does not depend on which directions they are.

Prints for each size: opening in a fresh process, searching in it (median and 99th percentile of the
ranking, of exact search alone, of BM25 alone; then of the whole answer, its passages unread and
read), recall@10 against exact search, and the resident memory in the end.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from casc_qa.asking.assistant import Assistant
from casc_qa.building.build import EmbedderSource, build_from
from casc_qa.config import AnsweringSettings, DocumentSettings, Settings
from casc_qa.embedding.encoders import Prepared, open_encoder, prepare_encoder
from casc_qa.embedding.models import ModelFiles
from casc_qa.index.generation import Generation, open_current
from casc_qa.loaders import FolderCorpus
from casc_qa.reading.reader import open_reader
from casc_qa.text.tokens import tokens
from casc_qa.types import EmbedderInfo, Report

ROOT = Path(__file__).parents[1]
DIMENSION = 384
QUESTIONS = 200
QUESTION_WORDS = 8
PER_DOCUMENT = 29.5  # passages of a speech, about
SEED = 20_260_101
FINGERPRINT = "0" * 64  # of no model
UNREAD = Settings(answering=AnsweringSettings(reader=False))
RARITY_NAME = "rarity.json"
ENCODER_NAME = "encoder.json"  # the description of the real one, of whose vectors the reader reads
Vectors = NDArray[np.float32]


class StandIn:
    """An embedder whose vectors cost next to nothing; it counts tokens as the real one does.

    How rare a word is, it learns from the first texts that it embeds; ``rarity`` is what another
    one learned.
    """

    def __init__(
        self,
        count_tokens: Callable[[Sequence[str]], list[int]] | None = None,
        rarity: dict[str, float] | None = None,
    ) -> None:
        """``count_tokens`` is the real one's, needed for building alone."""
        self.info = EmbedderInfo("stand-in", FINGERPRINT, DIMENSION, 256)
        self._count_tokens = count_tokens
        self.rarity = rarity or {}
        self._directions: dict[str, Vectors] = {}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, by the real one's tokenizer."""
        assert self._count_tokens is not None
        return self._count_tokens(texts)

    def embed_passages(self, texts: Sequence[str], progress: Any = None) -> Vectors:
        """Shape (texts, dimension)."""
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        all_words = [tokens(text)[:256] or ["nothing"] for text in texts]
        if not self.rarity:
            counts = Counter(word for words in all_words for word in set(words))
            self.rarity = {w: math.log(1 + len(texts) / n) ** 2 for w, n in counts.items()}
        for row, words in enumerate(all_words):
            total = sum(self._direction(word) for word in words)
            vectors[row] = total / np.linalg.norm(total)
            if progress and row % 1000 == 999:
                progress(1000)
        return vectors

    embed_queries = embed_passages

    def _direction(self, word: str) -> Vectors:
        if word not in self._directions:
            drawn = np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION)
            self._directions[word] = (drawn * self.rarity.get(word, 1.0)).astype(np.float32)
        return self._directions[word]


def build_up_to(texts: Sequence[Path], passages: int, index: Path) -> None:
    """Builds an index of about so many passages."""
    made: list[StandIn] = []
    descriptions: list[dict[str, str | int | float]] = []

    def stand_in(files: ModelFiles, index: Path, report: Report) -> Prepared:
        real = prepare_encoder(files, index, report)
        descriptions.append(dict(real.described))
        made.append(StandIn(real.embedder.count_tokens))
        return Prepared(made[-1], descriptions[-1] | {"fingerprint": FINGERPRINT})

    with tempfile.TemporaryDirectory() as folder:
        for path in texts[: max(1, int(passages / PER_DOCUMENT))]:
            shutil.copy(path, folder)
        corpus = FolderCorpus(Path(folder), index, DocumentSettings())
        stand_ins = EmbedderSource(stand_in)
        build_from(corpus, index, None, None, {}, lambda what, done, total: None, stand_ins)
    (index / RARITY_NAME).write_text(json.dumps(made[-1].rarity), encoding="utf-8")
    (index / ENCODER_NAME).write_text(json.dumps(descriptions[-1]), encoding="utf-8")


def ask(index: Path) -> dict[str, float]:
    """Opens the index and asks; for a process of its own."""
    started = time.perf_counter()
    generation = open_current(index)
    rarity = json.loads((index / RARITY_NAME).read_text(encoding="utf-8"))
    assistant = Assistant(generation, StandIn(rarity=rarity), UNREAD)
    encoder = json.loads((index / ENCODER_NAME).read_text(encoding="utf-8"))
    reader = open_reader(open_encoder(encoder, index))
    reading = Assistant(generation, StandIn(rarity=rarity), Settings(), reader=reader)
    figures: dict[str, float] = {
        "passages": len(generation.passages),
        "open": time.perf_counter() - started,
    }
    questions = list(questions_of(generation))
    timed: dict[str, Callable[[str], object]] = {
        "rank": assistant.rank,
        "bm25": lambda q: generation.lexical.weigh((t, 1.0) for t in tokens(q)).best(100),
        "unread": assistant.ask,
        "answer": reading.ask,
    }
    for name, function in timed.items():
        seconds = sorted(_seconds(function, questions))
        figures[f"{name} p50"] = seconds[len(seconds) // 2]
        figures[f"{name} p99"] = seconds[len(seconds) * 99 // 100]
    figures["resident"] = _resident()
    return figures | against_exact(generation, [assistant.understand(q).vector for q in questions])


def questions_of(generation: Generation) -> Iterator[str]:
    """Eight words each from a passage drawn by lot, in their order."""
    draw = random.Random(SEED)
    passages = list(generation.passages.values())
    for passage in draw.sample(passages, min(QUESTIONS, len(passages))):
        words = generation.text_of(passage).split()
        chosen = sorted(draw.sample(range(len(words)), min(QUESTION_WORDS, len(words))))
        yield "What of " + " ".join(words[row] for row in chosen) + "?"


def against_exact(generation: Generation, queries: Sequence[Vectors]) -> dict[str, float]:
    """What exact search takes, and the recall@10 of the index's against it."""
    exact = _exact(generation)
    shared, seconds = 0, []
    for query in queries:
        started = time.perf_counter()
        truth = exact(query)
        seconds.append(time.perf_counter() - started)
        shared += len({s.passage_id for s in generation.vectors.search(query, 10)} & truth)
    return {
        "exact p50": sorted(seconds)[len(seconds) // 2],
        "recall": shared / len(queries) / 10,
    }


def _exact(generation: Generation) -> Callable[[Vectors], set[str]]:
    """The ten best by a product with every vector."""
    keys = list(generation.passages)
    vectors = generation.vectors.vectors(keys)

    def search(query: Vectors) -> set[str]:
        _, rows = faiss.knn(query[None], vectors, 10, metric=faiss.METRIC_INNER_PRODUCT)
        return {keys[row] for row in rows[0]}

    return search


def _seconds(function: Callable[[str], object], questions: Sequence[str]) -> Iterator[float]:
    for question in questions[:10]:
        function(question)
    for question in questions:
        started = time.perf_counter()
        function(question)
        yield time.perf_counter() - started


def _resident() -> float:
    """Megabytes of this process in memory: now where the system tells, else at most."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return pages * resource.getpagesize() / 1e6


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[1000, 10_000, 25_000, 250_000])
    parser.add_argument("--keep", type=Path, help="keep the indexes here, or take them from here")
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)
    typed = parser.parse_args(arguments)
    if typed.ask:
        print(json.dumps(ask(typed.folder)))
        return
    texts = sorted(typed.folder.rglob("*.txt"))
    random.Random(SEED).shuffle(texts)
    rows: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for passages in typed.passages:
            index = (typed.keep or Path(scratch)) / str(passages)
            started = time.perf_counter()
            if not index.exists():
                build_up_to(texts, passages, index)
                print(f"built in {time.perf_counter() - started:.0f} s", flush=True)
            command = [sys.executable, "-m", "benchmarks.search", str(index.resolve()), "--ask"]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            rows.append(json.loads(done.stdout))
            print(_line(rows[-1]), flush=True)
    first, last = rows[0], rows[-1]
    growth = last["answer p50"] / first["answer p50"]
    larger = last["passages"] / first["passages"]
    print(f"the whole answer takes {growth:.1f} times as long with {larger:.0f} times the passages")


def _line(row: dict[str, float]) -> str:
    milliseconds = ", ".join(
        f"{name} {1000 * row[name]:.1f}"
        for name in row
        if name.endswith(("p50", "p99")) or name == "open"
    )
    return (
        f"{row['passages']:,.0f} passages: {milliseconds} ms; "
        f"recall@10 {row['recall']:.4f}; {row['resident']:.0f} MB"
    )


if __name__ == "__main__":
    main()
