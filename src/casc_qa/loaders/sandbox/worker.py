"""The process that reads documents: a hostile file can crash this and nothing else.

It gets a document's bytes through a pipe and answers with what they hold; it opens no document
itself, and ``confinement`` removes the rights it does not need.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from functools import cache, partial
from typing import IO, Any, NamedTuple, TypedDict

from casc_qa.config import ColumnSettings
from casc_qa.languages.detect import detect_language
from casc_qa.loaders.formats.drawing import drawn_page
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.formats.scans.page_reading import PageReading, Recogniser
from casc_qa.loaders.formats.scans.remembering import Remembering
from casc_qa.loaders.formats.scans.tesseract import Tesseract, installed
from casc_qa.loaders.sandbox.allowance import Allowance
from casc_qa.loaders.sandbox.confinement import confine, held_memory
from casc_qa.loaders.sandbox.framing import FrameError, read_frame, write_frame
from casc_qa.loaders.sandbox.output_limits import MAX_SENTENCES, bounded, check
from casc_qa.system.small_files import Count, parse_json
from casc_qa.text.sections import sentence_starts
from casc_qa.types import Anchor, AnchorKind, Box

MAX_BYTES = 100_000_000
GOES_ON = b""
"""The message that another page is done, and that the answer is still to come."""
LOOKED = b"\0"
"""What a message starts with that tells what was recognised in a picture; the answer is still to
come."""
_FIELDS = tuple(field.name for field in fields(Extracted))
_RESERVE_BYTES = 16 << 20
_TIRED_BYTES = 400 << 20  # a process that holds this much makes room for a fresh one


class Request(NamedTuple):
    """A document to read."""

    suffix: str
    columns: ColumnSettings
    languages: tuple[tuple[int, str], ...] = ()
    """The number of a document in the file, from 1, and its language as sources.toml has it."""
    scans: tuple[str, ...] = ()
    """In which of Tesseract's languages pages that are pictures are read; in none, they are not."""

    def dump(self) -> bytes:
        """As bytes for the pipe."""
        return json.dumps([self.suffix, asdict(self.columns), self.languages, self.scans]).encode()

    @classmethod
    def load(cls, data: bytes) -> Request:
        """What ``dump`` gave."""
        suffix, columns, languages, scans = json.loads(data)
        settings = ColumnSettings(**columns | {"text": tuple(columns["text"])})
        known = tuple((number, code) for number, code in languages)
        return cls(suffix, settings, known, tuple(scans))


class Drawing(NamedTuple):
    """A page to draw with a quote marked on it."""

    suffix: str
    page: int
    """From 1."""
    boxes: tuple[Box, ...]
    """Where the quote stands."""

    def dump(self) -> bytes:
        """As bytes for the pipe."""
        return json.dumps({"drawing": self}).encode()


def _asked(data: bytes) -> Request | Drawing:
    """What ``dump`` gave."""
    asked = json.loads(data)
    if isinstance(asked, list):
        return Request.load(data)
    suffix, page, boxes = asked["drawing"]
    return Drawing(suffix, page, tuple(Box(*box) for box in boxes))


class Reply(NamedTuple):
    """What reading a file gave: each of its documents, or the reason why one can't be read."""

    results: Sequence[Extracted | Unreadable]
    is_last: bool
    """The process ends after this one."""

    def dump(self) -> bytes:
        """As bytes for the pipe."""
        table = {"results": [_table(each) for each in self.results], "is_last": self.is_last}
        return json.dumps(table, ensure_ascii=False).encode("utf-8", "replace")

    @classmethod
    def load(cls, data: bytes) -> Reply:
        """What ``dump`` gave. Raises ValueError or KeyError for anything else: a process that
        reads what strangers wrote may be theirs by now.
        """
        table = parse_json(data, _ReplyTable)
        results = [_result(each) for each in table["results"]]
        check(each for each in results if isinstance(each, Extracted))
        return cls(results, table["is_last"])


