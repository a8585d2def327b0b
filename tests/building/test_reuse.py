"""A build embeds what is new and nothing else; what it keeps, it keeps to the byte."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_beir_index, build_index
from casc_qa.embedding.models import find_model
from casc_qa.index.current import names_in_use
from casc_qa.index.generation import Generation, open_current
from casc_qa.loaders.files import CorpusFile
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request
from casc_qa.types import Scope

QUESTIONS = ("At what time did the dog run home?", "Where did the cat sit?", "Who sang?")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in {
        "a.txt": "The dog ran home at noon. It was late. Nobody saw it.",
        "b.txt": "The cat sat on the mat in Bishkek. It slept until the evening.",
        "c.txt": "A choir of twelve women sang in Tashkent. The hall was full.",
    }.items():
        (folder / name).write_text(text)
    return folder


class EmbeddedCount:
    """How many texts a build embedded."""

    def __init__(self) -> None:
        self.embedded = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        if what == "embedding":
            self.embedded = total


def rows_of(generation: Generation) -> dict[str, bytes]:
    """The bytes of every passage's vector and of its sentences, by its words."""
    return {
        generation.text_of(passage): generation.vectors.vectors([key]).tobytes()
        + generation.sentence_vectors(passage).tobytes()
        for key, passage in generation.passages.items()
    }


def build(corpus: Path, index: Path) -> tuple[int, Generation]:
    """How many texts were embedded, and what came of it."""
    count = EmbeddedCount()
    build_index(corpus, index, report=count)
    return count.embedded, open_current(index)


