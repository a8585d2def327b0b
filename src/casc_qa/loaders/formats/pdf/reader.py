"""PDF: its lines of print as running text, with pages and bookmarks as anchors, by pypdf."""

from __future__ import annotations

import logging
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.pdf.page_layout import Line, without_running_lines
from casc_qa.loaders.formats.pdf.reflow import reflow
from casc_qa.loaders.formats.pdf.right_to_left import Piece, in_reading_order, is_turned
from casc_qa.types import Anchor

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_CHARS = 20_000_000
_MAX_PAGES = 20_000
# A page's own instructions are small; larger ones are there to fill the memory.
_MAX_STREAM_BYTES = 30_000_000
_MAX_INSTRUCTIONS = 400_000
_MAX_EXCESSES = 5
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_PRESENTED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]")
_LITERAL = rb"\((?:[^()\\]|\\.)*\)"  # a string of characters, without brackets in brackets
_STRING = re.compile(_LITERAL + rb"|(?<!<)<([0-9A-Fa-f\s]*)>(?!>)", re.DOTALL)
_LITERALS = re.compile(_LITERAL, re.DOTALL)
_BEYOND_US = re.compile(rb"[()]|\sID\s")  # nested brackets, a picture's bytes
_DELIMITER = re.compile(rb"[()\\]")
_SHOWN_RANGES = 20
_HEADING_CHARS = 300


class _Pages(NamedTuple):
    """What reading the pages gave."""

    lines: Sequence[Sequence[Line]]
    failed: Sequence[int]


