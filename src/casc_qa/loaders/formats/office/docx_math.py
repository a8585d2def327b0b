"""Formulas of Word documents in a line of text: 12/50, 10⁶, √(a+b).

ECMA-376, "Office Open XML File Formats", part 1: Office Math Markup Language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casc_qa.loaders.formats.archives.markup import Element, attribute, child, children, name
from casc_qa.loaders.formats.marks import lowered, raised

_OUT = frozenset(
    "rPr ctrlPr mPr eqArrPr sPrePr fPr radPr sSupPr sSubPr sSubSupPr naryPr dPr accPr barPr".split()
)


def formula(element: Element) -> str:
    """The words and signs of ``element`` in the order in which they are read aloud."""
    parts: list[str] = []
    for inner in element:
        part = _read(inner)
        # Two and a half is no twenty-one halves.
        if name(inner) in ("f", "sPre") and parts and parts[-1][-1:].isalnum():
            part = f" {part}"
        if part:
            parts.append(part)
    return "".join(parts)


def _read(element: Element) -> str:
    tag = name(element)
    if tag == "t":
        return element.text or ""
    if tag in _OUT:
        return ""
    return _STRUCTURES.get(tag, formula)(element)


def _part(element: Element, wanted: str) -> str:
    inner = child(element, wanted)
    return "" if inner is None else formula(inner)


def _fraction(element: Element) -> str:
    bar = child(element, "fPr", "type")
    above, below = _part(element, "num"), _part(element, "den")
    if bar is not None and attribute(bar, "val") == "noBar":
        return f"({above}; {below})"
    return f"{_grouped(above)}/{_grouped(below)}"


def _grouped(term: str) -> str:
    """In brackets, unless it is one word."""
    return term if term.replace(",", "").replace(".", "").isalnum() else f"({term})"


def _root(element: Element) -> str:
    return f"{raised(_part(element, 'deg'))}√{_grouped(_part(element, 'e'))}"


def _scripts(element: Element) -> str:
    return _part(element, "e") + _below(_part(element, "sub")) + _above(_part(element, "sup"))


def _above(power: str) -> str:
    """A power; one with letters can't be raised, and stands behind its sign."""
    if any(char.isalpha() for char in power):
        return f"^{_grouped(power)}"
    return raised(power)


def _below(index: str) -> str:
    if any(char.isalpha() for char in index):
        return f"_{_grouped(index)}"
    return lowered(index)


def _before(element: Element) -> str:
    return _above(_part(element, "sup")) + _below(_part(element, "sub")) + _part(element, "e")


def _rows(element: Element) -> str:
    """Rows of a matrix, or equations below one another."""
    rows = []
    for row in children(element):
        if name(row) == "mr":
            rows.append(", ".join(formula(cell) for cell in children(row)))
        elif name(row) == "e":
            rows.append(formula(row))
    return "; ".join(rows)


def _sum(element: Element) -> str:
    sign = child(element, "naryPr", "chr")
    shown = (attribute(sign, "val") if sign is not None else None) or "∫"
    return (
        shown
        + _below(_part(element, "sub"))
        + _above(_part(element, "sup"))
        + (_part(element, "e"))
    )


def _brackets(element: Element) -> str:
    properties = child(element, "dPr")
    opening, closing = _sign(properties, "begChr", "("), _sign(properties, "endChr", ")")
    terms = (formula(inner) for inner in children(element) if name(inner) == "e")
    return opening + _sign(properties, "sepChr", "|").join(terms) + closing


def _sign(properties: Element | None, wanted: str, default: str) -> str:
    sign = child(properties, wanted)
    value = attribute(sign, "val") if sign is not None else None
    return default if value is None else value


_STRUCTURES: Mapping[str, Callable[[Element], str]] = {
    "f": _fraction,
    "rad": _root,
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), _scripts),
    "nary": _sum,
    "d": _brackets,
    "sPre": _before,
    "m": _rows,
    "eqArr": _rows,
}
