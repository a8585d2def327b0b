"""How the styles of an OpenDocument spreadsheet show what is in its cells."""

from __future__ import annotations

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, name
from casc_qa.loaders.formats.office.odf_looks import Looks

_MAX_CHAIN = 50  # styles, each based on the next; a circle would not end
_DATE_PARTS = {
    "year": "y",
    "month": "m",
    "day": "d",
    "day-of-week": "d",
    "week-of-year": "d",
    "hours": "h",
    "minutes": "min",
    "seconds": "s",
}


class Styles:
    """The styles of a spreadsheet by their names."""

    def __init__(self, automatic: Element | None, root: Element | None) -> None:
        """``automatic`` are those in content.xml, ``root`` that of styles.xml."""
        groups = [] if automatic is None else [automatic]
        self.words = Looks(groups, root)
        """How words within a cell look."""
        self.cells = Looks(groups, root, families=("table-cell",))
        """How the words of a whole cell look."""
        self._parents: dict[str, str] = {}  # of cells' styles
        self._formats: dict[str, str] = {}  # names of number formats, by the cells' styles
        self._dates: dict[str, frozenset[str]] = {}  # what is shown, by number formats
        self._hidden: set[str] = set()
        for group in (*children(root), *groups):
            for style in group:
                self._add(style)

    def _add(self, style: Element) -> None:
        key, family = attribute(style, "name") or "", attribute(style, "family")
        if name(style) == "date-style":
            parts = (_DATE_PARTS.get(name(part)) for part in style)
            self._dates[key] = frozenset(part for part in parts if part)
        elif family == "table-cell":
            self._parents[key] = attribute(style, "parent-style-name") or ""
            if used := attribute(style, "data-style-name"):
                self._formats[key] = used
        elif family == "table":
            properties = child(style, "table-properties")
            if properties is not None and attribute(properties, "display") == "false":
                self._hidden.add(key)

    def hides(self, style: str | None) -> bool:
        """Whether sheets of this style are hidden."""
        return style in self._hidden

    def date_parts(self, style: str | None) -> frozenset[str] | None:
        """What cells of this style show of a date; None where that is not known."""
        key = style or "Default"
        for _ in range(_MAX_CHAIN):
            if key in self._formats:
                return self._dates.get(self._formats[key]) or None
            key = self._parents.get(key, "")
        return None