class _ResultTable(TypedDict, total=False):
    unreadable: str
    is_lasting: bool
    text: str
    extractor: str
    anchors: list[tuple[Count, AnchorKind, str]]
    title: str | None
    date: str | None
    language: str | None
    url: str | None
    notes: list[str]
    file_date: str | None
    places: bytes
    is_row: bool
    sentences: bytes


class _ReplyTable(TypedDict):
    results: list[_ResultTable]
    is_last: bool


def main() -> None:
    """Answers one request after the other until standard input ends. The program that started
    this process gives its own number as the last argument.
    """
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    reserve = mmap.mmap(-1, _RESERVE_BYTES)
    confine(int(sys.argv[-1]))
    while True:
        try:
            request = _asked(read_frame(requests, MAX_BYTES))
            data = read_frame(requests, MAX_BYTES)
            remembered = read_frame(requests, MAX_BYTES)
        except FrameError:
            return
        allowance = Allowance(lambda: write_frame(replies, GOES_ON))
        if isinstance(request, Drawing):
            write_frame(replies, _drawn(request, data))
            continue
        recogniser = _recogniser(request.scans)
        if recogniser:
            tell = partial(_tell, replies)
            recogniser = Remembering(recogniser, remembered, tell)
        reading = PageReading(recogniser, allowance.done, allowance.has_time)
        reply = _read(request, data, reserve, reading)
        write_frame(replies, reply.dump())
        if reply.is_last:
            return


def _tell(replies: IO[bytes], recognised: bytes) -> None:
    write_frame(replies, LOOKED + recognised)


def _drawn(asked: Drawing, data: bytes) -> bytes:
    """The page as a PNG; nothing where it can't be drawn."""
    try:
        return drawn_page(asked.suffix, data, asked.page, asked.boxes)
    except (Unreadable, MemoryError):
        return b""


def _read(request: Request, data: bytes, reserve: mmap.mmap, reading: PageReading) -> Reply:
    try:
        results = _with_sentences(request, data, reading)
    except MemoryError:
        reserve.close()  # what is left would not do to say so
        return Reply([Unreadable("reading it takes more than 1 GB of memory")], is_last=True)
    return Reply(results, is_last=held_memory() > _TIRED_BYTES)


@cache
def _recogniser(languages: tuple[str, ...]) -> Recogniser | None:
    there = installed() if languages else None
    return Tesseract(there, languages) if there else None


def _with_sentences(
    request: Request, data: bytes, reading: PageReading
) -> list[Extracted | Unreadable]:
    """What the file holds, cut into sentences in its language: that which sources.toml says, or
    the file, or its own words.
    """
    languages = dict(request.languages)
    results: list[Extracted | Unreadable] = []
    count = 0
    read = extract(request.suffix, data, request.columns, reading)
    for number, each in enumerate(bounded(read), 1):
        if isinstance(each, Extracted):
            language = each.language or detect_language(each.text)
            starts = sentence_starts(each.text, each.anchors, languages.get(number, language))
            count += len(starts)
            if count > MAX_SENTENCES:
                return [*results, Unreadable(f"it has more than {MAX_SENTENCES:,} sentences")]
            each = replace(each, language=language, sentences=starts.tobytes())
        results.append(each)
    return results


def _table(each: Extracted | Unreadable) -> dict[str, Any]:
    if isinstance(each, Unreadable):
        return {"unreadable": str(each), "is_lasting": each.is_lasting}
    table = {name: getattr(each, name) for name in _FIELDS}  # asdict would copy each anchor
    return table | {name: b64encode(table[name]).decode() for name in ("places", "sentences")}


def _result(table: _ResultTable) -> Extracted | Unreadable:
    if "unreadable" in table:
        return Unreadable(table["unreadable"], table["is_lasting"])
    return Extracted(
        table["text"],
        table["extractor"],
        tuple(Anchor(*anchor) for anchor in table["anchors"]),
        table["title"],
        table["date"],
        table["language"],
        table["url"],
        tuple(table["notes"]),
        table["file_date"],
        table["places"],
        table["is_row"],
        table["sentences"],
    )
