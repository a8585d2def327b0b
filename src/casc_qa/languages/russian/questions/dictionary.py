"""What a stem is called in the other language: the word translations that ship, some written for
this program, some learned from sentences and their translations. README.md, a folder up, says how.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal

Target = Literal["en", "ru"]
_REMEMBERED = 1024  # stems: each is asked for several times


class Dictionary:
    """Lines of a stem, a tab and its translations: "преступн<TAB>crime:0.55 crimin:0.28"."""

    def __init__(self, data: bytes) -> None:
        self._data = b"\n" + data
        self._remembered = lru_cache(_REMEMBERED)(self._find)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Those that it knows; some hundredths of a second the first time."""
        lines = self._data.decode().splitlines()
        return frozenset(line.partition("\t")[0] for line in lines if line)

    def of(self, stem: str) -> Mapping[str, float]:
        """Stems that it is translated by, the likeliest first, with how likely each is; together
        about 1. Empty for a stem that is not known.

        >>> Dictionary(b"train\\tgo:0.5 come:0.3\\n").of("train")
        {'go': 0.5, 'come': 0.3}
        """
        return self._remembered(stem)

    def _find(self, stem: str) -> Mapping[str, float]:
        head = f"\n{stem}\t".encode()
        at = self._data.find(head)  # in a megabyte: quicker than reading all lines
        if at < 0:
            return {}
        end = self._data.find(b"\n", at + len(head))
        line = self._data[at + len(head) : end].decode()
        pairs = (pair.rpartition(":") for pair in line.split())
        return {translation: float(weight) for translation, _, weight in pairs}


@cache
def dictionary_into(target: Target) -> Dictionary:
    """The translations of Russian stems into English ones, or the reverse."""
    return Dictionary((files(__package__) / f"translations-{target}.tsv").read_bytes())
