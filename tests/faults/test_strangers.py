"""A stranger's index, every hash made to fit what was changed: refused in one line, or it works."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.errors import CascQaError, IndexDamaged, ModelError
from casc_qa.index.contents.arrays import as_npy, from_npy
from casc_qa.index.generation import open_current
from casc_qa.index.history import rollback
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.system.ownership import MARKER_NAME
from helpers.builds.forged import forged, forged_json, generation_of, put, put_hashed
from helpers.command import Run
from helpers.keys import ListedKeys
from helpers.project import CORPUS
from helpers.vectors import unit_vectors

TRIALS = 200
_WITH_BUILD = 20  # so many trials are followed by a build and a rollback
QUESTIONS = (
    "Who funded the Gender and Human Rights Project?",
    "Сколько участников собрала встреча в Ташкенте?",
)


class Forging:
    """Files of the generation in use, changed one at a time and put right again."""

    def __init__(self, index: Path) -> None:
        self.index, self.folder = index, generation_of(index)
        self.embedder = open_index(index)._embedder
        self.whole = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        filled = {name for name, data in self.whole.items() if data}  # nothing here has pages
        self.names = sorted(filled - {MARKER_NAME, "manifest.sha256"})

    def forge(self, name: str, draw: random.Random) -> bool:
        """Whether the file is now another."""
        whole = self.whole[name]
        if name == "manifest.json":
            put_hashed(self.folder, "manifest", forged_json(json.loads(whole), draw))
            return True
        data = forged(name, whole, draw)
        if data != whole:
            put(self.folder, name, data)
        return data != whole

    def mend(self) -> None:
        for name, data in self.whole.items():
            (self.folder / name).write_bytes(data)

    def use(self) -> None:
        """Everything that asking reads, and what it does not. Raises CascQaError."""
        generation = open_current(self.index)
        generation.verify()
        assistant = Assistant(generation, self.embedder, Settings())
        for question in QUESTIONS:
            for citation in assistant.ask(question).citations:
                text = generation.document(citation.doc_id).text
                assert text[citation.start : citation.end] == citation.quote


def test_values_that_cannot_be(index_copy: Path, casc_qa: Callable[..., Run], times: int) -> None:
    forging, draw = Forging(index_copy), random.Random(20_260_301)
    tried: Counter[str] = Counter()
    for trial in range(TRIALS * times):
        name = forging.names[trial % len(forging.names)]
        if not forging.forge(name, draw):
            continue
        try:
            forging.use()
            tried["worked"] += 1
        except CascQaError as error:
            assert len(str(error).splitlines()) == 1
            tried["refused"] += 1
        for command in (("inspect",), ("inspect", "--json")):
            shown = casc_qa(*command, "--index", index_copy)
            assert "unforeseen" not in shown.err
            assert "\x1b" not in shown.out + shown.err
            assert shown.status == 0 or len(shown.err.splitlines()) == 1
        if trial % _WITH_BUILD == 0:
            build_index(CORPUS, index_copy)
            open_index(index_copy).ask(QUESTIONS[0])
            with pytest.raises(CascQaError, match="no other generation"):
                rollback(index_copy)
        forging.mend()
    print(dict(tried))  # noqa: T201
    assert tried["refused"] > TRIALS // 2 and tried["worked"] > TRIALS // 20
    forging.use()


def changed_manifest(index: Path, change: Callable[[dict[str, Any]], object]) -> None:
    folder = generation_of(index)
    table = json.loads((folder / "manifest.json").read_bytes())
    change(table)
    put_hashed(folder, "manifest", table)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t["embedder"].update(dimension=10**9),
        lambda t: t["embedder"].update(dimension=383),
        lambda t: t["embedder"].update(encoder="../../elsewhere"),
        lambda t: t["embedder"].pop("fingerprint"),
        lambda t: t.update(generation="../../../etc"),
        lambda t: t.update(generation="0123456789abcdef"),
        lambda t: t.update(created_at="\x1b[2Jnow"),
        lambda t: t["counts"].update(passages=-1),
        lambda t: t["counts"].update(documents=6),
        lambda t: t["search"].update(kind="lists"),
        lambda t: t["files"].pop("vectors.faiss"),
        lambda t: t["files"].update({"../manifest.json": {"size": 1, "sha256": "0" * 64}}),
        lambda t: t.update(tokens=[]),
    ],
)
def test_a_manifest_of_another_make(
    index_copy: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    changed_manifest(index_copy, change)
    with pytest.raises(IndexDamaged) as refused:
        open_index(index_copy)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    "location", ["/etc", "/", "index:../../x", "index:a--b", "relative/folder", "package:os"]
)
def test_a_model_somewhere_else(index_copy: Path, location: str) -> None:
    """An index without an encoder is asked through the model where it says that it is."""
    name = location.removeprefix("index:").replace("--", "/")

    def change(table: dict[str, Any]) -> None:
        for key in ("encoder", "encoder_cosine", "languages"):
            table["embedder"].pop(key)
        table["embedder"].update(location=location, name=name)

    changed_manifest(index_copy, change)
    with pytest.raises(ModelError) as refused:
        open_index(index_copy)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("doc_id", ["../a.txt", "a/../b.txt", "..", ""])
def test_a_document_outside_the_corpus(index_copy: Path, doc_id: str) -> None:
    folder = generation_of(index_copy)
    first, *others = (folder / "documents.jsonl").read_bytes().splitlines()
    lines = [json.dumps(json.loads(first) | {"doc_id": doc_id}).encode(), *others]
    put(folder, "documents.jsonl", b"\n".join(lines) + b"\n")
    with pytest.raises(IndexDamaged, match=r"documents\.jsonl"):
        open_current(index_copy)


def test_a_passage_beyond_its_text(index_copy: Path) -> None:
    """Noticed when the text is read: opening does not count the characters of every text."""
    folder = generation_of(index_copy)
    rows = from_npy((folder / "passages.npy").read_bytes()).copy()
    of_first = np.flatnonzero(rows[:, 0] == 0)
    rows[of_first[-1], 2] += 1000
    put(folder, "passages.npy", as_npy(rows))
    generation = open_current(index_copy)
    with pytest.raises(IndexDamaged, match="beyond its text"):
        generation.document(generation.doc_ids[0])


@pytest.mark.parametrize("difference", ["metric", "dimension", "count", "pointer", "nothing"])
def test_another_index_of_faiss(index_copy: Path, difference: str) -> None:
    import faiss

    vectors = np.eye(40, 384 if difference != "dimension" else 16, dtype=np.float32)
    other = {
        "metric": lambda: faiss.IndexFlatL2(384),
        "pointer": lambda: faiss.IndexHNSWFlat(384, 8, faiss.METRIC_INNER_PRODUCT),
    }.get(difference, lambda: faiss.IndexFlatIP(vectors.shape[1]))()
    if difference != "nothing":
        other.add(vectors if difference != "count" else vectors[:39])
    put(generation_of(index_copy), "vectors.faiss", bytes(faiss.serialize_index(other).data))
    with pytest.raises(IndexDamaged, match="its vectors"):
        open_current(index_copy)


def test_lists_that_do_not_fit() -> None:
    """Every eight bytes of the header, of the lists' sizes and of the numbers in them."""
    keys = ListedKeys([f"p{n:03}" for n in range(600)])
    vectors = unit_vectors(600, 5)
    files = FaissStore.build(keys, vectors, exact_up_to=10).save()
    whole, draw = files["vectors.faiss"], random.Random(7)
    tried: Counter[bool] = Counter()
    for _ in range(600):
        offset = draw.choice((draw.randrange(120), draw.randrange(len(whole) - 8)))
        number = draw.choice((0, 1, 2**31, 2**40, 2**63 - 1, 2**64 - 1)).to_bytes(8, "little")
        data = whole[:offset] + number + whole[offset + 8 :]
        try:
            store = FaissStore.load(files | {"vectors.faiss": data}, keys, vectors.shape[1])
            passage_ids = [scored.passage_id for scored in store.search(vectors[0], 20)]
            assert len(passage_ids) == len(set(passage_ids)) <= 20
            tried[True] += 1
        except (ValueError, RuntimeError):
            tried[False] += 1
    assert tried[False] > 100 and tried[True] > 100


@pytest.mark.parametrize("is_whole", [True, False])
def test_lists_in_another_file(is_whole: bool, tmp_path: Path) -> None:
    """FAISS would map whatever file the bytes name, and end with it where it is too short."""
    import faiss

    keys = ListedKeys([f"p{n:03}" for n in range(600)])
    vectors = unit_vectors(600, 5)
    files = FaissStore.build(keys, vectors, exact_up_to=10).save()
    index = faiss.deserialize_index(np.frombuffer(files["vectors.faiss"], np.uint8))
    outside = tmp_path / "somebody's"
    lists = faiss.OnDiskInvertedLists(index.nlist, index.code_size, str(outside))
    lists.merge_from_1(index.invlists)
    index.replace_invlists(lists, False)
    data = faiss.serialize_index(index).tobytes()
    assert str(outside).encode() in data
    if not is_whole:
        outside.write_bytes(b"")
    before = outside.read_bytes()
    with pytest.raises(ValueError, match="lists of another kind"):
        FaissStore.load(files | {"vectors.faiss": data}, keys, vectors.shape[1])
    assert outside.read_bytes() == before
