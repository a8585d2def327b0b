"""What a Word document's styles say: which paragraphs are headings, which are its title, and how
letters look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, name

Role = Literal["heading", "title", "contents", "body"]
# The built-in styles have English names in the file, whatever language Word speaks.
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:toc|contents) ?\d|(?:toc|contents) heading|table of \w+"), "contents"),
    (re.compile(r"heading ?[1-9]"), "heading"),
    (re.compile(r"title"), "title"),
)
_TYPES = (None, "paragraph", "character")
_BODY_LEVEL = 9
_MAX_CHAIN = 50  # styles, each based on the next; a circle would not end


class Styles:
    """The styles of a document's paragraphs and characters."""

    def __init__(self, root: Element | None) -> None:
        """``root`` of styles.xml, or None where there is none: then names have to do."""
        self._styles = {
            attribute(style, "styleId") or "": style
            for style in children(root)
            if name(style) == "style" and attribute(style, "type") in _TYPES
        }
        self._roles: dict[str, Role] = {}
        self._looks: dict[tuple[str, str], tuple[Element, ...]] = {}
        self.default = self._default()
        defaults = child(root, "docDefaults", "rPrDefault", "rPr", "lang")
        normal = child(self._styles.get(self.default), "rPr", "lang")
        self.language = normal if normal is not None else defaults

    def role(self, properties: Element | None) -> Role:
        """What a paragraph with these properties (pPr) is."""
        named = child(properties, "pStyle")
        style = (attribute(named, "val") if named is not None else None) or self.default
        role = self._roles.get(style)
        if role is None:
            role = self._roles[style] = self._find_role(style)
        if role in ("contents", "title"):
            return role
        return _by_level(properties) or role

    def look(self, wanted: str, run: Element | None, paragraph: Element | None) -> Element | None:
        """The property of this name that letters have: their own (rPr), or the first that their
        style, then their paragraph's (pPr), is based on; None where nothing says.
        """
        own = child(run, wanted)
        if own is not None:
            return own
        for kind, properties in (("rStyle", run), ("pStyle", paragraph)):
            named = child(properties, kind)
            style = attribute(named, "val") if named is not None else None
            if found := self._look_of(style or "", wanted):
                return found[0]
        return None

    def _look_of(self, style: str, wanted: str) -> tuple[Element, ...]:
        """The property of a style, if it has one."""
        key = style, wanted
        if key not in self._looks:
            found = (child(element, "rPr", wanted) for _, element in self._chain(style))
            self._looks[key] = tuple(islice((f for f in found if f is not None), 1))
        return self._looks[key]

    def _default(self) -> str:
        for key, style in self._styles.items():
            is_default = attribute(style, "default") in ("1", "true", "on")
            if is_default and attribute(style, "type") != "character":
                return key
        return ""

    def _find_role(self, style: str) -> Role:
        for key, element in self._chain(style):
            named = child(element, "name")
            words = (attribute(named, "val") if named is not None else None) or key
            for pattern, role in _ROLES:
                if pattern.fullmatch(words.lower()):
                    return role
            level = _by_level(child(element, "pPr"))
            if level:
                return level
        return "body"

    def _chain(self, style: str) -> Iterator[tuple[str, Element | None]]:
        """The style, the one that it is based on, and so on."""
        for _ in range(_MAX_CHAIN):
            if not style:
                return
            element = self._styles.get(style)
            yield style, element
            based = child(element, "basedOn")
            style = (attribute(based, "val") if based is not None else None) or ""


def _by_level(properties: Element | None) -> Role | None:
    """What the outline level says, where there is one."""
    level = child(properties, "outlineLvl")
    value = (attribute(level, "val") if level is not None else None) or ""
    if not value.isdecimal():
        return None
    return "heading" if int(value[:3]) < _BODY_LEVEL else "body"


def is_drop_cap(properties: Element | None) -> bool:
    """Whether the paragraph is the large first letter of the next."""
    frame = child(properties, "framePr")
    return frame is not None and attribute(frame, "dropCap") in ("drop", "margin")
