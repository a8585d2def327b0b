"""What OpenDocument files have in common: encryption, parts that may be missing, white space."""

from __future__ import annotations

import re

from casc_qa.loaders.formats.archives.markup import Element, attribute, read_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Unreadable

_MAX_SPACES = 100
# Spaces in the file run together unless an element says how many there are: until that is done,
# those stand as a character that XML cannot hold.
_SPACE = "\0"


def refuse_encrypted(archive: Archive) -> None:
    """Raises Unreadable where a password is needed."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise Unreadable("it is encrypted: save it without a password")


def optional(archive: Archive, part: str, notes: list[str]) -> Element | None:
    """The root of a part, if there is one; what can't be read is noted."""
    if part not in archive:
        return None
    try:
        return read_xml(archive, part)
    except Unreadable as error:
        notes.append(f"Not everything could be read: {error}.")
        return None


def space(element: Element, tag: str) -> str | None:
    """What an element (s, tab, line-break) means until ``as_shown`` is done; None for others."""
    if tag == "s":
        return _SPACE * _count(element)
    return {"tab": "\v", "line-break": "\f"}.get(tag)


def as_shown(words: str) -> str:
    """White space as OpenDocument means it: runs are one space unless elements say otherwise."""
    text = re.sub(r"[ \t\r\n]+", " ", words)
    return text.replace(_SPACE, " ").replace("\v", "\t").replace("\f", "\n").strip()


def _count(element: Element) -> int:
    value = attribute(element, "c") or ""
    return min(int(value[:4]), _MAX_SPACES) if value.isdecimal() else 1
