"""A disk that is full, broken or read-only: one line, the old index serves, nothing is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casc_qa.building.build import build_index
from casc_qa.errors import CascQaError
from casc_qa.index.generation import open_current
from casc_qa.index.history import verify
from helpers.builds.builder import (
    Builder,
    Variants,
    copy_index,
    leftovers,
    side_by_side,
    three_generations,
)
from helpers.project import CORPUS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a fork and /proc are needed")
REFUSALS = {"ENOSPC": "No space left on device", "EIO": "Input/output error"}
_LATER = 4  # so many refusals are followed by a build that nothing is refused
# What can't be dropped today is dropped by a later build; a generation that goes is renamed first.
_SWEEPING = ("unlink ", "rmdir ", *(f"rename generations/{digit}" for digit in "0123456789abcdef"))


def test_every_write_is_refused_once(
    of_beir: Variants, two_builders: list[Builder], tmp_path: Path
) -> None:
    """Each call that changes the disk during a build fails, one build a call, in two ways."""
    full = three_generations(of_beir, two_builders[0], tmp_path / "full")
    old, new, corpus = of_beir.names[2], of_beir.names[3], of_beir.corpora[3]
    steps = two_builders[0].build(corpus, copy_index(full, tmp_path / "whole")).steps
    (replaced,) = (n for n, step in enumerate(steps) if step.startswith("replace .casc-qa-tmp-"))
    tried: Counter[str] = Counter()

    def refuse(deed: str, builder: Builder) -> None:
        index = tmp_path / deed
        for at, step in enumerate(steps):
            done = builder.build(corpus, copy_index(full, index), at=at, deed=deed)
            assert done.unforeseen is None, done.unforeseen
            in_use = of_beir.in_use(index)
            if step.startswith(("mkdir", *_SWEEPING)) and done.error is None:
                assert in_use == new  # a folder that is there, or one to be dropped later
            else:
                assert done.error is not None, step
                assert len(done.error.splitlines()) == 1
                assert REFUSALS[deed] in done.error
                assert in_use == (old if at <= replaced else new)
                assert leftovers(index) == []
            if at % _LATER == 0 or step.startswith(_SWEEPING):
                later = builder.build(corpus, index)
                assert (later.generation, later.error, later.unforeseen) == (new, None, None)
                assert of_beir.in_use(index) == new
                assert leftovers(index) == []
            tried[f"{deed} {'refused' if done.error else 'without harm'}"] += 1

    side_by_side(lambda: refuse("ENOSPC", two_builders[0]), lambda: refuse("EIO", two_builders[1]))
    print(len(steps), dict(tried))  # noqa: T201
    assert tried["ENOSPC refused"] > 50 and tried["EIO refused"] > 50


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of this size; skips where none may be made."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", [8, 64, 200])
def test_a_full_disk(
    of_beir: Variants, two_builders: list[Builder], tmp_path: Path, kilobytes: int
) -> None:
    """A real one, that has some room left for the new generation, and not enough."""
    with small_disk(tmp_path / "disk", "200m") as mounted:
        index = copy_index_whole(of_beir.start, mounted / "index")
        space = os.statvfs(mounted)
        filler = mounted / "filler"
        filler.write_bytes(bytes(space.f_bavail * space.f_frsize - kilobytes * 1024))
        assert os.statvfs(mounted).f_bavail * space.f_frsize <= kilobytes * 1024
        # A corpus with so many words that the new generation has no room.
        for number in (5, 4, 3, 2, 1):
            done = two_builders[0].build(of_beir.corpora[number], index)
            if done.error:
                break
        assert done.unforeseen is None
        assert done.error is not None and "No space left on device" in done.error
        assert len(done.error.splitlines()) == 1
        in_use = of_beir.in_use(index)
        assert leftovers(index) == []
        filler.unlink()
        later = two_builders[0].build(of_beir.corpora[number], index)
        assert of_beir.in_use(index) == later.generation != in_use


def test_no_room_for_the_encoder(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "40m") as mounted:
        with pytest.raises(CascQaError, match="No space left on device") as refused:
            build_index(CORPUS, mounted / "index")
        assert len(str(refused.value).splitlines()) == 1
        assert leftovers(mounted) == []


def test_a_read_only_folder(of_beir: Variants, two_builders: list[Builder], tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "200m") as mounted:
        index = copy_index_whole(of_beir.start, mounted / "index")
        remount = ["mount", "-o", "remount,ro", str(mounted)]
        subprocess.run(remount, check=True)
        done = two_builders[0].build(of_beir.corpora[1], index)
        assert done.unforeseen is None
        assert done.error is not None and "Read-only file system" in done.error
        assert len(done.error.splitlines()) == 1
        assert of_beir.in_use(index) == of_beir.names[0]
        assert [each.problem for each in verify(index)] == [None]
        assert open_current(index).doc_ids


def copy_index_whole(source: Path, target: Path) -> Path:
    """To another file system, where nothing can be linked."""
    return Path(shutil.copytree(source, target))
