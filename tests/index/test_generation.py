"""What is opened is checked before it is parsed, and stays what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casc_qa.building.build import build_index
from casc_qa.errors import IndexDamaged, IndexIncompatible
from casc_qa.index.generation import open_current
from casc_qa.system import disk
from casc_qa.system.ownership import MARKER_NAME
from helpers.builds.forged import generation_of


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


def test_every_damaged_file_is_refused(index_copy: Path) -> None:
    folder = generation_of(index_copy)
    names = sorted(path.name for path in folder.iterdir() if path.name != MARKER_NAME)
    assert len(names) == 21
    for name in names:
        path = folder / name
        whole = path.read_bytes()
        middle = len(whole) // 2
        for damaged in (
            whole[:middle],
            whole[:middle] + bytes([(whole or b"1")[middle] ^ 1]) + whole[middle + 1 :],
            whole and b"",
            None,
        ):
            if damaged == whole:  # nothing is printed on pages: the file is empty
                continue
            if damaged is None:
                path.unlink()
            else:
                path.write_bytes(damaged)
            with pytest.raises((IndexDamaged, IndexIncompatible)):
                open_current(index_copy).verify()
        path.write_bytes(whole)
    assert open_current(index_copy).manifest.counts["documents"] == 5
