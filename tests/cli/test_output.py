"""Files that commands write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casc_qa.cli.output import check_output, write_output
from casc_qa.errors import UsageError


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    check_output(path)
    write_output(path, b"one")
    write_output(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["out.md"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make it"):
        check_output(tmp_path / "none" / "out.md")
    with pytest.raises(UsageError, match="is a folder: name a file"):
        check_output(tmp_path)
    with pytest.raises(UsageError, match="can't be written"):
        write_output(tmp_path / "none" / "out.md", b"")


def test_what_is_no_file_of_its_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file.md").write_bytes(b"one")
    link = tmp_path / "link.md"
    try:
        link.symlink_to(tmp_path / "file.md")
    except OSError:  # Windows asks for a right
        pytest.skip("no symbolic links here")
    with pytest.raises(UsageError, match="is a link, a device or a pipe"):
        check_output(link)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
        with pytest.raises(UsageError, match="is a link, a device or a pipe"):
            check_output(tmp_path / "pipe.md")
    assert link.is_symlink()
