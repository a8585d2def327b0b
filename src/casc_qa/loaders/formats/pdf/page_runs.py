"""Words that stand side by side on a line, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from casc_qa.loaders.formats.marks import lowered, raised
from casc_qa.loaders.formats.pdf.page_words import Sight, Word
from casc_qa.loaders.formats.pdf.right_to_left import (
    as_read,
    is_right_to_left,
    with_words_as_read,
)

SMALLER = 0.9
"""Of a line's size: what is smaller may be a mark."""
JOINS = 0.12
"""Of the size: a mark that is nearer belongs to the word before."""
_LEAST_SIZE = 0.1
_CLOSING = ".,;:!?)]»”"
_FEWEST_LETTERS = 5
_MOST_LETTERS = 0.8  # of the words
_WIDER = 1.5
_SPACED_OUT = 0.3  # of the size, between letters: wider than a space between words


class Run:
    """Words that stand side by side on one line."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.left, self.right = word.left, word.right
        self.base, self.size = word.base, max(word.size, _LEAST_SIZE)

    def add(self, word: Word) -> None:
        """Takes the next word."""
        self.words.append(word)
        self.left, self.right = min(self.left, word.left), max(self.right, word.right)
        if word.size > self.size:  # what came before were marks
            self.base, self.size = word.base, word.size

    @property
    def characters(self) -> int:
        """How many it has, about."""
        return sum(len(word.text) + 1 for word in self.words)

    @property
    def text(self) -> str:
        """What it says, in reading order."""
        if not self.is_right_to_left:
            return with_words_as_read("".join(piece for piece, _ in self._pieces()))
        seen = (word for word in self.words if word.sight is not Sight.STRUCK)
        words = sorted(seen, key=lambda word: word.left)
        painted = words[0].text if words else ""
        for before, word in pairwise(words):
            touches = word.left - before.right < JOINS * self.size
            painted += word.text if touches else f" {word.text}"
        return as_read(painted)

    def spots(self) -> Iterator[tuple[int, Word]]:
        """Where each word begins in ``text``; all together where they are read from right to
        left.
        """
        if self.is_right_to_left:
            yield 0, self.words[0]._replace(left=self.left, right=self.right)
            return
        at = 0
        for text, word in self._pieces():
            yield at + text.startswith(" "), word
            at += len(text)

    @property
    def is_right_to_left(self) -> bool:
        """Whether most of its letters are."""
        turned = sum(len(word.text) for word in self.words if is_right_to_left(word.text))
        return 2 * turned > sum(len(word.text) for word in self.words)

    def _pieces(self) -> Iterator[tuple[str, Word]]:
        """What is not struck out; what is keeps its room, and leaves no more than one space."""
        before: Word | None = None
        least, has_text, has_space = _least_space(self.words), False, False
        for word in self.words:
            if before is not None and word.left - before.right > least:
                has_space |= not self._touches(before, word)
            was_struck = before is not None and before.sight is Sight.STRUCK
            before = word
            if word.sight is Sight.STRUCK:
                continue
            text = self._placed(word)
            ends_phrase = was_struck and text[0] in _CLOSING
            yield (f" {text}" if has_text and has_space and not ends_phrase else text), word
            has_text, has_space = True, False

    def _placed(self, word: Word) -> str:
        """Raised or lowered figures as such, where the word is smaller than its line."""
        if word.size >= SMALLER * self.size:
            return word.text
        above = word.base - self.base
        if above > JOINS * self.size:
            return raised(word.text)
        return lowered(word.text) if above < -JOINS * self.size else word.text

    def _touches(self, before: Word, word: Word) -> bool:
        gap = word.left - before.right
        is_other = word.base != before.base or word.size != before.size
        return word.glued or (is_other and gap < JOINS * self.size)


def _least_space(words: Sequence[Word]) -> float:
    """Between two words, in points. Where letters are spaced out, most words are one letter, and a
    space is wider than most of the gaps; elsewhere any gap is one.
    """
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if len(words) < _FEWEST_LETTERS or letters < _MOST_LETTERS * len(words):
        return float("-inf")
    usual = median(word.left - before.right for before, word in pairwise(words))
    return _WIDER * usual if usual >= _SPACED_OUT * words[0].size else float("-inf")
