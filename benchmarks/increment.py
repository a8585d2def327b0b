"""What one more document costs beside building the index of all.

    python -m benchmarks.increment FOLDER_OF_TEXTS [--documents 10000] [--words 100]

Makes as many documents as asked of the folder's texts, each from another part of them, builds
their index with the default model, adds one document, and builds again. Prints both times, their
ratio, and the builder's highest memory. Each build is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path


def excerpts(folder: Path, words: int) -> Iterator[str]:
    """Pieces of the folder's texts, whole lines that have ``words`` words or more together: the
    first piece of every text, then the second of every text, and so on.
    """
    files = sorted(folder.rglob("*.txt"))
    after: dict[Path, int] = dict.fromkeys(files, 0)
    while after:
        for path, first in list(after.items()):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            piece: list[str] = []
            while first < len(lines) and len(" ".join(piece).split()) < words:
                piece.append(lines[first])
                first += 1
            if len(" ".join(piece).split()) >= words:
                after[path] = first
                yield "\n".join(piece)
            else:
                del after[path]


def build_seconds(corpus: Path, index: Path) -> float:
    """How long ``casc-qa index`` takes, from its start to its end."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "casc_qa", "index", str(corpus), "--index", str(index)]
    subprocess.run(command, cwd=index.parent, check=True, capture_output=True)  # our own command
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=100)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        corpus, index = Path(scratch, "corpus"), Path(scratch, "index")
        corpus.mkdir()
        made = excerpts(options.folder, options.words)
        for number, text in zip(range(options.documents), made, strict=False):
            (corpus / f"{number:05}.txt").write_text(text, encoding="utf-8")
        full = build_seconds(corpus, index)
        current = (index / "current").read_text().strip()
        counts = json.loads((index / "generations" / current / "manifest.json").read_text())
        print(f"{counts['counts']}: full build {full:.1f} s", flush=True)
        (corpus / "one-more.txt").write_text(next(made), encoding="utf-8")
        more = build_seconds(corpus, index)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"one more document: {more:.2f} s, {more / full:.2%} of the full build")
        print(f"highest memory of a builder: {peak:.0f} MB")


if __name__ == "__main__":
    main()
