"""What is published is whole, checked before it is parsed, and named by its content."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.config import PassageSettings
from casc_qa.errors import (
    CascQaError,
    CorpusError,
    IndexBusy,
    IndexDamaged,
    IndexIncompatible,
    IndexMissing,
)
from casc_qa.index import current_manifest, open_current
from casc_qa.loaders import corpus as corpus_module
from casc_qa.loaders.files import CorpusFile
from casc_qa.system import disk
from casc_qa.system.ownership import MARKER_NAME
from casc_qa.types import Skipped

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("The dog ran home. It was late.")
    (folder / "b.md").write_text("# Cats\n\nThe cat sat on the mat.")
    return folder


def folder_of(index: Path) -> Path:
    return index / "generations" / (index / "current").read_text().split()[0]


def test_the_five_documents(built_index: Path) -> None:
    generation = open_current(built_index)
    manifest = generation.manifest
    assert manifest.counts == {"documents": 5, "passages": len(generation.passages)}
    assert manifest.embedder["name"] == "all-MiniLM-L6-v2"
    assert manifest.embedder["dimension"] == 384
    assert manifest.skipped == ()
    for passage in generation.passages.values():
        text = generation.document(passage.doc_id).text
        assert generation.text_of(passage) == text[passage.start : passage.end]
        assert text == (CORPUS / passage.doc_id).read_bytes().decode()


def test_the_generation_is_named_by_content_alone(corpus: Path, tmp_path: Path) -> None:
    one = build_index(corpus, tmp_path / "one").manifest
    two = build_index(corpus, tmp_path / "two").manifest
    assert one.generation == two.generation
    assert one.files == two.files
    again = build_index(corpus, tmp_path / "one")
    assert again.unchanged
    assert again.manifest == one
    (corpus / "a.txt").write_text("The dog ran home. It was early.")
    changed = build_index(corpus, tmp_path / "one")
    assert not changed.unchanged
    assert changed.manifest.generation != one.generation
    (corpus / "a.txt").write_text("The dog ran home. It was late.")
    back = build_index(corpus, tmp_path / "one")
    assert (back.unchanged, back.manifest) == (True, one)
    assert current_manifest(tmp_path / "one") == one
    other = build_index(corpus, tmp_path / "one", passages=PassageSettings(max_tokens=64))
    assert other.manifest.generation != changed.manifest.generation


def test_the_last_three_generations_are_kept(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    made = []
    for number in range(5):
        (corpus / "a.txt").write_text(f"The dog ran home {number} times.")
        made.append(build_index(corpus, index).manifest.generation)
    assert sorted(p.name for p in (index / "generations").iterdir()) == sorted(made[-3:])
    assert current_manifest(index).generation == made[-1]


def test_a_reader_keeps_the_generation_it_opened(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(corpus, index)
    reader = open_current(index)
    (corpus / "a.txt").unlink()
    build_index(corpus, index)
    assert reader.document("a.txt").text == "The dog ran home. It was late."
    assert open_current(index).doc_ids == ["b.md"]


def test_a_generation_that_is_dropped_while_it_is_opened(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow reader, and as many builds meanwhile as are kept: it opens what is in use then."""
    index = tmp_path / "index"
    old = build_index(corpus, index).manifest.generation
    (corpus / "a.txt").unlink()
    new = build_index(corpus, index).manifest.generation
    (index / "current").write_text(f"{old}\n{new}\n")
    mapped = disk.mapped

    def overtaken(path: Path) -> object:
        if path.parent.name == old:
            (index / "current").write_text(f"{new}\n")
            shutil.rmtree(path.parent)
        return mapped(path)

    monkeypatch.setattr(disk, "mapped", overtaken)
    assert open_current(index).manifest.generation == new
    shutil.rmtree(index / "generations" / new)
    with pytest.raises(IndexDamaged):
        open_current(index)


def test_unreadable_files_are_named_and_the_build_goes_on(corpus: Path, tmp_path: Path) -> None:
    (corpus / "c.xyz").write_bytes(b"%PDF-1.7")
    (corpus / "d.txt").write_bytes(b"\0\1\2\3\0\1\2")
    (corpus / "sources.toml").write_text('["gone.txt"]\ntitle = "Gone"\n')
    manifest = build_index(corpus, tmp_path / "index").manifest
    assert manifest.counts["documents"] == 2
    assert manifest.skipped == (
        Skipped("c.xyz", "no loader for .xyz"),
        Skipped("d.txt", "it is not text in any encoding known here"),
    )
    assert manifest.notes == ("sources.toml names gone.txt, which is not there",)
    assert current_manifest(tmp_path / "index").skipped == manifest.skipped


