"""What was recognised in a file's pages outlives a build that is stopped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casc_qa.loaders import page_memory
from casc_qa.loaders.page_memory import PageMemory, forget_old_pages
from casc_qa.system import disk


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(disk, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "scans"


def test_lines_are_kept_for_the_file_and_the_way_of_reading(tmp_path: Path) -> None:
    memory = PageMemory(tmp_path / "a.pdf", "tesseract 5: eng")
    assert memory.remembered() == b""
    memory.keep(b'["one"]')
    memory.keep(b'["two\n"]')
    assert memory.remembered().split(b"\n") == [b"", b'["one"]', b"", b'["two "]', b""]
    assert PageMemory(tmp_path / "b.pdf", "tesseract 5: eng").remembered() == b""
    assert PageMemory(tmp_path / "a.pdf", "tesseract 5: rus").remembered() == b""


def test_a_torn_line_does_not_spoil_the_next(tmp_path: Path, folder: Path) -> None:
    memory = PageMemory(tmp_path / "a.pdf", "t")
    memory.keep(b'["one"]')
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes() + b'["tor')
    memory.keep(b'["three"]')
    assert b'["three"]' in memory.remembered().splitlines()


def test_nobody_else_can_look_and_no_link_is_followed(tmp_path: Path, folder: Path) -> None:
    memory = PageMemory(tmp_path / "a.pdf", "t")
    memory.keep(b"1")
    assert folder.stat().st_mode & 0o77 == 0
    (kept,) = folder.iterdir()
    kept.unlink()
    kept.symlink_to(tmp_path / "elsewhere")
    memory.keep(b"2")
    assert not (tmp_path / "elsewhere").exists()
    assert memory.remembered() == b""


def test_what_nobody_used_for_half_a_year_goes(tmp_path: Path, folder: Path) -> None:
    for name in ("old", "new"):
        PageMemory(tmp_path / name, "t").keep(name.encode())
    (old,) = [path for path in folder.iterdir() if b"old" in path.read_bytes()]
    os.utime(old, (0, 0))
    forget_old_pages()
    assert [path.read_bytes().strip() for path in folder.iterdir()] == [b"new"]


def test_it_grows_no_larger_than_what_is_read_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_memory, "_MOST_BYTES", 100)
    memory = PageMemory(tmp_path / "a.pdf", "t")
    for number in range(50):
        memory.keep(b"%012d" % number)
    (kept,) = folder.iterdir()
    assert kept.stat().st_size == 7 * 14
    assert [int(line) for line in memory.remembered().split()] == list(range(7))
    kept.write_bytes(b"1234\n" * 50)  # by an earlier version: what is too much is left out
    assert memory.remembered() == b"1234\n" * 20


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path, folder: Path) -> None:
    memory = PageMemory(tmp_path / "a.pdf", "t")
    memory.keep(b"1")
    (kept,) = folder.iterdir()
    kept.unlink()
    os.mkfifo(kept)
    memory.keep(b"2")
    assert memory.remembered() == b""