def test_only_what_is_new_is_embedded(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    everything, before = build(corpus, index)
    assert everything == 3 + 7  # passages and sentences
    (corpus / "d.txt").write_text("A kite flew over Almaty.")
    added, after = build(corpus, index)
    assert added == 2
    assert rows_of(before).items() <= rows_of(after).items()


def test_removed_and_renamed_documents_cost_nothing(corpus: Path, tmp_path: Path) -> None:
    index, sources = tmp_path / "index", corpus / "sources.toml"
    sources.write_text('["c.txt"]\ntitle = "The choir"\n')
    _, before = build(corpus, index)
    (corpus / "a.txt").unlink()
    removed, after = build(corpus, index)
    assert removed == 0
    assert len(after.passages) == 2
    assert rows_of(after).items() <= rows_of(before).items()
    sources.write_text('["z.txt"]\ntitle = "The choir"\n')
    (corpus / "c.txt").rename(corpus / "z.txt")
    renamed, again = build(corpus, index)
    assert renamed == 0
    assert rows_of(again) == rows_of(after)


def test_a_changed_sentence_leaves_its_neighbours(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(corpus, index)
    (corpus / "a.txt").write_text("The dog ran home at noon. It was early. Nobody saw it.")
    changed, _ = build(corpus, index)
    assert changed == 1 + 1  # the passage and its sentence


def test_scores_differ_from_a_fresh_build_by_next_to_nothing(corpus: Path, tmp_path: Path) -> None:
    held = corpus / "c.txt"
    words = held.read_text()
    held.unlink()
    build(corpus, tmp_path / "grown")
    held.write_text(words)
    build(corpus, tmp_path / "grown")
    build(corpus, tmp_path / "fresh")
    grown, fresh = open_index(tmp_path / "grown"), open_index(tmp_path / "fresh")
    assert grown.manifest.generation == fresh.manifest.generation
    for question in QUESTIONS:
        ours, theirs = dict(grown.rank(question)), dict(fresh.rank(question))
        assert ours == pytest.approx(theirs, abs=1e-4)
        assert grown.ask(question).sentences == fresh.ask(question).sentences


def test_what_is_kept_is_cut_as_in_a_fresh_build(corpus: Path, tmp_path: Path) -> None:
    """Titles, headings and languages included; none of it is split into sentences again."""
    (corpus / "e.md").write_text(
        "# Rules\n\nA rule. Another one.\n\n## More\n\nThe last rule. " * 9
    )
    (corpus / "f.csv").write_text("title,text\nFirst,He left. She did not.\nSecond,It rained.\n")
    (corpus / "g.txt").write_text("Он живёт в г. Ош. Она тоже там живёт. Это далеко.")
    (corpus / "sources.toml").write_text(
        '["a.txt"]\ntitle = "The dog"\nlanguage = "ru"\n["f.csv#2"]\nlanguage = "ru"\n'
    )
    build(corpus, tmp_path / "grown")
    (corpus / "d.txt").write_text("A kite flew over Almaty. It was red.")
    _, grown = build(corpus, tmp_path / "grown")
    _, fresh = build(corpus, tmp_path / "fresh")
    assert len(grown.doc_ids) == 8
    of_one_build = {"manifest.json", "manifest.sha256"}  # when, and where
    vectors = {"vectors.faiss", "sentence-codes.npy", "sentence-scales.npy"}  # of other batches
    names = {path.name for path in fresh.folder.iterdir()} - of_one_build - vectors
    assert {"passages.npy", "sentences.npy", "headings.json", "text-keys.npy"} <= names
    for name in names:
        assert (grown.folder / name).read_bytes() == (fresh.folder / name).read_bytes(), name


def test_building_tells_no_sentences_apart_itself(corpus: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from casc_qa.building.build import build_index; "
        "build_index(sys.argv[1], sys.argv[2]); print('sentencex' in sys.modules)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, str(corpus), str(tmp_path / "index")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "False"
        (corpus / "d.txt").write_text("A kite flew over Almaty. It was red.")


def test_a_beir_folder_that_changed_is_cut_anew(tmp_path: Path) -> None:
    lines = tmp_path / "corpus.jsonl"
    for text in ("The dog ran home. It was late.", "It rained all day in Osh, and so it did."):
        lines.write_text(json.dumps({"_id": "1", "title": "T", "text": text}) + "\n")
        build_beir_index(tmp_path, tmp_path / "index")
        generation = open_current(tmp_path / "index")
        (passage,) = generation.passages.values()
        assert generation.text_of(passage) == text


def test_nothing_new_needs_no_model(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "index")
    (corpus / "a.txt").unlink()
    code = (
        "import sys; from casc_qa.building.build import build_index; "
        "build_index(sys.argv[1], sys.argv[2]); "
        "print(sorted({'torch', 'onnxruntime', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus), str(tmp_path / "index")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_same_model_elsewhere_makes_another_generation_of_the_same_vectors(
    corpus: Path, tmp_path: Path
) -> None:
    """A sound generation is never dropped to make room for one of its name."""
    index, elsewhere = tmp_path / "index", tmp_path / "model"
    packaged = find_model(None, index)
    assert packaged is not None
    shutil.copytree(packaged.folder, tmp_path / "first")
    shutil.copytree(packaged.folder, elsewhere)
    build_index(corpus, index, model=str(tmp_path / "first"))
    before = open_current(index)
    everything = len(before.text_keys())
    result = build_index(corpus, index, model=str(elsewhere))
    assert (result.unchanged, result.reused) == (False, everything)
    assert names_in_use(index) == [result.manifest.generation, before.manifest.generation]
    assert rows_of(open_current(index)) == rows_of(Generation(before.folder))
    assert build_index(corpus, index, model=str(elsewhere)).unchanged


def test_a_damaged_index_gives_nothing_to_the_next(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    everything, before = build(corpus, index)
    keys = before.folder / "text-keys.npy"
    data = bytearray(keys.read_bytes())
    data[-1] ^= 1
    keys.write_bytes(data)
    (corpus / "d.txt").write_text("A kite flew over Almaty.")
    assert build(corpus, index)[0] == everything + 2


def read_files(corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first words of the documents that a build has read by a loading process."""
    texts: list[str] = []
    read = Worker.read

    def noted(
        self: Worker, request: Request, data: bytes, pages: object = None
    ) -> Sequence[Extracted | Unreadable]:
        texts.append(" ".join(data.decode().split()[:3]))
        return read(self, request, data)

    with monkeypatch.context() as patched:
        patched.setattr(Worker, "read", noted)
        build_index(corpus, index)
    return sorted(texts)


def test_only_changed_files_are_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    assert len(read_files(corpus, index, monkeypatch)) == 3
    (corpus / "b.txt").write_text("The cat ran off the mat in Osh.")
    (corpus / "copy.txt").write_bytes((corpus / "a.txt").read_bytes())
    assert read_files(corpus, index, monkeypatch) == ["The cat ran"]
    documents = open_current(index)
    assert documents.document("a.txt").also_at == ("copy.txt",)
    assert documents.document("b.txt").text == "The cat ran off the mat in Osh."
    (citation, *_) = open_index(index).ask(QUESTIONS[0], scope=Scope(("copy",))).citations
    assert citation.doc_id == "a.txt"
    (corpus / "sources.toml").write_text('["a.txt"]\ntitle = "The dog"\n')
    assert len(read_files(corpus, index, monkeypatch)) == 3  # any document may have got a title
    assert open_current(index).document("a.txt").title == "The dog"


def test_a_file_that_a_busy_machine_did_not_read_is_read_next_time(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    read = Worker.read

    def late(
        self: Worker, request: Request, data: bytes, pages: object = None
    ) -> Sequence[Extracted | Unreadable]:
        if data.startswith(b"The cat"):
            return [Unreadable("it takes too long", is_lasting=False)]
        return read(self, request, data)

    with monkeypatch.context() as patched:
        patched.setattr(Worker, "read", late)
        skipped = build_index(corpus, index).manifest.skipped
    assert [tuple(each) for each in skipped] == [("b.txt", "it takes too long")]
    assert read_files(corpus, index, monkeypatch) == ["The cat sat"]
    assert open_current(index).doc_ids == ["a.txt", "b.txt", "c.txt"]
    assert build_index(corpus, index).unchanged


def test_a_file_that_stays_unread_publishes_nothing_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(
        self: Worker, request: Request, data: bytes, pages: object = None
    ) -> Sequence[Extracted | Unreadable]:
        return [Unreadable("it takes too long", is_lasting=False)]

    index = tmp_path / "index"
    build_index(corpus, index)
    (corpus / "d.txt").write_text("A kite flew over Almaty.")
    monkeypatch.setattr(Worker, "read", late)
    first = build_index(corpus, index)
    folder = open_current(index).folder
    written = folder.stat().st_ctime_ns
    again = build_index(corpus, index)
    assert again.manifest == first.manifest
    assert again.unchanged
    assert folder.stat().st_ctime_ns == written


def test_a_file_that_fails_between_hashing_and_reading_is_read_next_time(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, times = tmp_path / "index", 0
    read = CorpusFile.read

    def failing(self: CorpusFile) -> bytes:
        nonlocal times
        if self.doc_id == "b.txt":
            times += 1
            if times == 3:  # hashed twice, then read
                raise Unreadable("Input/output error")
        return read(self)

    with monkeypatch.context() as patched:
        patched.setattr(CorpusFile, "read", failing)
        manifest = build_index(corpus, index).manifest
    assert [each.path for each in manifest.skipped] == ["b.txt"]
    assert open_current(index).doc_ids == ["a.txt", "c.txt"]
    build_index(corpus, index)
    assert open_current(index).doc_ids == ["a.txt", "b.txt", "c.txt"]
