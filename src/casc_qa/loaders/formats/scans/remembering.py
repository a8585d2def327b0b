"""Recognises the words of a picture once: it is known again by its very pixels."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence

from casc_qa.loaders.formats.scans.page_reading import Picture, RecognisedWord, Recogniser
from casc_qa.system.small_files import parse_json

_MOST_BYTES = 50_000_000  # of lines that are held
_LINE = re.compile(rb'\["([0-9a-f]{64})"')
_MOST_PIXELS = 1e6  # of a length
_MOST_TURN, _MOST_SURE = 3, 100


class Remembering:
    """A recogniser that looks at no picture twice."""

    def __init__(
        self, recogniser: Recogniser, remembered: bytes, tell: Callable[[bytes], None]
    ) -> None:
        """``remembered`` are lines that ``tell`` was called with before, one for each picture."""
        self._recogniser, self._tell = recogniser, tell
        # Words take up ten times the room of their line: they are made when they are asked for.
        self._lines = dict(_by_key(remembered))
        self._left = _MOST_BYTES - sum(map(len, self._lines.values()))

    @property
    def name(self) -> str:
        """Of what recognises."""
        return self._recogniser.name

    def words(self, picture: Picture) -> Sequence[RecognisedWord]:
        """The words of a picture, in reading order. Raises ValueError where none can be read."""
        key = _key(picture)
        known = _words(self._lines.get(key, b""))
        if known is not None:
            return known
        words = self._recogniser.words(picture)
        line = json.dumps([key, words], ensure_ascii=False).encode("utf-8", "replace")
        self._tell(line)
        if len(line) <= self._left:
            self._lines[key] = line
            self._left -= len(line)
        return words


def _key(picture: Picture) -> str:
    shape = f"{picture.width} {picture.height} {picture.dpi}\n".encode()
    return hashlib.sha256(shape + picture.pixels).hexdigest()


def _by_key(remembered: bytes) -> Iterator[tuple[str, bytes]]:
    """The line of each picture; the last one may be torn."""
    for line in remembered.splitlines():
        if match := _LINE.match(line):
            yield match[1].decode(), line


def _words(line: bytes) -> list[RecognisedWord] | None:
    """What a line tells; None where that is nothing that can have been recognised."""
    try:
        _, words = parse_json(line, tuple[str, list[RecognisedWord]])
    except ValueError:
        return None
    return words if all(map(_is_sound, words)) else None


def _is_sound(word: RecognisedWord) -> bool:
    lengths = (word.left, word.top, word.right, word.bottom, *word.base, word.height)
    return (
        word.text == word.text.strip()
        and 0 <= word.turn <= _MOST_TURN
        and 0 <= word.sure <= _MOST_SURE
        and all(abs(length) <= _MOST_PIXELS for length in lengths)
    )
