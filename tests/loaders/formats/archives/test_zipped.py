"""Archives that would unpack to too much, or to somewhere else."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Unreadable
from helpers.documents.zipped_files import (
    zipped,
)


def test_bombs_are_refused_before_they_unpack() -> None:
    with pytest.raises(Unreadable, match="its part a unpacks to more than 100 times its size"):
        Archive(zipped({"a": bytes(11_000_000)}), "docx").read("a")
    with pytest.raises(Unreadable, match="it holds more than 2,000 parts"):
        Archive(zipped({f"{n}": "" for n in range(2_001)}), "docx")
    with pytest.raises(Unreadable, match="it holds more than 2,000 parts"):
        Archive(b"PK\x01\x02" * 10_001, "docx")
    assert Archive(zipped({f"{n}": "" for n in range(2_000)}), "docx").read("7") == b""
    assert Archive(zipped({"a": bytes(900_000)}), "docx").read("a") == bytes(900_000)
    picture = zipped({"a": b"x", "blank.bmp": bytes(11_000_000)})
    assert Archive(picture, "docx").read("a") == b"x"


def test_what_is_unpacked_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a": bytes(range(250)) * 8, "b": bytes(range(250)) * 8})
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_UNPACKED", 3_000)
    with pytest.raises(Unreadable, match="it unpacks to more than"):
        Archive(data, "docx")
    liar = data.replace(struct.pack("<I", 2_000), struct.pack("<I", 10))
    with pytest.raises(Unreadable, match="its part a is damaged"):
        Archive(liar, "docx").read("a")
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_UNPACKED", 4_000)
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_PART", 1_999)
    with pytest.raises(Unreadable, match="its part a unpacks to more than"):
        Archive(data, "docx").read("a")


def test_a_part_piece_by_piece_may_be_larger_than_one_that_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Unreadable, match="its part a unpacks to more than 100 times its size"):
        list(Archive(zipped({"a": bytes(11_000_000)}), "xlsx").chunks("a"))
    content = bytes(range(250)) * 800
    data = zipped({"a": content, "b": content})
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_PART", 1_999)
    archive = Archive(data, "xlsx")
    pieces = list(archive.chunks("a"))
    assert b"".join(pieces) == content and len(pieces) > 1
    monkeypatch.setattr("casc_qa.loaders.formats.archives.zipped._MAX_UNPACKED", 400_000)
    archive = Archive(data, "xlsx")
    assert b"".join(archive.chunks("a")) == b"".join(archive.chunks("b")) == content
    with pytest.raises(Unreadable, match="it unpacks to more than"):
        list(archive.chunks("a"))
    with pytest.raises(Unreadable, match="its part c is missing"):
        list(archive.chunks("c"))


@pytest.mark.parametrize("name", ["/a", "../a", "a/../../b", "a/..", "C:\\a", "\\a", "a\\..\\b"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="it names a part outside itself"):
        Archive(zipped({name: "x"}), "docx")


def test_twins_locks_and_strange_packing_are_refused(tmp_path: Path) -> None:
    twins = BytesIO()
    with ZipFile(twins, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a", "1")
        archive.writestr("a", "2")
    with pytest.raises(Unreadable, match="it names a part twice"):
        Archive(twins.getvalue(), "docx")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_LZMA) as archive:
        archive.writestr("a", "1")
    with pytest.raises(Unreadable, match="it is packed in a way that documents are not"):
        Archive(packed.getvalue(), "docx")
    locked = bytearray(zipped({"a": "1"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="it is encrypted"):
        Archive(bytes(locked), "docx")
