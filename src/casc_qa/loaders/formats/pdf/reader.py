"""PDF: its lines of print as running text, with pages and bookmarks as anchors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import MAX_PAGES, Extracted, Unreadable
from casc_qa.loaders.formats.pdf.page_layout import Line, without_running_lines
from casc_qa.loaders.formats.pdf.printed import Printed
from casc_qa.loaders.formats.pdf.pypdf_file import PypdfFile, opened
from casc_qa.loaders.formats.pdf.reflow import reflow
from casc_qa.loaders.formats.scans.page_reading import (
    INSTALL,
    TEXT_ALONE,
    PageReading,
    left_note,
)
from casc_qa.types import Anchor

_MAX_CHARS = 20_000_000
_LABEL_CHARS = 20
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_SHOWN_RANGES = 20


class _Pages(NamedTuple):
    """What reading the pages gave."""

    lines: Sequence[Sequence[Line]]
    failed: Sequence[int]
    unseen: Sequence[int]
    """Those that are pictures, which nobody looked at."""
    left: Sequence[int]
    """Those that are pictures and too many."""
    extractor: str
    notes: Sequence[str]


def load(data: bytes, reading: PageReading = TEXT_ALONE) -> Extracted:
    """Paragraphs with a blank line between. Raises Unreadable.

    Headers and footers are left out, and words broken at a line's end put together.
    """
    try:
        with opened(data) as file:
            return _extracted(data, file, reading)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"it can't be read as PDF ({error or type(error).__name__})") from error


def _extracted(data: bytes, file: PypdfFile, reading: PageReading) -> Extracted:
    pages = _read(data, file, reading)
    labels = file.labels()
    body = without_running_lines(pages.lines, labels)
    running = sum(map(len, pages.lines)) - sum(map(len, body.pages))
    text, anchors, places = reflow(body.pages)
    named = _labelled(anchors, dict(enumerate(labels, 1)) or body.numbers)
    headings = _headings(file, text, anchors)
    return Extracted(
        text,
        pages.extractor,
        tuple(sorted([*anchors, *named, *headings], key=lambda a: a.offset)),
        declared_metadata.title(file.stated("/Title")),
        language=declared_metadata.language(file.language, text),
        notes=tuple(_notes(pages, running)),
        file_date=_created(file.stated("/CreationDate")),
        places=places,
    )


def _labelled(pages: Sequence[Anchor], labels: Mapping[int, str]) -> Iterator[Anchor]:
    """What is printed on each page as its number, where that is not how many it is."""
    if all(label == str(number) for number, label in labels.items()):
        return
    for page in pages:
        label = labels.get(int(page.value), "")
        is_shown = len(label) <= _LABEL_CHARS and label.isprintable()
        yield Anchor(page.offset, "label", label if is_shown else "")


def _read(data: bytes, file: PypdfFile, reading: PageReading) -> _Pages:
    """The lines of every page. Raises Unreadable where no page has any."""
    count = len(file)
    if count > MAX_PAGES:
        raise Unreadable(f"it has more than {MAX_PAGES:,} pages")
    printed = Printed(data, file, reading)
    pages, failed, unseen, chars = [], [], [], 0
    try:
        for number in range(1, count + 1):
            lines = printed.lines(number)
            if lines is None:
                failed.append(number)
            elif not lines and reading.recogniser is None and printed.is_picture(number):
                unseen.append(number)
            pages.append(lines or [])
            chars += sum(len(line.text) for line in pages[-1])
            reading.done(False)
            if chars > _MAX_CHARS:
                raise Unreadable(f"it has more than {_MAX_CHARS:,} characters")
    finally:
        printed.close()
    if not any(pages):
        raise Unreadable(_why_empty(count, failed, unseen))
    return _Pages(pages, failed, unseen, printed.left, printed.extractor, list(printed.notes()))


def _why_empty(count: int, failed: Sequence[int], unseen: Sequence[int]) -> str:
    if count == 0:
        return "it has no pages"
    if failed:
        which = "its only page can't" if count == 1 else f"none of its {count} pages can"
        return f"{which} be read: it is damaged"
    which = "its only page holds no" if count == 1 else f"none of its {count} pages holds"
    return f"{which} text: {INSTALL}" if unseen else f"{which} text"


def _notes(pages: _Pages, running: int) -> Iterator[str]:
    empty = [number for number, lines in enumerate(pages.lines, 1) if not lines]
    for what, numbers in (
        ("hold no text", sorted({*empty} - {*pages.failed, *pages.unseen, *pages.left})),
        ("are pictures", pages.unseen),
        ("could not be read", pages.failed),
    ):
        if numbers:
            if len(numbers) == 1:
                what = what.replace("hold", "holds").replace("are pictures", "is a picture")
            yield f"{len(numbers)} of {len(pages.lines)} pages {what}: {_ranges(numbers)}"
    if pages.unseen:
        yield INSTALL
    if pages.left:
        yield f"{left_note(len(pages.left), len(pages.lines))}: {_ranges(pages.left)}"
    if running:
        yield f"headers, footers and page numbers were left out: {running:,} lines"
    yield from pages.notes


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


def _created(value: str | None) -> str | None:
    """The day of "D:20230822101500+06'00'", on the clock of whoever made it."""
    match = _DAY.match(value or "")
    return declared_metadata.day(*map(int, match.groups())) if match else None


def _headings(file: PypdfFile, text: str, pages: Sequence[Anchor]) -> Iterator[Anchor]:
    """The bookmarks that start a paragraph of their page, numbered or not."""
    ends = [*(anchor.offset for anchor in pages[1:]), len(text)][: len(pages)]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for anchor, end in zip(pages, ends, strict=True):
        spans[anchor.value].append((anchor.offset, end))
    taken: set[int] = set()
    for title, page in file.bookmarks():
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
