"""XML and XHTML from strangers, parsed without entities, files or network; names without prefixes.

Elements are known by their local names: the same document has other namespaces when it is saved
as "strict", and the names that matter don't clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from casc_qa.loaders.encoding import decode
from casc_qa.loaders.extracted import Unreadable
from casc_qa.loaders.zipped import Archive


class Element(Protocol):
    """What is used of lxml's elements."""

    tag: str
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[Element]: ...


def read_xml(archive: Archive, part: str) -> Element:
    """The root of a part. Raises Unreadable, naming the part.

    libxml2 itself refuses elements nested more than 256 deep, so a walk may recurse.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root: Any = etree.fromstring(archive.read(part), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"its part {part} is damaged or nested too deep") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable(f"its part {part} declares entities of its own")
    found: Element = root
    return found


def read_xhtml(archive: Archive, part: str) -> Element:
    """The root of a page, read as browsers do where it is no XML. Raises Unreadable."""
    try:
        return read_xml(archive, part)
    except Unreadable as error:
        return _read_html(archive, part, error)


def _read_html(archive: Archive, part: str, reason: Unreadable) -> Element:
    from lxml import etree

    text, _ = decode(archive.read(part))
    if "<!ENTITY" in text:
        raise reason
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise reason from error
    if root is None:
        raise reason
    found: Element = root
    return found


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
    """What stands in ``element``; nothing where there is none."""
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
        kind = name(here)
        if kind == wanted:
            yield here
        elif kind in through:
            waiting.extend(list(here)[::-1])