def load(data: bytes) -> Extracted:
    """Paragraphs with a blank line between. Raises Unreadable.

    Headers and footers are left out, and words broken at a line's end put together.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no concern of ours
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=_MAX_STREAM_BYTES,
            stream_parsing_work_maximum_count=_MAX_INSTRUCTIONS,
        ):
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable("it is encrypted: save it without its password")
            return _extracted(reader, f"pypdf {pypdf.__version__}")
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"it can't be read as PDF ({error or type(error).__name__})") from error


def _extracted(reader: PdfReader, extractor: str) -> Extracted:
    pages = _read(reader)
    text, anchors = reflow(without_running_lines(pages.lines))
    info: Any = reader.metadata or {}
    return Extracted(
        text,
        extractor,
        tuple(sorted([*anchors, *_headings(reader, text, anchors)], key=lambda a: a.offset)),
        declared_metadata.title(_string(info, "/Title")),
        _created(_string(info, "/CreationDate")),
        declared_metadata.language(_string(reader.root_object, "/Lang"), text),
        notes=tuple(_notes(pages)),
    )


def _read(reader: PdfReader) -> _Pages:
    """The lines of every page. Raises Unreadable where no page has any."""
    from pypdf.errors import LimitReachedError

    count = len(reader.pages)
    if count > _MAX_PAGES:
        raise Unreadable(f"it has more than {_MAX_PAGES:,} pages")
    pages, failed, chars, excesses = [], [], 0, 0
    for number, page in enumerate(reader.pages, 1):
        lines = _Lines(number)
        try:
            _spell_strings(page)
            page.extract_text(visitor_text=lines.add)
        except MemoryError:
            raise
        except Exception as error:  # one page may not take the others with it
            failed.append(number)
            lines = _Lines(number)
            excesses += isinstance(error, LimitReachedError)
            if excesses > _MAX_EXCESSES:
                raise Unreadable("its pages ask for more memory than a text needs") from error
        pages.append(lines.finish())
        chars += sum(len(line.text) for line in pages[-1])
        if chars > _MAX_CHARS:
            raise Unreadable(f"it has more than {_MAX_CHARS:,} characters")
    if not any(pages):
        raise Unreadable(_why_empty(count, failed))
    return _Pages(pages, failed)


def _spell_strings(page: PageObject) -> None:
    """Writes the page's strings of hexadecimal digits as strings of characters, which pypdf reads
    several times as fast; only where the two can be told apart without a parser.
    """
    from pypdf.generic import DecodedStreamObject, NameObject

    contents = page.get("/Contents")
    stream = contents.get_object() if contents is not None else None
    parts = stream if isinstance(stream, list) else [stream]
    data = b"\n".join(part.get_object().get_data() for part in parts if part is not None)
    if b"<" not in data or _BEYOND_US.search(_LITERALS.sub(b"", data)):
        return
    spelled = DecodedStreamObject()
    spelled.set_data(_STRING.sub(_spelled, data))
    page[NameObject("/Contents")] = spelled


def _spelled(digits: re.Match[bytes]) -> bytes:
    if digits[1] is None:  # characters already
        return digits[0]
    packed = b"".join(digits[1].split())
    characters = bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode())
    return b"(" + _DELIMITER.sub(rb"\\\g<0>", characters) + b")"


def _why_empty(count: int, failed: Sequence[int]) -> str:
    if count == 0:
        return "it has no pages"
    if failed:
        which = "its only page can't" if count == 1 else f"none of its {count} pages can"
        return f"{which} be read: it is damaged"
    which = "its only page holds no" if count == 1 else f"none of its {count} pages holds"
    return f"{which} text: it is probably scanned, run OCR first"


class _Lines:
    """Collects a page's lines from the pieces that pypdf reports."""

    def __init__(self, number: int) -> None:
        """``number`` of the page, from 1."""
        self._number = number
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._position = (0.0, 0.0, 0.0)  # left, height and size of the line at hand
        self._turned = False

    def add(self, text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        """Takes the next piece; a line feed in it ends the line."""
        if not text:
            return
        a, b, c, d, e, f = _product(tm, cm)
        along = math.hypot(a, b) or 1.0
        left, height = (e * a + f * b) / along, (f * a - e * b) / along
        for number, words in enumerate(text.split("\n")):
            if number:
                self._end()
            if not words:
                continue
            self._turned = is_turned(words, self._turned)
            letters = abs(size) * math.hypot(c, d) if words.strip() else 0.0
            self._pieces.append(Piece(words, left, self._turned))
            if letters > self._position[2]:
                self._position = (self._position[0] if self._position[2] else left, height, letters)

    def finish(self) -> list[Line]:
        """All lines, the last one ended."""
        self._end()
        return self._lines

    def _end(self) -> None:
        words = " ".join(_clean(in_reading_order(self._pieces)).split())
        if words:
            left, height, size = self._position
            self._lines.append(Line(words, self._number, left, height, size))
        self._pieces, self._position = [], (0.0, 0.0, 0.0)


def _product(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    """Two of PDF's transformations, one after the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _clean(text: str) -> str:
    """Ligatures and shaped letters as plain letters; nothing that is no character.

    A soft hyphen that is printed is a hyphen.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _PRESENTED.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = text.replace("\u00ad", "-").encode("utf-8", "replace").decode()
    return "".join(char for char in text if char.isprintable() or char.isspace())


def _notes(pages: _Pages) -> Iterator[str]:
    empty = [number for number, lines in enumerate(pages.lines, 1) if not lines]
    for what, numbers in (
        ("hold no text (scanned?)", [n for n in empty if n not in pages.failed]),
        ("could not be read", pages.failed),
    ):
        if numbers:
            what = what.replace("hold", "holds") if len(numbers) == 1 else what
            yield f"{len(numbers)} of {len(pages.lines)} pages {what}: {_ranges(numbers)}"


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers in short: "3, 7-9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs[:_SHOWN_RANGES]]
    return ", ".join([*shown, "…"] if len(runs) > _SHOWN_RANGES else shown)


def _string(table: Any, key: str) -> str | None:
    """A text string of a PDF dictionary; None for anything else."""
    value = table.get(key)
    value = value.get_object() if value is not None else None
    return str(value).replace("\0", "") if isinstance(value, str) else None


def _created(value: str | None) -> str | None:
    """The day of "D:20230822101500+06'00'", on the clock of whoever made it."""
    match = _DAY.match(value or "")
    return declared_metadata.day(*map(int, match.groups())) if match else None


def _headings(reader: PdfReader, text: str, pages: Sequence[Anchor]) -> Iterator[Anchor]:
    """The bookmarks that start a paragraph of their page, numbered or not."""
    ends = [*(anchor.offset for anchor in pages[1:]), len(text)]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for anchor, end in zip(pages, ends, strict=True):
        spans[anchor.value].append((anchor.offset, end))
    taken: set[int] = set()
    for title, page in _bookmarks(reader):
        words = r"\s+".join(map(re.escape, title.split()))
        pattern = re.compile(rf"(?:\A|(?<=\n\n))(?:[\dIVX.]+\)?\s+)?{words}(?!\w)", re.IGNORECASE)
        for start, end in spans[str(page)]:
            match = next(
                (m for m in pattern.finditer(text, start, end) if m.start() not in taken), None
            )
            if match:
                taken.add(match.start())
                yield Anchor(match.start(), "heading", title)
                break


def _bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """(title, page) of the outline in order, 1 being the first page; none where it is broken."""
    try:
        waiting: list[Any] = [reader.outline]
        while waiting and (item := waiting.pop()) is not None:
            if isinstance(item, list):
                waiting += reversed(item)
                continue
            title = " ".join(str(item.title or "").split())[:_HEADING_CHARS]
            page = reader.get_destination_page_number(item)
            if title and page is not None:
                yield title, page + 1
    except Exception:  # noqa: BLE001  # the text is worth more than its table of contents
        return
