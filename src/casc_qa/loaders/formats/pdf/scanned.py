"""Pages that are pictures: which ones are, and the words that are recognised in them as words of a
page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median
from typing import NamedTuple

from casc_qa.loaders.formats.pdf.letters import UNKNOWN
from casc_qa.loaders.formats.pdf.page_words import Sight, Word, across, along
from casc_qa.loaders.formats.scans.page_reading import Picture, RecognisedWord, Recogniser

_FEW_CHARS = 200  # what a program prints over a scanned page: a stamp, where it is from
_MOST_PICTURE = 0.5  # of a page
_MOST_UNKNOWN = 0.3  # of the letters
_UNCLEAR = 60  # per cent: lines less sure are no words but dots, borders, handwriting
_TURNS = (0, 2)  # Tesseract itself sees what lies on its right side
_UPRIGHT = 70  # per cent: what lies on its side reads as a row of unsure letters
_FEW_WORDS = 4
_SIZE = 0.95  # of a line from the highest letter to the lowest
_SAME_SIZE = 0.25


class Paper(NamedTuple):
    """How a picture lies on its page: the corners in points."""

    origin: tuple[float, float]
    """Where the picture's upper left corner is."""
    across: tuple[float, float]
    """What a pixel to the right is."""
    down: tuple[float, float]
    """What a pixel down is."""
    turn: int
    """Quarter turns, counter-clockwise, of words that stand upright in the picture."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point of a pixel."""
        return (
            self.origin[0] + x * self.across[0] + y * self.down[0],
            self.origin[1] + x * self.across[1] + y * self.down[1],
        )

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point."""
        (a, b), (c, d) = self.across, self.down
        x, y, area = x - self.origin[0], y - self.origin[1], a * d - b * c
        return (d * x - c * y) / area, (a * y - b * x) / area

    def with_pixels(self, wide: float, high: float) -> Paper:
        """The same for a picture whose pixels are so many times as wide and as high."""
        (a, b), (c, d) = self.across, self.down
        return self._replace(across=(a * wide, b * wide), down=(c * high, d * high))

    @property
    def scale(self) -> float:
        """Points of a pixel."""
        return max(abs(length) for length in self.down)


def needs_eyes(words: Sequence[Word], picture_share: float) -> bool:
    """Whether only looking tells what a page says: it has no words, or letters that nobody knows,
    or pictures with hardly a word beside them, which cover ``picture_share`` of it.
    """
    text = "".join(word.text for word in words)
    if not text or text.count(UNKNOWN) > _MOST_UNKNOWN * len(text):
        return True
    return len(text) < _FEW_CHARS and covers(picture_share)


def covers(picture_share: float) -> bool:
    """Whether a picture that takes so much of a page is what the page shows."""
    return picture_share > _MOST_PICTURE


Draw = Callable[[int], tuple[Picture, Paper]]
"""Draws a page that was turned clockwise by so many quarters."""


def look(recogniser: Recogniser, draw: Draw, done: Callable[[bool], None]) -> list[Word]:
    """The words of a page that is a picture, which may lie on a side or on its head; ``done`` is
    called behind each look at it. Raises ValueError where nothing can be recognised.
    """
    best: list[Word] = []
    best_sure = 0.0
    for turns in _TURNS:
        picture, paper = draw(turns)
        recognised = recogniser.words(picture)
        done(True)
        sure = fmean(word.sure for word in recognised) if recognised else 0.0
        if sure > best_sure:
            best, best_sure = words_of(recognised, paper), sure
        if sure >= _UPRIGHT or len(recognised) < _FEW_WORDS:
            break
    return best


def turned_paper(width: float, height: float, step: float, turns: int) -> Paper:
    """How a picture lies on a page of this size in points, ``step`` a pixel, whose words stand
    upright in it after so many quarter turns clockwise.
    """
    corners = ((0.0, height), (0.0, 0.0), (width, 0.0), (width, height))
    ways = ((step, 0.0), (0.0, step), (-step, 0.0), (0.0, -step))
    return Paper(corners[turns], ways[turns], ways[turns - 1], turns)


def words_of(recognised: Iterable[RecognisedWord], paper: Paper) -> list[Word]:
    """The words on the page, without lines that are too unclear to be any."""
    lines: dict[int, list[RecognisedWord]] = defaultdict(list)
    for word in recognised:
        if word.text:
            lines[word.line].append(word)
    clear = {n: ws for n, ws in lines.items() if fmean(w.sure for w in ws) >= _UNCLEAR}
    heights = _heights(clear)
    return [_word(word, heights[n], paper) for n, words in clear.items() for word in words]


def _heights(lines: Mapping[int, Sequence[RecognisedWord]]) -> dict[int, float]:
    """Of each line; letters that reach higher or lower by chance make no other size."""
    own = {number: words[0].height for number, words in lines.items()}
    usual = median(own.values()) if own else 0.0
    return {
        number: usual if abs(height - usual) <= _SAME_SIZE * usual else height
        for number, height in own.items()
    }


def _word(word: RecognisedWord, line_height: float, paper: Paper) -> Word:
    height = word.height if word.glued and word.height < line_height else line_height
    ends = paper.at(word.left, word.bottom), paper.at(word.right, word.top)
    (left, right), (bottom, top) = (sorted(values) for values in zip(*ends, strict=True))
    box = (left, bottom, right, top)
    turn = (paper.turn + word.turn) % 4
    begins, stops = along(box, box, turn)
    base, size = across(paper.at(*word.base), turn), height * paper.scale * _SIZE
    return Word(word.text, begins, stops, base, size, turn, word.glued, Sight.SEEN, word.sure)
