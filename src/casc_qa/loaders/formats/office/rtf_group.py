"""What holds inside a group of rich text, between its braces."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casc_qa.loaders.formats.marks import lowered, raised
from casc_qa.loaders.formats.office.rtf_flow import Flow

HEARD, CONTAINER, SILENCE = range(3)
PLACES = {"super": raised, "up": raised, "sub": lowered, "dn": lowered}
"""Control words of what stands above or below its line."""


class Group(NamedTuple):
    """What holds until the brace closes."""

    flow: Flow
    silence: int = HEARD
    hidden: bool = False
    deleted: bool = False
    heading: bool = False
    in_table: bool = False
    font: int | None = None
    struck: bool = False
    placed: Callable[[str], str] = str
    """What makes raised or lowered figures of what stands above or below its line."""
    fallback: int = 1
    """How many characters follow \\u for readers without Unicode."""
    name: str = ""
    asides: int = 0
    """How many notes it is inside of."""
