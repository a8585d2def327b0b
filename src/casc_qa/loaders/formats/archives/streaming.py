"""XML parts that are too large for a tree: read element by element, each forgotten after use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from casc_qa.loaders.formats.archives import markup
from casc_qa.loaders.formats.archives.markup import SAFE, Element
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.extracted import Unreadable

Event = Literal["start", "end"]


def stream_xml(
    archive: Archive, part: str, wanted: Iterable[str]
) -> Iterator[tuple[Event, Element]]:
    """The start and the end of each element of these local names, in order; at its end an element
    has its children, which are gone when the next one is asked for.

    Raises Unreadable, naming the part.
    """
    from lxml import etree

    tags = [f"{{*}}{name}" for name in wanted]
    parser: Any = etree.XMLPullParser(events=("start", "end"), tag=tags, **SAFE)
    marks = 0  # tags and attributes that are held
    checked = False
    try:
        for chunk in archive.chunks(part):
            parser.feed(chunk)
            marks += chunk.count(b"<") + chunk.count(b"=")
            if marks > (most := markup.MAX_MARKS):
                raise Unreadable(f"its part {part} has more than {most:,} tags in one piece")
            for event, element in parser.read_events():
                if not checked:
                    _refuse_document_type(element, part)
                    checked = True
                yield event, element
                if event == "end":
                    _forget(element)
                    marks = 0
        _refuse_document_type(parser.close(), part)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"its part {part} is damaged or nested too deep") from error


def _refuse_document_type(element: Any, part: str) -> None:
    """Raises Unreadable where there is one: no program writes any, and it may declare entities."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(f"its part {part} has a document type of its own")


def _forget(element: Any) -> None:
    """Takes out what an element holds, and all that stands before it."""
    element.clear()
    while element is not None:
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]
        element = parent
