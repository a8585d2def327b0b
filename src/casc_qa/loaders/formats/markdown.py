"""Markdown: the source as it stands, its headings as anchors, without its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.front_matter import split_front_matter
from casc_qa.types import Anchor

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=[^ \t])(.+)")


def load(data: bytes) -> Extracted:
    """The decoded text; its title is what the front matter says, or the first top heading.

    Raises Unreadable.
    """
    decoded, encoding = decode(data)
    front, text = split_front_matter(decoded)
    headings = list(_headings(text))
    top = next((name for _, level, name in headings if level == 1), None)
    title = " ".join(front.get("title", "").split()) or top
    return Extracted(
        text,
        f"decoded {encoding}",
        tuple(Anchor(offset, "heading", name) for offset, _, name in headings if name != title),
        title,
        declared_metadata.date(front.get("date")),
        declared_metadata.language(front.get("language") or front.get("lang")),
        declared_metadata.url(front.get("url")),
        doubts(data, encoding),
    )


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
            words = heading[2].rstrip(" \t")
            yield offset, len(heading[1]), words.rstrip("#").rstrip(" \t") or words
        offset += len(line)
