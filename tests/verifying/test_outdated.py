"""A file that is no longer what was indexed is known by its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from casc_qa.types import Citation
from casc_qa.verifying.outdated import outdated

OLD, NEW = b"They came.", b"They never came."


def quoted(doc_id: str, data: bytes = OLD) -> Citation:
    """A quote of a document that was indexed when its file held ``data``."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Citation(1, doc_id, sha256, "", None, None, None, None, 0, 4, "They")


def test_what_has_changed_or_gone_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "same.txt").write_bytes(OLD)
    (tmp_path / "other.txt").write_bytes(NEW)
    names = ["same.txt", "other.txt", "gone.txt", "other.txt"]
    assert outdated(tmp_path, map(quoted, names)) == ("other.txt", "gone.txt")


def test_documents_of_one_file_and_a_name_that_looks_like_one(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(OLD)
    (tmp_path / "a#2").write_bytes(OLD)
    assert outdated(tmp_path, map(quoted, ["rows.csv#1", "rows.csv#12", "a#2"])) == ()
    (tmp_path / "rows.csv").write_bytes(NEW)
    assert outdated(tmp_path, map(quoted, ["rows.csv#1", "a#2"])) == ("rows.csv#1",)


def test_an_index_may_stand_alone(tmp_path: Path) -> None:
    assert outdated(tmp_path / "nowhere", [quoted("gone.txt")]) == ()


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "same.txt").write_bytes(OLD)
    try:
        (tmp_path / "link.txt").symlink_to(tmp_path / "same.txt")
    except OSError:  # Windows asks for a right
        pytest.skip("no symbolic links here")
    (tmp_path / "folder.txt").mkdir()
    assert outdated(tmp_path, map(quoted, ["link.txt", "folder.txt"])) == ("link.txt", "folder.txt")
