"""Which files a corpus folder holds, whatever they are called."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casc_qa.errors import CorpusError, FilesUnreadable
from casc_qa.loaders import FolderCorpus
from casc_qa.loaders.files import scan
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.system import disk
from casc_qa.types import Skipped

LONGEST = 255  # bytes of a name


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 40 + "b",
        "**/" * 40 + "b",
        "**/*a*/" * 20 + "b",
        "[a-z]*" * 40 + "0",
        "?*" * 60 + "!",
        "(a+)+$",
    ],
)
def test_no_pattern_takes_long(pattern: str, tmp_path: Path) -> None:
    """Each of them would keep a backtracking matcher busy for longer than anybody lives."""
    deep = tmp_path.joinpath(*["a"] * 40)
    deep.mkdir(parents=True)
    names = {tmp_path / ("a" * LONGEST), deep / ("a" * (LONGEST - 4) + ".txt")}
    for path in names:
        path.write_text("x")
    files, skipped = scan(tmp_path, ignore=[pattern])
    assert {file.path for file in files} == names
    assert skipped == []


@pytest.mark.parametrize("pattern", ["\\", "[z-a]", "[[:alpha:]]"])
def test_what_is_no_pattern_is_named(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"documents\.ignore holds what is no pattern"):
        scan(tmp_path, ignore=[pattern])


def test_a_name_that_cannot_be_looked_at_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a file system that has gone away: the system does not say what the name is."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("x")
    (tmp_path / "gone").mkdir()
    real = os.scandir

    class Gone:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self._entry = entry.name, entry

        def is_dir(self, **options: bool) -> bool:
            if self.name == "gone":
                raise OSError(107, "Transport endpoint is not connected")
            return self._entry.is_dir(**options)

    def scandir(path: Any) -> Iterator[Gone]:
        return map(Gone, real(path))

    monkeypatch.setattr(os, "scandir", scandir)
    files, skipped = scan(tmp_path)
    assert [file.doc_id for file in files] == ["a.txt", "gone", "sub/b.txt"]
    assert skipped == []


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_a_shortage_of_the_program_hides_no_document(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    file = scan(tmp_path)[0][0]
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        with pytest.raises(FilesUnreadable, match=os.strerror(number)):
            scan(tmp_path)
    monkeypatch.setattr(disk, "read_regular", refuse)
    with pytest.raises(FilesUnreadable, match=os.strerror(number)):
        file.read()


def test_a_folder_that_can_no_longer_be_read_makes_another_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or an index would be called up to date without its documents."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("x")
    whole = FolderCorpus(tmp_path).hashes()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert FolderCorpus(tmp_path).hashes() == whole | {"sub/": "Permission denied"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "closed").mkdir(0o000)
    files, skipped = scan(tmp_path)
    assert [file.doc_id for file in files] == ["a.txt"]
    assert [(each.path, each.reason) for each in skipped] == [("closed", "Permission denied")]


def test_links_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "there.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {}
    for file in scan(tmp_path)[0]:
        try:
            file.read()
        except Unreadable as error:
            reasons[file.doc_id] = str(error)
    assert reasons == {
        "link.txt": "it is a symbolic link: put the file itself here",
        "pipe.txt": "it is not a regular file",
    }


def test_scan_goes_into_folders_and_leaves_hidden_names_and_toml(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", ".hidden/x.txt", ".y.txt", "sources.toml", "sub/Z.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [file.doc_id for file in scan(tmp_path)[0]] == ["b.txt", "sub/Z.HTML", "sub/a.md"]
    with pytest.raises(CorpusError, match="There is no corpus folder"):
        scan(tmp_path / "missing")


def test_what_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "b.txt").write_text("x")
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("x")
    deep = tmp_path
    for _ in range(1500):
        deep /= "d"
        deep.mkdir()
    files, skipped = scan(tmp_path, without=tmp_path / "index")
    while deep != tmp_path:  # deeper than the standard library can remove
        deep.rmdir()
        deep = deep.parent
    assert [file.doc_id for file in files] == ["a.txt"]
    assert skipped == [Skipped("?.txt", "its name is not UTF-8: rename it")]