def test_a_corpus_with_nothing_readable_leaves_the_old_index(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    old = build_index(corpus, index).manifest
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="holds no documents"):
        build_index(corpus, index)
    (corpus / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(CorpusError, match=r"None of the 1 files .* a\.pdf: it can.t be read"):
        build_index(corpus, index)
    assert open_current(index).manifest == old
    assert not list(index.rglob(".casc-qa-tmp-*"))


def test_every_damaged_file_is_refused(index_copy: Path) -> None:
    folder = folder_of(index_copy)
    names = sorted(path.name for path in folder.iterdir() if path.name != MARKER_NAME)
    assert len(names) == 20
    for name in names:
        path = folder / name
        whole = path.read_bytes()
        middle = len(whole) // 2
        for damaged in (
            whole[:middle],
            whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            b"",
            None,
        ):
            if damaged is None:
                path.unlink()
            else:
                path.write_bytes(damaged)
            with pytest.raises((IndexDamaged, IndexIncompatible)):
                open_current(index_copy).verify()
        path.write_bytes(whole)
    assert open_current(index_copy).manifest.counts["documents"] == 5


def test_a_damaged_index_is_built_again(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(corpus, index)
    (folder_of(index) / "vectors.faiss").write_bytes(b"rubbish")
    assert not build_index(corpus, index).unchanged
    assert open_current(index).manifest.counts["documents"] == 2


def test_an_index_of_another_version_is_refused(index_copy: Path) -> None:
    path = folder_of(index_copy) / "manifest.json"
    table = json.loads(path.read_text())
    path.write_text(json.dumps(table | {"format_version": 99}))
    with pytest.raises(IndexIncompatible, match="has format 99, this program reads 5"):
        open_current(index_copy)


@pytest.mark.parametrize("name", ["../../etc", "", "zz", "0123456789abcdef"])
def test_current_must_name_a_generation(index_copy: Path, name: str) -> None:
    (index_copy / "current").write_text(name)
    with pytest.raises(IndexDamaged):
        open_current(index_copy)


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="build it with: casc-qa index"):
        open_current(tmp_path / "none")


def test_two_builders(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from casc_qa.index import building\n"
            f"with building(Path({str(index)!r})): print('held', flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin and holder.stdout and holder.stdout.readline() == b"held\n"
    with pytest.raises(IndexBusy, match="Another build is writing"):
        build_index(corpus, index)
    holder.stdin.close()
    holder.wait()
    assert build_index(corpus, index).manifest.counts["documents"] == 2


def test_a_place_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CascQaError, match="can't be written"):
        build_index(corpus, tmp_path / "file" / "index")


def test_replace_atomically_keeps_the_old_bytes_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "current"
    disk.replace_atomically(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        disk.replace_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["current"]


def test_leftovers_of_killed_builds_are_swept(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(corpus, index)
    dead = index / "generations" / ".casc-qa-tmp-00000000deadbeef"
    dead.mkdir()
    (dead / ".casc-qa").write_text("casc-qa folder\n")
    (dead / "vectors.faiss").write_text("half of them")
    (index / "models").mkdir()
    (index / "models" / ".casc-qa-tmp-00000000deadbeef").mkdir()
    (index / ".casc-qa-tmp-00000000deadbeef").write_text("x")
    assert build_index(corpus, index).unchanged
    assert not list(index.rglob(".casc-qa-tmp-*"))
    assert open_current(index).doc_ids == ["a.txt", "b.md"]


def test_no_bit_of_the_manifest_goes_unnoticed(index_copy: Path) -> None:
    path = folder_of(index_copy) / "manifest.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises((IndexDamaged, IndexIncompatible)):
            open_current(index_copy)


def test_an_index_inside_the_corpus_is_no_part_of_it(corpus: Path) -> None:
    index = corpus / "index"
    assert build_index(str(corpus), str(index)).manifest.skipped == ()
    assert build_index(corpus, index).unchanged


def test_documents_without_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("… !? —\n***\n")
    (tmp_path / "b.txt").write_text("\u200b")
    manifest = build_index(tmp_path, tmp_path / ".index").manifest
    assert manifest.counts["documents"] == 2
    answer = open_index(tmp_path / ".index").ask("Who?")
    assert not answer.answered


def test_a_file_that_changes_while_it_is_read_counts_as_read(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = corpus_module.content_hashes

    def then_change(folder: Path, files: list[CorpusFile]) -> dict[str, str]:
        hashes = hashed(folder, files)
        (corpus / "a.txt").write_text("The cat ran home.")
        return hashes

    monkeypatch.setattr(corpus_module, "content_hashes", then_change)
    first = build_index(corpus, tmp_path / "index").manifest
    monkeypatch.undo()
    assert build_index(corpus, tmp_path / "index").manifest == first
    assert open_current(tmp_path / "index").document("a.txt").text == "The cat ran home."


def test_a_copied_document_is_quoted_once(tmp_path: Path) -> None:
    text = "A note on the matter\n\nThe training gathered 53 participants from five countries."
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text)
    build_index(tmp_path, tmp_path / ".index")
    answer = open_index(tmp_path / ".index").ask("How many participants did the training gather?")
    assert [c.doc_id for c in answer.citations] == ["a.txt"]
