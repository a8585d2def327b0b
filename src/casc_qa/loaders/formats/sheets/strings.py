"""Texts of cells in Excel's files, with what some of their words look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, name
from casc_qa.loaders.formats.archives.streaming import stream_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.blocks import one_line
from casc_qa.loaders.formats.marks import lowered, raised
from casc_qa.loaders.formats.office.docx_forms import is_on

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold
_PLACES: dict[str, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}


class Look(NamedTuple):
    """How a font draws words."""

    is_struck: bool = False
    placed: Callable[[str], str] = str
    """What makes them raised or lowered figures."""


PLAIN = Look()


class Rich(NamedTuple):
    """A text whose parts do not all look the same."""

    parts: tuple[tuple[str, Look | None], ...]
    """Words with their looks; None where they look as their cell says."""

    def shown(self, look: Look) -> tuple[str, bool]:
        """What is seen of it in a cell of this look, and whether words of it are struck out."""
        words = [(text, own or look) for text, own in self.parts]
        seen = [own.placed(text) for text, own in words if not own.is_struck]
        return one_line("".join(seen)), any(own.is_struck and text for text, own in words)


def look(font: Element | None) -> Look:
    """The look of a font (font), or of the font of some words (rPr)."""
    moved = child(font, "vertAlign")
    place = attribute(moved, "val") if moved is not None else None
    return Look(is_on(child(font, "strike")), _PLACES.get(place or "", str))


def read_strings(archive: Archive, part: str) -> Iterator[str | Rich]:
    """The texts that cells refer to by their number."""
    for event, element in stream_xml(archive, part, ("si",)):
        if event == "end":
            yield string(element)


def string(element: Element) -> str | Rich:
    """The text of a string item (si, is). How it is to be pronounced is left out."""
    inner = list(element)
    if len(inner) == 1 and inner[0].tag.endswith("}t"):  # as most are
        return one_line(as_shown(inner[0].text))
    parts: list[tuple[str, Look | None]] = []
    for part in inner:
        tag = name(part)
        if tag == "t":
            parts.append((as_shown(part.text), None))
        elif tag == "r":
            words, font = child(part, "t"), child(part, "rPr")
            own = None if font is None else look(font)
            parts.append((as_shown(words.text if words is not None else None), own))
    return Rich(tuple(parts)) if parts else ""


def as_shown(text: str | None) -> str:
    """Text with its escaped characters; those that nobody sees become spaces.

    >>> as_shown("one_x000D_two"), as_shown("_x0041_"), as_shown(None)
    ('one two', 'A', '')
    """
    if not text or "_x" not in text:
        return text or ""
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char.isprintable() else " "
