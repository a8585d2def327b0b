"""The process that reads documents: what a hostile file can bring down is this and nothing else.

It gets a document's bytes through a pipe and answers with what they hold; it opens no document
itself, and ``confinement`` takes from it what reading has no need of.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, NamedTuple

from casc_qa.config import ColumnSettings
from casc_qa.loaders import stated
from casc_qa.loaders.confinement import confine, held_memory, renew_processor_time
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.formats import extract
from casc_qa.loaders.frames import FrameError, read_frame, write_frame
from casc_qa.types import Anchor

MAX_BYTES = 100_000_000
MAX_CHARS = 20_000_000  # of all texts in one file
_MAX_DOCUMENTS = 100_000  # rows, of one file
_MAX_BREAKS = 1_000_000  # lines and sentences of one file: prose has a twentieth of its characters
_MAX_HEADINGS = 50_000  # of one document
_HEADING_CHARS = 300  # of a title, too
_MAX_NOTES = 20
_REASON_CHARS = 250
_BREAK = re.compile(r"[\r\n]+|[.!?…։؟。！？](?=\s)")
_FIELDS = tuple(field.name for field in fields(Extracted))
_SURROGATE = re.compile(r"[\ud800-\udfff]")
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
        found = list(_bounded(extract(request.suffix, data, request.columns)))
    except MemoryError:
        reserve.close()  # what is left would not do to say so
        return Reply([Unreadable("reading it takes more than 1 GB of memory")], is_last=True)
    return Reply(found, is_last=held_memory() > _TIRED_BYTES)


def _bounded(found: Iterator[Extracted | Unreadable]) -> Iterator[Extracted | Unreadable]:
    """As long as all of them together stay within bounds, and each a reason that can be shown."""
    chars = breaks = 0
    for number, each in enumerate(found, 1):
        if isinstance(each, Extracted):
            chars += len(each.text)
            breaks += len(each.text) // 2 and sum(1 for _ in _BREAK.finditer(each.text))
        for is_over, what in (
            (chars > MAX_CHARS, f"{MAX_CHARS:,} characters"),
            (breaks > _MAX_BREAKS, f"{_MAX_BREAKS:,} lines and sentences"),
            (number > _MAX_DOCUMENTS, f"{_MAX_DOCUMENTS:,} rows"),
        ):
            if is_over:
                yield Unreadable(f"it has more than {what}")
                return
        yield printable(each) if isinstance(each, Extracted) else Unreadable(_shown(str(each)))


def printable(found: Extracted) -> Extracted:
    """With every half of a surrogate pair, which no file can hold, replaced; offsets stay. What is
    stated beside the text is kept as far as somebody can read it.
    """
    headings = [a for a in found.anchors if a.kind == "heading"]
    if len(headings) > _MAX_HEADINGS:  # every line is one
        found = replace(found, anchors=tuple(a for a in found.anchors if a.kind != "heading"))
    return replace(
        found,
        text=_whole(found.text),
        title=_shown(found.title or "", _HEADING_CHARS) or None,
        anchors=tuple(a._replace(value=_whole(a.value[:_HEADING_CHARS])) for a in found.anchors),
        url=stated.url(found.url),
        notes=first_notes([_shown(note) for note in found.notes]),
    )


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def first_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """As many as anybody reads, and how many more there are."""
    if len(notes) <= _MAX_NOTES:
        return tuple(notes)
    return (*notes[:_MAX_NOTES], f"and {len(notes) - _MAX_NOTES:,} more of this kind")


def _shown(words: str, most: int = _REASON_CHARS) -> str:
    """One line of characters that can be shown, cut where it is too long.

    >>> _shown("it  is \x1b[31mtorn", 12)
    'it is [31mt…'
    """
    line = "".join(
        c for c in " ".join(words[: 4 * most].split()) if c.isprintable() or c in "\u200c\u200d"
    )
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _table(each: Extracted | Unreadable) -> dict[str, Any]:
    if isinstance(each, Unreadable):
        return {"unreadable": str(each)}
    return {name: getattr(each, name) for name in _FIELDS}  # asdict would copy each anchor


def _found(table: dict[str, Any]) -> Extracted | Unreadable:
    if "unreadable" in table:
        return Unreadable(str(table["unreadable"]))
    anchors = tuple(Anchor(*anchor) for anchor in table["anchors"])
    return Extracted(**table | {"anchors": anchors, "notes": tuple(table["notes"])})
