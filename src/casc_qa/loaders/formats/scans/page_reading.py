"""What a format with pages is read with: what recognises the words of a picture, and who is to be
told that some work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from casc_qa.loaders.formats.extracted import MAX_SCANS

INSTALL = (
    "install Tesseract to have scans read (on Debian and Ubuntu: tesseract-ocr and "
    "tesseract-ocr-rus)"
)
"""What to do about pages that only somebody who looks at them can read."""


class Picture(NamedTuple):
    """A picture in shades of grey."""

    pixels: bytes
    """A byte each, 0 for black, row after row from the top."""
    width: int
    height: int
    dpi: int
    """Pixels of an inch of paper."""


class RecognisedWord(NamedTuple):
    """A word in a picture; lengths are pixels from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: tuple[float, float]
    """A point of the line that it stands on."""
    line: int
    """Which line of the picture it is in, in reading order."""
    height: float
    """Of its line."""
    turn: int
    """Quarter turns, counter-clockwise, in which it lies in the picture."""
    sure: int
    """How surely it was recognised, in per cent."""
    glued: bool = False
    """To the word before: only its height is another."""


class Recogniser(Protocol):
    """Reads pictures of text."""

    @property
    def name(self) -> str:
        """With its version and the languages that it knows."""

    def words(self, picture: Picture) -> Sequence[RecognisedWord]:
        """The words of a picture, in reading order. Raises ValueError where none can be read."""


def _nobody(was_look: bool) -> None:
    """Nobody is told."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PageReading:
    """How pages are read."""

    recogniser: Recogniser | None = None
    """Of the words in pictures; None where there is none."""
    done: Callable[[bool], None] = _nobody
    """Called behind each page, and behind each look at one, with whether that was a look."""
    has_time: Callable[[], bool] = _always
    """Whether there is time for another look at a page of this document."""

    def may_look(self, looked_at: int) -> bool:
        """Whether one more page may be looked at, after so many."""
        return looked_at < MAX_SCANS and self.has_time()


TEXT_ALONE = PageReading()
"""Pictures are not looked at."""


def left_note(left: int, count: int) -> str:
    """What the report says of pages that were not looked at."""
    what = "is a scan that was" if left == 1 else "are scans that were"
    most = f"at most {MAX_SCANS:,} of a file are read, for at most two hours"
    return f"{left:,} of {count:,} pages {what} left out ({most})"
