"""A web page made ready for the library that finds its main text: so that a paragraph is not
dropped for the name of its class, nor a figure glued to the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.page_marks import drop, is_unseen, straighten
from casc_qa.loaders.formats.web.forms import open_forms

Node = Any  # lxml has no types of its own here
Finder = Callable[[Node], Sequence[Node]]
"""Finds parts of a page."""

_SENTENCE = re.compile(r"\w{2,}[^.!?]{20,}[.!?]")
_MOST_LINKED = 0.4  # of the characters: more is a menu
_WORD = re.compile(r"[a-z]+")
# Names of what is no part of any text, and of what is none outside of the main one.
_NEVER = frozenset("cookie cookies consent newsletter subscribe login disqus akismet".split())
_OUTSIDE = frozenset(
    "footer nav navbar navigation menu sidebar breadcrumb breadcrumbs share sharing banner widget"
    " comment comments related promo search pagination pager tags byline modal overlay"
    " social".split()
)
_MAIN = ("main", "article")
_FURNITURE = ("nav", "footer", "aside", "form")
_LAYOUT = {"table": "div", "tbody": "div", "tr": "div", "td": "div", "th": "div"}
_BLOCKS_OF_A_LAYOUT = frozenset("h1 h2 h3 h4 table article section".split())
_FEW_PARAGRAPHS = 2
_RUNNING = ("p", "li", "td", "th", "blockquote")
# The library drops what these hold.
_CAPTIONED = {"figcaption": "p", "figure": "div", "summary": "p", "details": "div"}


def make_ready(page: Node, dropped: Sequence[Finder], main: Sequence[Finder]) -> list[str]:
    """Alters the page, and says what a person should know of it.

    ``dropped`` find what the library drops for its name, ``main`` what it takes for the main text.
    """
    notes = [STRUCK_NOTE] if straighten(page) else []
    drop(list(_unseen(page)))
    for node in page.xpath("//*[@style]"):
        del node.attrib["style"]  # whatever is called hidden in one is seen
    for node in list(page.iter(*_CAPTIONED)):
        node.tag = _CAPTIONED[node.tag]
    for node in list(page.iter("q")):
        _quote(node)
    for node in list(page.iter("time")):
        if any(outer.tag in _RUNNING for outer in node.iterancestors()):
            node.tag = "span"  # a day in a sentence; the library drops them all
    open_forms(page, lambda form: bool(_names(form) & _NEVER) or _is_aside(form))
    for table in list(page.iter("table")):
        if _is_layout(table):
            _unfold(table)
    for cell in list(page.iter("td", "th")):
        _flatten_lists(cell)
    _shield(page, dropped)
    _name_main(page, main)
    return notes


def _unseen(page: Node) -> Iterator[Node]:
    for node in page.iter():
        if not isinstance(node.tag, str) or node.tag in ("html", "body"):
            continue
        if is_unseen(node):
            yield node


def _text(node: Node) -> str:
    return "".join(node.itertext())


def _is_layout(table: Node) -> bool:
    """Whether a cell holds what no cell of figures does."""
    for cell in table.iter("td"):
        paragraphs = 0
        for inner in cell.iter():
            paragraphs += inner.tag == "p" and bool(_SENTENCE.search(_text(inner)))
            if inner.tag in _BLOCKS_OF_A_LAYOUT or paragraphs >= _FEW_PARAGRAPHS:
                return True
    return False


def _unfold(table: Node) -> None:
    """The table's own parts become plain blocks; tables inside it stay."""
    waiting = [table]
    while waiting:
        node = waiting.pop()
        node.tag = _LAYOUT[node.tag]
        waiting += [inner for inner in node if inner.tag in _LAYOUT and inner.tag != "table"]


def _quote(node: Node) -> None:
    """Words in the quotation marks that browsers put around them."""
    node.tag = "span"
    node.text = f"“{node.text or ''}"
    if len(node):
        node[-1].tail = f"{node[-1].tail or ''}”"
    else:
        node.text += "”"


def _flatten_lists(cell: Node) -> None:
    """Items of a list in a cell become words of it, with their bullets: the library would drop
    them.
    """
    for node in list(cell.iter("ul", "ol", "li")):
        if node.tag == "li":
            node.text = f"• {node.text or ''}"
            node.tail = f" {node.tail or ''}"
        node.tag = "span"


def _shield(page: Node, dropped: Sequence[Finder]) -> None:
    """Takes the names from blocks of prose that the library would drop for them."""
    for find in dropped:
        for node in find(page):
            if _is_prose(node) and not _is_furniture(node):
                for name in ("class", "id", "role"):
                    node.attrib.pop(name, None)


def _is_prose(node: Node) -> bool:
    text = _text(node)
    linked = sum(len(_text(link)) for link in node.iter("a"))
    return bool(_SENTENCE.search(text)) and linked <= _MOST_LINKED * len(text)


def _is_furniture(node: Node) -> bool:
    return any(True for _ in node.iter("form", "textarea")) or _is_aside(node, _FURNITURE)


def _is_aside(node: Node, furniture: Sequence[str] = _FURNITURE[:-1]) -> bool:
    """Whether a block's name, or what it stands in, says that it is none of the text."""
    around = [outer.tag for outer in node.iterancestors()]
    if any(tag in furniture for tag in around):
        return True
    return bool(_names(node) & (_NEVER | _OUTSIDE)) and not any(tag in _MAIN for tag in around)


def _names(node: Node) -> set[str]:
    return set(_WORD.findall(f"{node.get('class')} {node.get('id')}".lower()))


def _name_main(page: Node, main_text: Sequence[Finder]) -> None:
    """Where nothing in the page is called its main text, its body is."""
    body = page.find("body")
    if body is None or any(find(page) for find in main_text):
        return
    main = body.makeelement("main", {})
    main.text, body.text = body.text, None
    main.extend(list(body))
    body.append(main)
