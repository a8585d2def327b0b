"""All words of a page, paragraph by paragraph: for mail, where nothing is navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from casc_qa.loaders.formats.page_marks import straighten

_SPACE = re.compile(r"\s+")
_UNSEEN = {"head", "script", "style", "template", "noscript", "title"}
_CELLS = {"td", "th"}
_BLOCKS = set(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot "
    "thead tr ul".split()
)


class Whole(NamedTuple):
    """What a page says."""

    text: str
    has_struck: bool
    """Whether words were left out that are struck out."""


@lru_cache(maxsize=4)  # a mail is looked at for its fullest form, its text and what is struck out
def whole_text(markup: str) -> Whole:
    """Paragraphs with a blank line between, cells that stand side by side as "a | b"."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return Whole("", False)
    has_struck = straighten(root)
    return Whole("\n\n".join(_paragraphs(root)), has_struck)


def _paragraphs(root: Any) -> Iterator[str]:
    """Walks without recursion; lxml limits how deep elements may be nested."""
    from lxml import etree

    words: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if event == "start" and _is_unseen(tag, element.get("style") or ""):
            walk.skip_subtree()
            continue
        if tag in _BLOCKS:
            yield from _paragraph(words)
            words = []
        elif event == "start" and tag in _CELLS and "".join(words).strip():
            words.append(" | ")
        elif event == "start" and tag == "br":
            words.append("\n")
        between = (element.text if event == "start" else element.tail) or ""
        words.append(_SPACE.sub(" ", between))
    yield from _paragraph(words)


def _is_unseen(tag: str, style: str) -> bool:
    return tag in _UNSEEN or "display:none" in style.replace(" ", "").lower()


def _paragraph(words: list[str]) -> Iterator[str]:
    """The paragraph without needless spaces."""
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    text = "\n".join(line for line in lines if line.strip(" |"))
    if text:
        yield text
