"""Running text that stands in a form: old pages wrap all that they say in one. What is filled in,
and what that is called, is no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from casc_qa.loaders.formats.page_marks import drop

Node = Any  # lxml has no types of its own here

_SENTENCE = re.compile(r"\w{2,}[^.!?]{20,}[.!?]")
_CHOICES = ("select", "datalist", "button")
_NOT_FILLED_IN = frozenset("hidden submit button image reset".split())
_SENTENCES_A_FIELD = 2
_MAIN = ("main", "article", "h1")
_BLOCKS = ("p", "div", "ul", "ol", "table")


def open_forms(page: Node, is_furniture: Callable[[Node], bool]) -> None:
    """Forms and their parts become plain blocks where they hold what the page says, for the library
    drops them; the others stay. ``is_furniture`` tells of a block that is none of a page's text.
    """
    drop([label for label in page.iter("label") if label.get("for") or _fields(label)])
    opened = [
        node
        for node in page.iter("form", "fieldset")
        if (_is_text(node) or _is_page(node)) and not is_furniture(node)
    ]
    for node in opened:
        node.tag = "div"
    for legend in list(page.iter("legend")):
        if legend.getparent() in opened:
            legend.tag = "p"
    drop(list(page.iter(*_CHOICES)))
    for label in list(page.iter("label")):  # of no field
        if not any(outer.tag in ("form", "fieldset") for outer in label.iterancestors()):
            label.tag = "div" if any(True for _ in label.iter(*_BLOCKS)) else "span"


def _fields(node: Node) -> list[Node]:
    """What somebody can fill in."""
    inputs = [field for field in node.iter("input") if field.get("type") not in _NOT_FILLED_IN]
    return [*inputs, *node.iter("select", "textarea")]


def _is_page(node: Node) -> bool:
    """Whether it holds what a page is about."""
    return any(True for _ in node.iter(*_MAIN))


def _is_text(node: Node) -> bool:
    """Whether it says more than what is to be filled in."""
    given = node.iter(*_CHOICES, "textarea")
    chosen = sum(len(_SENTENCE.findall(_words(each))) for each in given)
    sentences = len(_SENTENCE.findall(_words(node))) - chosen
    return sentences > 0 and sentences >= _SENTENCES_A_FIELD * len(_fields(node))


def _words(node: Node) -> str:
    return " ".join(node.itertext())
