"""What a loader hands back, and the one error it may raise."""

from __future__ import annotations

from dataclasses import dataclass

from casc_qa.types import Anchor

MAX_PAGES = 20_000  # of a document
MAX_SCANS = 1_000  # of its pages that are looked at, for some seconds each


class Unreadable(Exception):  # noqa: N818
    """This file can't be read; the message is the reason, for a person."""

    def __init__(self, reason: str, is_lasting: bool = True) -> None:
        """Not lasting is what another attempt may overcome: a machine that was too busy."""
        super().__init__(reason)
        self.is_lasting = is_lasting


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file's final text and what the file itself states about it; None where it is silent."""

    text: str
    extractor: str
    anchors: tuple[Anchor, ...] = ()
    title: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    """What a person should know of it: pages without text, parts that could not be read."""
    file_date: str | None = None
    """The day on which the file says that it was made: no date of what it says."""
    places: bytes = b""
    """Where its words are printed, for ``text.places``."""
    is_row: bool = False
    """It is one of the rows of a table that are documents."""
    sentences: bytes = b""
    """Where each sentence starts, code points as four bytes each in this machine's order; empty
    until they are told apart."""
