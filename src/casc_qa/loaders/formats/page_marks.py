"""What tags of a page say of single words: raised, lowered, struck out, unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from casc_qa.loaders.formats.marks import lowered, raised

Node = Any  # lxml has no types of its own here

UNSEEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
"""In the style of what no browser shows."""
_VISIBLE = re.compile(r"(?:^|[;\s])visibility\s*:\s*visible", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
MOVED = {"sup": raised, "sub": lowered}
STRUCK = ("del", "s", "strike")
"""Tags of what stands above or below its line, and of what is struck out."""


def straighten(page: Node) -> bool:
    """Takes out what is struck out, and makes raised and lowered figures such characters; tells
    whether there were words struck out.
    """
    styled = [node for node in page.iter() if _is_line_through(node)]
    has_struck = drop([*page.iter(*STRUCK), *styled])
    for node in page.iter(*MOVED):
        _move(node)
    return has_struck


def is_unseen(node: Node) -> bool:
    """Whether no browser shows it, nor anything in it."""
    if node.get("hidden") is not None:
        return True
    if not UNSEEN.search(node.get("style") or ""):
        return False
    return not any(_VISIBLE.search(inner.get("style") or "") for inner in _elements(node))


def _elements(node: Node) -> Iterator[Node]:
    return (inner for inner in node.iter() if isinstance(inner.tag, str))


def _is_line_through(node: Node) -> bool:
    return isinstance(node.tag, str) and bool(_LINE_THROUGH.search(node.get("style") or ""))


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
    move = MOVED[node.tag]
    for inner in node.iter():
        if isinstance(inner.tag, str):
            inner.text = move(inner.text) if inner.text else inner.text
            if inner is not node and inner.tail:
                inner.tail = move(inner.tail)
