"""Recognises the words of a picture once: it is known again by its very pixels."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence

from casc_qa.loaders.formats.scans.page_reading import Picture, RecognisedWord, Recogniser
from casc_qa.system.small_files import parse_json


class Remembering:
    """A recogniser that looks at no picture twice."""

    def __init__(
        self, recogniser: Recogniser, remembered: bytes, tell: Callable[[bytes], None]
    ) -> None:
        """``remembered`` are lines that ``tell`` was called with before, one for each picture."""
        self._recogniser, self._tell = recogniser, tell
        self._known = dict(_pictures(remembered))

    @property
    def name(self) -> str:
        """Of what recognises."""
        return self._recogniser.name

    def words(self, picture: Picture) -> Sequence[RecognisedWord]:
        """The words of a picture, in reading order. Raises ValueError where none can be read."""
        key = _key(picture)
        if key in self._known:
            return self._known[key]
        words = self._recogniser.words(picture)
        self._tell(json.dumps([key, words], ensure_ascii=False).encode("utf-8", "replace"))
        return words


def _key(picture: Picture) -> str:
    shape = f"{picture.width} {picture.height} {picture.dpi}\n".encode()
    return hashlib.sha256(shape + picture.pixels).hexdigest()


def _pictures(remembered: bytes) -> Iterator[tuple[str, list[RecognisedWord]]]:
    """Each picture that can be made out; the last line may be torn."""
    for line in filter(None, remembered.splitlines()):
        with contextlib.suppress(ValueError):
            yield parse_json(line, tuple[str, list[RecognisedWord]])
