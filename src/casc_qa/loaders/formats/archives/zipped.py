"""Zip archives from strangers: looked into before anything is unpacked, then read with a cap."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from casc_qa.loaders.formats.extracted import Unreadable

_MAX_ENTRIES = 2_000
_MAX_UNPACKED = 200_000_000
_MAX_PART = 50_000_000
_MAX_RATIO = 100
_RATIO_FROM = 10_000_000  # bytes unpacked: an empty table with many rows is dense too
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLD = {"docx": "doc", "pptx": "ppt", "xlsx": "xls"}
_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)
# What zipfile and zlib make of damaged bytes, beside their own errors.
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # unknown ways of packing, and encryption
    ValueError,
)


class Archive:
    """The parts of a zip archive, by name. Nothing is ever written to disk."""

    def __init__(self, data: bytes, suffix: str) -> None:
        """``suffix`` is the format expected, such as "docx", for the reasons given.

        Raises Unreadable for what is no archive, is encrypted, or would unpack to too much.
        """
        if data.startswith(_OLE) and suffix in _OLD:
            old = _OLD[suffix]
            raise Unreadable(f"it is encrypted or in the old .{old} format: save it as .{suffix}")
        # Each entry has this mark, whatever the archive says of its own length; an archive stored
        # in it has some too. Python would make an object of each before they can be counted.
        if data.count(_ENTRY) > 5 * _MAX_ENTRIES:
            raise Unreadable(_too_many())
        try:
            self._zip = ZipFile(BytesIO(data))
        except _DAMAGE as error:
            cut = data.startswith(b"PK")
            what = "it is cut off or damaged" if cut else f"it is no {suffix.upper()} file"
            raise Unreadable(what) from error
        self._infos = _checked(self._zip.infolist())
        self._left = _MAX_UNPACKED

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """One part, unpacked. Raises Unreadable, naming the part."""
        info = self._info(name)
        limit = min(_MAX_PART, self._left)
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except _DAMAGE as error:
            raise Unreadable(f"its part {name} is damaged") from error
        if len(data) > limit:
            raise Unreadable(f"its part {name} unpacks to more than {limit // 1_000_000} MB")
        self._left -= len(data)
        return data

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, unpacked piece by piece: as it is never held whole, it may take up all that an
        archive unpacks to. Raises Unreadable, naming the part.
        """
        info = self._info(name)
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(min(_CHUNK, self._left + 1)):
                    self._left -= len(chunk)
                    if self._left < 0:
                        self._left = 0
                        raise Unreadable(f"it unpacks to more than {_MAX_UNPACKED // 1_000_000} MB")
                    yield chunk
        except _DAMAGE as error:
            raise Unreadable(f"its part {name} is damaged") from error

    def _info(self, name: str) -> ZipInfo:
        info = self._infos.get(name)
        if info is None:
            raise Unreadable(f"its part {name} is missing")
        if info.file_size > max(_RATIO_FROM, _MAX_RATIO * info.compress_size):
            raise Unreadable(f"its part {name} unpacks to more than {_MAX_RATIO} times its size")
        return info


def _too_many() -> str:
    return f"it holds more than {_MAX_ENTRIES:,} parts"


def _checked(infos: Iterable[ZipInfo]) -> Mapping[str, ZipInfo]:
    """Entries by name. Raises Unreadable for what no writer of documents makes."""
    entries: dict[str, ZipInfo] = {}
    for info in infos:
        if info.filename in entries:
            raise Unreadable("it names a part twice")
        _check(info)
        entries[info.filename] = info
    if len(entries) > _MAX_ENTRIES:
        raise Unreadable(_too_many())
    # An archive may lie here; then reading a part ends at the size that was declared.
    if sum(info.file_size for info in entries.values()) > _MAX_UNPACKED:
        raise Unreadable(f"it unpacks to more than {_MAX_UNPACKED // 1_000_000} MB")
    return entries


def _check(info: ZipInfo) -> None:
    if _OUTSIDE.match(info.filename):
        raise Unreadable("it names a part outside itself")
    if info.flag_bits & 1:
        raise Unreadable("it is encrypted")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the formats allow no other
        raise Unreadable("it is packed in a way that documents are not")
