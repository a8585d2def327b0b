"""What a build makes of a folder, and what names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.asking.assistant import open_index
from casc_qa.building.build import build_index
from casc_qa.config import PassageSettings
from casc_qa.errors import CorpusError
from casc_qa.index.current import current_manifest
from casc_qa.index.generation import open_current
from casc_qa.loaders import corpus as corpus_module
from casc_qa.loaders.files import CorpusFile
from casc_qa.types import Skipped
from helpers.builds.forged import generation_of
from helpers.project import CORPUS


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


def test_a_damaged_index_is_built_again(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(corpus, index)
    (generation_of(index) / "vectors.faiss").write_bytes(b"rubbish")
    assert not build_index(corpus, index).unchanged
    assert open_current(index).manifest.counts["documents"] == 2


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
