"""Filters as they are sent."""

from __future__ import annotations

from casc_qa.operations.filters import scope_of
from casc_qa.types import EVERYTHING, Scope


def test_what_is_left_out_is_open() -> None:
    assert scope_of() == scope_of([], None, None, []) == EVERYTHING
    assert scope_of(["a"], "2023", "2024", ["ru"]) == Scope(("a",), "2023", "2024", ("ru",))
