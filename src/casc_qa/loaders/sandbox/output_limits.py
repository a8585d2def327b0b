"""What a loading process may hand back: what can be indexed and shown, and no more of it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import MAX_PAGES, Extracted, Unreadable
from casc_qa.text.dates import iso_range
from casc_qa.text.places import Places
from casc_qa.types import LANGUAGE_CODE, Anchor

MAX_CHARS = 20_000_000  # of all texts in one file
_MAX_DOCUMENTS = 100_000  # rows, of one file
# Lines and sentences of one file: prose has a hundredth of its characters of the one, and where it
# is wrapped of the other.
MAX_SENTENCES = 500_000
_MAX_HEADINGS = 50_000  # of one document
_HEADING_CHARS = 300  # of a title, too
_MAX_NOTES = 20
_REASON_CHARS = 250
_BREAK = re.compile(r"[.!?…։؟。！？]?[\r\n]+|[.!?…։؟。！？](?=\s)")
_PAGE = re.compile("[0-9]{1,9}")
_LANGUAGE = re.compile(LANGUAGE_CODE)
_JOINERS = "\u200c\u200d"  # without them words of some scripts fall apart
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def bounded(results: Iterator[Extracted | Unreadable]) -> Iterator[Extracted | Unreadable]:
    """The results for as long as all of them together stay within the limits, then the reason why
    no more follow; each is made fit to be shown.
    """
    chars = breaks = 0
    for number, each in enumerate(results, 1):
        if isinstance(each, Extracted):
            chars += len(each.text)
            breaks += sum(1 for _ in _BREAK.finditer(each.text))
        for is_over, what in (
            (chars > MAX_CHARS, f"{MAX_CHARS:,} characters"),
            (breaks > MAX_SENTENCES, f"{MAX_SENTENCES:,} lines and sentences"),
            (number > _MAX_DOCUMENTS, f"{_MAX_DOCUMENTS:,} rows"),
        ):
            if is_over:
                yield Unreadable(f"it has more than {what}")
                return
        if isinstance(each, Extracted):
            yield printable(each)
        else:
            yield Unreadable(_shown(str(each)), each.is_lasting)


def printable(extracted: Extracted) -> Extracted:
    """The same with every half of a surrogate pair, which no file can hold, replaced; offsets stay.
    What is declared beside the text is kept as far as somebody can read it.
    """
    headings = [a for a in extracted.anchors if a.kind == "heading"]
    if len(headings) > _MAX_HEADINGS:  # every line is one
        extracted = replace(
            extracted, anchors=tuple(a for a in extracted.anchors if a.kind != "heading")
        )
    return replace(
        extracted,
        text=_whole(extracted.text),
        title=_shown(extracted.title or "", _HEADING_CHARS) or None,
        anchors=tuple(
            a._replace(value=_whole(a.value[:_HEADING_CHARS])) for a in extracted.anchors
        ),
        url=declared_metadata.url(extracted.url),
        notes=first_notes(
            [_shown(note) for note in (*extracted.notes, *_oddities(extracted.text))]
        ),
    )


def check(documents: Iterable[Extracted]) -> None:
    """Raises ValueError for what no loader hands back: a document may have taken over the process
    that sends it.
    """
    chars = 0
    for each in documents:
        chars += len(each.text)
        if chars > MAX_CHARS or not (_is_sound(each) and _are_starts_in_order(each)):
            raise ValueError("what it sent is no document")


def _is_sound(extracted: Extracted) -> bool:
    """Whether what stands beside the text can be shown and stored."""
    for date in filter(None, (extracted.date, extracted.file_date)):
        iso_range(date)
    lines = [extracted.title or "", extracted.extractor, *extracted.notes]
    return (
        all(len(line) <= _HEADING_CHARS and _is_one_line(line) for line in lines)
        and len(extracted.notes) <= _MAX_NOTES + 1
        and len(extracted.anchors) <= 2 * _MAX_HEADINGS
        and Places(extracted.places).are_sound(len(extracted.text), MAX_PAGES)
        and all(a.offset <= len(extracted.text) for a in extracted.anchors)
        and all(map(_is_sound_anchor, extracted.anchors))
        and (extracted.language is None or bool(_LANGUAGE.fullmatch(extracted.language)))
        and declared_metadata.url(extracted.url) == extracted.url
    )


def _is_sound_anchor(anchor: Anchor) -> bool:
    """Whether a page has a number, and what is printed as one can be shown on a line."""
    if anchor.kind == "page":
        return _PAGE.fullmatch(anchor.value) is not None
    is_shown = anchor.kind == "heading" or _is_one_line(anchor.value)
    return is_shown and len(anchor.value) <= _HEADING_CHARS


def _are_starts_in_order(extracted: Extracted) -> bool:
    """Whether its sentences start one after the other, and in the text."""
    if len(extracted.sentences) % 4:
        return False
    starts = array("I", extracted.sentences)
    return all(a < b for a, b in pairwise(starts)) and all(
        s < len(extracted.text) for s in starts[-1:]
    )


def _is_one_line(words: str) -> bool:
    return all(c.isprintable() or c in _JOINERS for c in words)


def _oddities(text: str) -> Iterator[str]:
    """What a person should know of the characters that a text holds."""
    nuls, unread = text.count("\0"), text.count("\ufffd") + len(_SURROGATE.findall(text))
    if nuls:
        yield f"it holds {nuls:,} NUL character{'s' * (nuls > 1)}"
    if unread:
        yield f"{unread:,} of its characters could not be read and stand as \ufffd"


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def first_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """The first few, and how many more there are."""
    if len(notes) <= _MAX_NOTES:
        return tuple(notes)
    return (*notes[:_MAX_NOTES], f"and {len(notes) - _MAX_NOTES:,} more of this kind")


def _shown(words: str, most: int = _REASON_CHARS) -> str:
    """One line of characters that can be shown, cut where it is too long.

    >>> _shown("it  is \x1b[31mtorn", 12)
    'it is [31mt…'
    """
    line = "".join(
        c for c in " ".join(words[: 4 * most].split()) if c.isprintable() or c in _JOINERS
    )
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
