"""How the styles of an OpenDocument file make its words look: raised, struck out, hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, name
from casc_qa.loaders.formats.marks import lowered, raised

Placed = Callable[[str], str]
_MAX_CHAIN = 50  # styles, each based on the next; a circle would not end
_LINES = ("text-line-through-style", "text-line-through-type")


class Look(NamedTuple):
    """What is not plain about words."""

    placed: Placed | None = None
    """What makes them raised or lowered figures."""
    struck: bool = False
    hidden: bool = False


_PLAIN = Look()


class Looks:
    """The looks of a document's styles."""

    def __init__(
        self,
        *roots: Iterable[Element] | None,
        families: Sequence[str] = ("text", "paragraph"),
    ) -> None:
        """``roots`` of content.xml and styles.xml, or the groups of styles in them; ``families``
        are the kinds of styles that are asked for.
        """
        self._styles = {
            attribute(style, "name") or "": style
            for root in reversed(roots)
            for group in (() if root is None else root)
            if name(group) in ("styles", "automatic-styles")
            for style in group
            if name(style) == "style" and attribute(style, "family") in families
        }
        self._looks: dict[str, Look] = {}

    def of(self, style: str | None) -> Look:
        """The look of words in the style of this name."""
        if not style or style not in self._styles:
            return _PLAIN
        if style not in self._looks:
            self._looks[style] = self._find(style)
        return self._looks[style]

    def _find(self, style: str) -> Look:
        """What each style says goes before what it is based on."""
        place = line = display = None
        for properties in self._chain(style):
            place = place or attribute(properties, "text-position")
            display = display or attribute(properties, "display")
            line = line or next(filter(None, (attribute(properties, n) for n in _LINES)), None)
        return Look(_placed(place), line not in (None, "none"), display == "none")

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_MAX_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return
            properties = child(element, "text-properties")
            if properties is not None:
                yield properties
            style = attribute(element, "parent-style-name") or ""


def _placed(position: str | None) -> Placed | None:
    """What "super 58%", "-33% 58%" and the like mean."""
    height = (position or "").split(" ")[0]
    if height == "super" or (height[:1].isdigit() and height.strip("0%.")):
        return raised
    return lowered if height == "sub" or height.startswith("-") else None
