"""Markdown: the source as it stands, its headings as anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casc_qa.loaders.encoding import decode
from casc_qa.loaders.extracted import Extracted
from casc_qa.types import Anchor

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")


def load(data: bytes) -> Extracted:
    """The decoded text; the first top heading is the title. Raises Unreadable."""
    text, encoding = decode(data)
    found = list(_headings(text))
    title = next((name for _, level, name in found if level == 1), None)
    anchors = tuple(Anchor(offset, "heading", name) for offset, _, name in found if name != title)
    return Extracted(text, f"decoded {encoding}", anchors, title)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """(offset, level, words) of each heading outside code fences."""
    offset, fence = 0, None
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            fence = None if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1][:3]
        elif heading := _HEADING.match(line.rstrip("\r\n")):
            yield offset, len(heading[1]), heading[2]
        offset += len(line)
