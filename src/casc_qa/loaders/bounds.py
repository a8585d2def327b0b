"""What a loading process may hand back: what can be indexed and shown, and no more of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from casc_qa.loaders import stated
from casc_qa.loaders.extracted import Extracted, Unreadable

MAX_CHARS = 20_000_000  # of all texts in one file
_MAX_DOCUMENTS = 100_000  # rows, of one file
_MAX_BREAKS = 1_000_000  # lines and sentences of one file: prose has a twentieth of its characters
_MAX_HEADINGS = 50_000  # of one document
_HEADING_CHARS = 300  # of a title, too
_MAX_NOTES = 20
_REASON_CHARS = 250
_BREAK = re.compile(r"[\r\n]+|[.!?…։؟。！？](?=\s)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def bounded(found: Iterator[Extracted | Unreadable]) -> Iterator[Extracted | Unreadable]:
    """As long as all of them together stay within bounds, and each a reason that can be shown."""
    chars = breaks = 0
    for number, each in enumerate(found, 1):
        if isinstance(each, Extracted):
            chars += len(each.text)
            breaks += sum(1 for _ in _BREAK.finditer(each.text))
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
