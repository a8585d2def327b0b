"""What is published is whole, and puts what was there before at no risk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from casc_qa.building.build import build_index
from casc_qa.errors import CascQaError, IndexBusy
from casc_qa.index.current import current_manifest
from casc_qa.index.generation import open_current


def test_the_last_three_generations_are_kept(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    made = []
    for number in range(5):
        (corpus / "a.txt").write_text(f"The dog ran home {number} times.")
        made.append(build_index(corpus, index).manifest.generation)
    assert sorted(p.name for p in (index / "generations").iterdir()) == sorted(made[-3:])
    assert current_manifest(index).generation == made[-1]


def test_two_builders(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from casc_qa.index.publish import build_lock\n"
            f"with build_lock(Path({str(index)!r})): print('held', flush=True); sys.stdin.read()",
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
