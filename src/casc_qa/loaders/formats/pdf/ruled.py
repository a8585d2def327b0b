"""The cells of a page between ruled lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from casc_qa.loaders.formats.pdf.page_ground import Edges

_SAME = 1.5  # points between two that are one
_GAP = 2.5  # points between parts of one
_FEWEST, _MOST = 3, 400  # lines: two cells beside each other have three upright ones


class Rule(NamedTuple):
    """A line, at one height or upright."""

    at: float
    begins: float
    ends: float

    def reaches(self, along: float) -> bool:
        """Whether it goes by what stands there."""
        return self.begins - _SAME <= along <= self.ends + _SAME


class Cells:
    """What is ruled on one page."""

    def __init__(self, rules: Iterable[Edges]) -> None:
        """``rules`` are thin lines, or parts of them."""
        level, upright = [], []
        for left, bottom, right, top in rules:
            if right - left > top - bottom:
                level.append(Rule((bottom + top) / 2, left, right))
            else:
                upright.append(Rule((left + right) / 2, bottom, top))
        self._level, self._upright = _joined(level), _joined(upright)

    def __bool__(self) -> bool:
        are_enough = len(self._level) >= _FEWEST - 1 and len(self._upright) >= _FEWEST
        return are_enough and len(self._level) + len(self._upright) <= _MOST

    def around(self, x: float, y: float) -> Edges | None:
        """The lines that are nearest on all four sides; None where one has none."""
        beside = [rule.at for rule in self._upright if rule.reaches(y)]
        above = [rule.at for rule in self._level if rule.reaches(x)]
        left, right = (at for at in beside if at <= x), (at for at in beside if at > x)
        below, over = (at for at in above if at <= y), (at for at in above if at > y)
        edges = max(left, default=None), max(below, default=None), min(right, default=None)
        top = min(over, default=None)
        if edges[0] is None or edges[1] is None or edges[2] is None or top is None:
            return None
        return edges[0], edges[1], edges[2], top


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The lines whole: they may be drawn a cell at a time, and twice."""
    first = float("-inf")
    placed: list[Rule] = []
    for rule in sorted(rules):
        first = rule.at if rule.at - first > _SAME else first
        placed.append(rule._replace(at=first))
    joined: list[Rule] = []
    for _, parts in groupby(sorted(placed), key=lambda rule: rule.at):
        whole: Rule | None = None
        for part in parts:
            if whole is not None and part.begins - whole.ends <= _GAP:
                whole = whole._replace(ends=max(whole.ends, part.ends))
            else:
                joined += [whole] if whole else []
                whole = part
        joined += [whole] if whole else []
    return joined
