"""The words of a paragraph of an OpenDocument file, as they look."""

from __future__ import annotations

from collections.abc import Callable

from casc_qa.loaders.formats.archives.markup import Element, attribute, name
from casc_qa.loaders.formats.office.odf_looks import Looks, Placed
from casc_qa.loaders.formats.office.odf_parts import as_shown, space


class WordReader:
    """Reads paragraphs, and knows whether it left something out."""

    def __init__(self, looks: Looks, is_apart: Callable[[Element, str], bool]) -> None:
        """``is_apart`` says of an element and its tag whether it is no part of its paragraph."""
        self._looks = looks
        self._is_apart = is_apart
        self.has_struck = False
        """Whether words were left out that are struck out."""

    def read(self, paragraph: Element, placed: Placed | None = None) -> str:
        """What is seen of it; ``placed`` makes raised or lowered figures of what stands above or
        below its line.
        """
        words: list[str] = []
        self._inline(paragraph, words, placed or str)
        return as_shown("".join(words))

    def _inline(self, parent: Element, words: list[str], placed: Placed) -> None:
        look = self._looks.of(attribute(parent, "style-name"))
        if look.struck or look.hidden:
            self.has_struck |= look.struck
            return
        placed = look.placed or placed
        words.append(placed(parent.text or ""))
        for element in parent:
            tag = name(element)
            if (spaces := space(element, tag)) is not None:
                words.append(spaces)
            elif not self._is_apart(element, tag):
                self._inline(element, words, placed)
            words.append(placed(element.tail or ""))
