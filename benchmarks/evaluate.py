"""What an evaluation costs beside the least it could: embedding the documents.

    python -m benchmarks.evaluate BEIR_FOLDER

embeds every document of the folder, title and text, by plain sentence-transformers; then runs
``casc-qa eval`` on it with an empty cache, indexing included; and prints the two times, their
ratio, and the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path


def bare_seconds(folder: Path) -> tuple[int, float]:
    """How many documents there are, and how long it takes to embed them, the model loaded."""
    from sentence_transformers import SentenceTransformer

    from casc_qa.embedding.models import find_model

    files = find_model(None, folder)
    assert files is not None  # the installed, or ModelError
    model = SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [f"{row.get('title') or ''}\n{row['text']}".strip() for row in rows]
    started = time.perf_counter()
    model.encode(texts, normalize_embeddings=True)
    return len(texts), time.perf_counter() - started


def eval_seconds(folder: Path) -> tuple[dict[str, float], float]:
    """The figures, and how long the command takes from its start to its end."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | {"XDG_CACHE_HOME": scratch}
        started = time.perf_counter()
        done = subprocess.run(  # our own command
            [sys.executable, "-m", "casc_qa", "eval", str(folder.resolve()), "--json"],
            cwd=scratch,
            env=environment,
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - started
    figures: dict[str, float] = json.loads(done.stdout)["groups"]["all"]["figures"]
    return figures, seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a BEIR folder")
    folder = parser.parse_args(arguments).folder
    count, bare = bare_seconds(folder)
    print(f"bare embedding of {count} documents: {bare:.1f} s", flush=True)
    figures, whole = eval_seconds(folder)
    print(f"casc-qa eval, indexing included: {whole:.1f} s, {whole / bare:.2f} times as long")
    print(", ".join(f"{name} {value:.4f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
