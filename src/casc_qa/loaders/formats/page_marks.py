"""What tags of a page say of single words: raised, lowered, struck out, unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from casc_qa.loaders.formats.marks import lowered, raised

Node = Any  # lxml has no types of its own here

STRUCK_NOTE = "words that are struck out were left out"
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
"""In the style of what no browser shows."""
_MOVED = {"sup": raised, "sub": lowered}
_STRUCK = ("del", "s", "strike")


def straighten(page: Node) -> bool:
    """Takes out what is struck out, and makes raised and lowered figures such characters; tells
    whether there were words struck out.
    """
    has_struck = drop(list(page.iter(*_STRUCK)))
    for node in page.iter(*_MOVED):
        _move(node)
    return has_struck


def drop(nodes: Sequence[Node]) -> bool:
    """Whether words went with them; what stands behind each stays."""
    has_words = False
    for node in nodes:
        parent = node.getparent()
        if parent is not None:
            has_words |= bool("".join(node.itertext()).strip())
            node.drop_tree()
    return has_words


def _move(node: Node) -> None:
    """Figures that stand above or below the line become such characters."""
    move = _MOVED[node.tag]
    for inner in node.iter():
        if isinstance(inner.tag, str):
            inner.text = move(inner.text) if inner.text else inner.text
            if inner is not node and inner.tail:
                inner.tail = move(inner.tail)
