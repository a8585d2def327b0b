"""The process that reads documents: what a hostile file can bring down is this and nothing else.

It gets a document's bytes through a pipe and answers with what they hold; it opens no document
itself, and ``confinement`` takes from it what reading has no need of.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, NamedTuple

from casc_qa.config import ColumnSettings
from casc_qa.loaders.bounds import bounded
from casc_qa.loaders.confinement import confine, held_memory, renew_processor_time
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.formats import extract
from casc_qa.loaders.frames import FrameError, read_frame, write_frame
from casc_qa.types import Anchor

MAX_BYTES = 100_000_000
_FIELDS = tuple(field.name for field in fields(Extracted))
_RESERVE_BYTES = 16 << 20
_TIRED_BYTES = 400 << 20  # a process that holds this much makes room for a fresh one


class Request(NamedTuple):
    """A document to read."""

    suffix: str
    columns: ColumnSettings

    def dump(self) -> bytes:
        """As bytes for the pipe."""
        return json.dumps([self.suffix, asdict(self.columns)]).encode()

    @classmethod
    def load(cls, data: bytes) -> Request:
        """What ``dump`` gave."""
        suffix, columns = json.loads(data)
        return cls(suffix, ColumnSettings(**columns | {"text": tuple(columns["text"])}))


class Reply(NamedTuple):
    """What a file holds: a document each, or the reason why one can't be read."""

    found: Sequence[Extracted | Unreadable]
    is_last: bool
    """The process ends after this one."""

    def dump(self) -> bytes:
        """As bytes for the pipe."""
        table = [[_table(each) for each in self.found], self.is_last]
        return json.dumps(table, ensure_ascii=False).encode("utf-8", "replace")

    @classmethod
    def load(cls, data: bytes) -> Reply:
        """What ``dump`` gave. Raises ValueError, TypeError or KeyError for anything else."""
        tables, is_last = json.loads(data)
        return cls([_found(table) for table in tables], bool(is_last))


def main() -> None:
    """Answers one request after the other until standard input ends."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    reserve = mmap.mmap(-1, _RESERVE_BYTES)
    confine()
    while True:
        try:
            request = Request.load(read_frame(requests, MAX_BYTES))
            data = read_frame(requests, MAX_BYTES)
        except FrameError:
            return
        renew_processor_time()
        reply = _read(request, data, reserve)
        write_frame(replies, reply.dump())
        if reply.is_last:
            return


def _read(request: Request, data: bytes, reserve: mmap.mmap) -> Reply:
    try:
        found = list(bounded(extract(request.suffix, data, request.columns)))
    except MemoryError:
        reserve.close()  # what is left would not do to say so
        return Reply([Unreadable("reading it takes more than 1 GB of memory")], is_last=True)
    return Reply(found, is_last=held_memory() > _TIRED_BYTES)


def _table(each: Extracted | Unreadable) -> dict[str, Any]:
    if isinstance(each, Unreadable):
        return {"unreadable": str(each)}
    return {name: getattr(each, name) for name in _FIELDS}  # asdict would copy each anchor


def _found(table: dict[str, Any]) -> Extracted | Unreadable:
    if "unreadable" in table:
        return Unreadable(str(table["unreadable"]))
    anchors = tuple(Anchor(*anchor) for anchor in table["anchors"])
    return Extracted(**table | {"anchors": anchors, "notes": tuple(table["notes"])})
