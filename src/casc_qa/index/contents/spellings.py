"""The documents' words by phonetic key, so that a name asked for in Cyrillic letters is found as
the documents spell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from casc_qa.languages.phonetic_keys import is_name, likeness, phonetic_key, spellings, unmarked

if TYPE_CHECKING:
    from casc_qa.index.contents.arrays import Bytes

_FEW, _ALIKE = 2, 0.9  # so few consonants are too few for spellings that differ more
SPELLINGS_NAME = "spellings.tsv"
_ODD = re.compile(rb"\t\n|\n\t|\n\n|\t\t")  # a line without a key, a token or both


class Spellings:
    """Tokens in Latin letters, a line each: its phonetic key, a tab, the token."""

    def __init__(self, lines: bytes) -> None:
        """For ``build`` and ``load``."""
        self._lines = lines

    @classmethod
    def build(cls, tokens: Iterable[str]) -> Spellings:
        """Of a vocabulary."""
        keyed = sorted((phonetic_key(unmarked(t)), t) for t in tokens if is_name(t))
        return cls(b"\n" + b"".join(f"{key}\t{t}\n".encode() for key, t in keyed if key))

    def save(self) -> dict[str, bytes]:
        """As a file: name to bytes."""
        return {SPELLINGS_NAME: self._lines}

    @classmethod
    def load(cls, files: Mapping[str, Bytes]) -> Spellings:
        """What ``save`` gave. Raises KeyError, or ValueError for lines of another form."""
        lines = bytes(files[SPELLINGS_NAME])
        if not lines.startswith(b"\n") or not lines.endswith(b"\n"):
            raise ValueError(f"{SPELLINGS_NAME} does not consist of lines")
        lines.decode()
        if lines.count(b"\t") != lines.count(b"\n") - 1 or _ODD.search(lines):
            raise ValueError(f"{SPELLINGS_NAME} does not consist of a sound and a token a line")
        return cls(lines)

    def nearest(self, word: str) -> tuple[str, float]:
        """The token that a word in Cyrillic letters is most likely the name of, and how alike the
        two are, 0 to 1; ("", 0.0) when none sounds like it.
        """
        candidates = [
            (likeness(spelling, unmarked(token)), token)
            for spelling in spellings(word)
            for token in self._with_key(phonetic_key(spelling))
        ]
        alike, token = max(candidates, default=(0.0, ""))
        # Two consonants are too few for spellings that differ much.
        is_sure = alike >= _ALIKE or len(phonetic_key(unmarked(token))) > _FEW
        return (token, alike) if is_sure else ("", 0.0)

    def _with_key(self, key: str) -> list[str]:
        """The tokens with this phonetic key."""
        head = f"\n{key}\t".encode()
        tokens: list[str] = []
        at = self._lines.find(head) if key else -1
        while at >= 0:
            end = self._lines.find(b"\n", at + len(head))
            tokens.append(self._lines[at + len(head) : end].decode())
            at = end if self._lines.startswith(head, end) else -1
        return tokens
