"""XML and XHTML from strangers, parsed without entities, files or network; names without prefixes.

Elements are known by their local names: the same document has other namespaces when it is saved
as "strict", and the names that matter don't clash.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.encodings.decoding import decode
from casc_qa.loaders.formats.extracted import Unreadable

MAX_MARKS = 3_000_000  # tags and attributes: each takes up to 250 bytes of memory
# Not collect_ids=False: with it libxml2 reads what a DTD names, whatever load_dtd says.
SAFE = MappingProxyType(
    {
        "resolve_entities": False,
        "load_dtd": False,
        "no_network": True,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
)
"""How parsers of XML are set up: without entities, files or network."""
_PROLOG = re.compile(r"<\?xml[^<>]*>|<!DOCTYPE[^<>\[]*>")
_ENTITY = re.compile(r"&(?:(#?\w{1,40});)?")
# Tags that need no end in HTML.
_VOID = re.compile(r"<(br|col|hr|img|input|link|meta|wbr)\b([^<>]*?)/?>", re.IGNORECASE)


class Element(Protocol):
    """What is used of lxml's elements."""

    tag: str
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[Element]: ...

    def __len__(self) -> int: ...

    def get(self, key: str) -> str | None:
        """An attribute by its full name; None where there is none."""


def read_xml(archive: Archive, part: str) -> Element:
    """The root of a part. Raises Unreadable, naming the part.

    libxml2 itself refuses elements nested more than 256 deep, so a walk may recurse.
    """
    root = _parsed(_sized(archive, part), part)
    if root is None:
        raise Unreadable(f"its part {part} is damaged or nested too deep")
    return root


def read_xhtml(archive: Archive, part: str) -> tuple[Element, bool]:
    """The root of a page, and whether all of it is there. Raises Unreadable.

    Pages of old books are often no XML, though they should be. An HTML parser would read them,
    but libxml2's is held for minutes by a tag with many attributes.
    """
    data = _sized(archive, part)
    root = _parsed(data, part)
    if root is not None:
        return root, True
    page = _ENTITY.sub(_character, _PROLOG.sub("", decode(data)[0]))
    closed = _VOID.sub(r"<\1\2/>", page)
    for form in (page, closed):
        root = _parsed(form.encode(), part)
        if root is not None:
            return root, True
    root = _parsed(closed.encode(), part, recover=True)
    if root is None:
        raise Unreadable(f"its part {part} is damaged or nested too deep")
    return root, False


def _sized(archive: Archive, part: str) -> bytes:
    """The part's bytes. Raises Unreadable where their tree would fill the memory."""
    data = archive.read(part)
    if data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise Unreadable(f"its part {part} has more than {MAX_MARKS:,} tags and attributes")
    return data


def _parsed(data: bytes, part: str, recover: bool = False) -> Element | None:
    """The root, or None for what is no XML. Raises Unreadable if it declares entities."""
    from lxml import etree

    parser = etree.XMLParser(**SAFE, recover=recover)
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable(f"its part {part} declares entities of its own")
    element: Element = root
    return element


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for; what is none is an ampersand.

    >>> [_ENTITY.sub(_character, text) for text in ("&nbsp;", "&lt;", "AT&T", "&#65;")]
    ['\xa0', '&lt;', 'AT&amp;T', '&#65;']
    """
    name = reference[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in ("lt", "gt", "amp", "quot", "apos"):
        return reference[0]
    known = html.unescape(reference[0])
    return "&amp;" + reference[0][1:] if known.startswith("&") else known


def name(element: Element) -> str:
    """The local name; empty for what is no element, such as a reference to an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """The first attribute of this local name."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == wanted:
            return value
    return None


def children(element: Element | None) -> Iterator[Element]:
    """The child elements of ``element``; nothing where there is none."""
    return iter(element if element is not None else ())


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of the first name, its first child of the second name, and so on."""
    for wanted in path:
        if element is None:
            return None
        element = next((inner for inner in element if name(inner) == wanted), None)
    return element


def nearest(element: Element, wanted: str, through: frozenset[str]) -> Iterator[Element]:
    """Descendants of this name in order, also where elements named in ``through`` wrap them."""
    waiting = list(element)[::-1]
    while waiting:
        here = waiting.pop()
        tag = name(here)
        if tag == wanted:
            yield here
        elif tag in through:
            waiting.extend(list(here)[::-1])
