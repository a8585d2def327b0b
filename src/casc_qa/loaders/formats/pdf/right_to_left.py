"""Lines written from right to left, put into the order in which they are read.

A PDF paints a line's pieces from left to right. pypdf turns the letters inside a right-to-left
piece around, and leaves the pieces where they are: the line's last words come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR_LETTER = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Letters and digits, which pypdf leaves in their order, with what stands between them.
_LTR_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
# Numbers run from left to right in every script; pypdf turns these around with the letters.
_NUMBER = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9][\u0660-\u066c\u06f0-\u06f9.,/]*[\u0660-\u0669\u06f0-\u06f9]"
)
_RTL_RUN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[^\w]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
_LTR_RUN = re.compile(
    r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING = re.compile(r"[(\[{]")
_CLOSING = re.compile(r"[)\]}]")


def is_right_to_left(text: str) -> bool:
    """Whether a letter of it is."""
    return _RTL.search(text) is not None


def as_read(painted: str) -> str:
    """A line as it is painted, from left to right, in the order in which it is read; Latin words
    and numbers, which run from left to right in every script, keep theirs.

    >>> as_read(".2023 תנשב OSCE")
    'OSCE בשנת 2023.'
    """
    turned = painted[::-1]
    plain, mirrored = map(_with_latin, (turned, turned.translate(_MIRRORED)))
    return plain if _is_sound(plain) and not _is_sound(mirrored) else mirrored


def with_words_as_read(painted: str) -> str:
    """A line that is read from left to right, with those of its words as they are read that are
    not; they stand in it as they are painted.

    >>> with_words_as_read("The word םולש is Hebrew")
    'The word שלום is Hebrew'
    """
    return _RTL_RUN.sub(lambda run: as_read(run[0]), painted)


def _with_latin(turned: str) -> str:
    """Latin words and numbers of a line that was turned around, turned back."""
    back = _LTR_RUN.sub(lambda run: run[0][::-1], turned)
    return _NUMBER.sub(lambda number: number[0][::-1], back)


class Piece(NamedTuple):
    """Some of a line's characters, as pypdf gives them."""

    text: str
    left: float
    turned: bool
    """Whether pypdf put them into the reverse of the painted order."""


def is_turned(text: str, before: bool) -> bool:
    """Whether pypdf turned ``text`` around, or stays as it was before: marks follow letters."""
    if _RTL.search(text):
        return True
    return before and not any(char.isalnum() for char in text)


def in_reading_order(pieces: Sequence[Piece]) -> str:
    """The line's text.

    >>> in_reading_order([Piece(".2023 ", 0, False), Piece("בשנת", 40, True)])
    'בשנת 2023.'
    """
    pieces = [_with_numbers(piece) if piece.turned else piece for piece in pieces]
    text = "".join(piece.text for piece in pieces)
    if len(_RTL.findall(text)) <= len(_LTR_LETTER.findall(text)):
        return text
    spots = [piece.left for piece in pieces if piece.text.strip()]
    if spots[0] > spots[-1]:  # painted in reading order
        return text
    plain = "".join("".join(_runs(piece, mirror=False)) for piece in reversed(pieces))
    mirrored = "".join("".join(_runs(piece, mirror=True)) for piece in reversed(pieces))
    return plain if _is_sound(plain) and not _is_sound(mirrored) else mirrored


def _with_numbers(piece: Piece) -> Piece:
    return piece._replace(text=_NUMBER.sub(lambda number: number[0][::-1], piece.text))


def _runs(piece: Piece, mirror: bool) -> Iterator[str]:
    """The piece, marks around Latin words and numbers taken as part of the line's own script."""

    def marks(painted: str) -> str:
        turned = painted[::-1]
        return turned.translate(_MIRRORED) if mirror else turned

    core = None if piece.turned else _LTR_CORE.search(piece.text)
    if piece.turned:
        yield piece.text.translate(_MIRRORED) if mirror else piece.text
    elif core is None:
        yield marks(piece.text)
    else:
        yield from (marks(piece.text[core.end() :]), core[0], marks(piece.text[: core.start()]))


def _is_sound(text: str) -> bool:
    """Whether no bracket closes before one opens."""
    opening, closing = _OPENING.search(text), _CLOSING.search(text)
    return opening is not None and (closing is None or closing.start() > opening.start())
