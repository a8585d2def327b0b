"""Groups laid out as tokens, and batches of them as tensors."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import torch

from casc_qa.reading.windows import Layout, LocatedTokens, Marks, lay_out
from casc_qa.types import Span
from training.reader.groups import Group, Window

_LONGEST_ANSWER = 48  # tokens: what is longer is no short answer
_BLOCK = 40  # batches among which groups are sorted by length
NEVER = -1e4
"""Added to a number, it takes away its chance."""
_KEPT = 4096  # texts
_STEP = 32
"""Tokens by which the width of batches differs: PyTorch prepares itself for every new shape."""


class Tokens(Protocol):
    """The encoder's tokens."""

    def locate_tokens(self, text: str) -> tuple[list[int], list[Span]]:
        """Numbers of a text's tokens, and where each stands."""

    def special_tokens(self) -> tuple[int, int]:
        """Those that open and close a text."""


class Labelled(NamedTuple):
    """A window laid out, and what is right in it."""

    layout: Layout
    right: frozenset[int]
    """Numbers of its sentences."""
    answers: Sequence[tuple[int, int]]
    """First and last token of the words that answer."""


class Batch(NamedTuple):
    """Windows of whole groups, one after another; padded to the longest."""

    numbers: torch.Tensor
    """Of the tokens: shape (windows, tokens), as the next three."""
    is_document: torch.Tensor
    mask: torch.Tensor
    in_window: torch.Tensor
    """0 at the first token and in the window, which may answer, and hardly possible elsewhere."""
    sentence_means: torch.Tensor
    """Shape (windows, sentences, tokens)."""
    is_sentence: torch.Tensor
    """0 where there is one and hardly possible where not: shape (windows, 1 + sentences), the
    first for silence; as the next."""
    is_right: torch.Tensor
    starts: torch.Tensor
    """Of right answers, or the first token where none is: shape (windows, tokens)."""
    ends: torch.Tensor
    has_words: torch.Tensor
    """Whether it is known which words answer, or that none do: shape (windows,)."""
    groups: Sequence[int]
    """How many windows each group has."""


Layouts = Callable[[str, Window], Labelled]


def layouts_with(tokens: Tokens) -> Layouts:
    """Lays windows out for a question."""
    marks = Marks(*tokens.special_tokens())

    @lru_cache(maxsize=_KEPT)
    def located(text: str) -> LocatedTokens:
        return LocatedTokens(*tokens.locate_tokens(text))

    def lay(question: str, window: Window) -> Labelled:
        layout = lay_out(
            located(question), located(window.lead), located(window.text), window.sentences, marks
        )
        right = {n for n in window.right if len(range(*layout.sentences[n]))}
        answers = (_rows_of(answer, layout) for answer in window.answers)
        return Labelled(layout, frozenset(right), [rows for rows in answers if rows])

    return lay


def _rows_of(answer: Span, layout: Layout) -> tuple[int, int] | None:
    """First and last token of the words, or None where they were cut off or are many."""
    rows = [
        row
        for row, span in enumerate(layout.spans, layout.first)
        if span.start < answer.end and span.end > answer.start
    ]
    if not rows or len(rows) > _LONGEST_ANSWER or layout.spans[-1].end < answer.end:
        return None
    return rows[0], rows[-1]


def collate(groups: Iterable[Sequence[Labelled]]) -> Batch:
    """One batch of the windows of all groups."""
    sizes = [len(group) for group in groups]
    windows = [window for group in groups for window in group]
    count = len(windows)
    longest = max(len(w.layout.numbers) for w in windows)
    width = -(-longest // _STEP) * _STEP
    most = max(1, *(len(w.layout.sentences) for w in windows))
    batch = Batch(
        numbers=torch.zeros(count, width, dtype=torch.long),
        is_document=torch.zeros(count, width, dtype=torch.long),
        mask=torch.zeros(count, width, dtype=torch.long),
        in_window=torch.full((count, width), NEVER),
        sentence_means=torch.zeros(count, most, width),
        is_sentence=torch.full((count, 1 + most), NEVER),
        is_right=torch.zeros(count, 1 + most, dtype=torch.bool),
        starts=torch.zeros(count, width, dtype=torch.bool),
        ends=torch.zeros(count, width, dtype=torch.bool),
        has_words=torch.zeros(count, dtype=torch.bool),
        groups=sizes,
    )
    for row, window in enumerate(windows):
        _fill(batch, row, window)
    return batch


def _fill(batch: Batch, row: int, window: Labelled) -> None:
    layout = window.layout
    size = len(layout.numbers)
    batch.numbers[row, :size] = torch.tensor(layout.numbers)
    batch.is_document[row, :size] = torch.tensor(layout.is_document)
    batch.mask[row, :size] = 1
    batch.in_window[row, 0] = 0
    batch.in_window[row, layout.first : layout.first + len(layout.spans)] = 0
    batch.is_sentence[row, 0] = 0
    for number, (first, last) in enumerate(layout.sentences):
        if first < last:
            batch.sentence_means[row, number, first:last] = 1 / (last - first)
            batch.is_sentence[row, number + 1] = 0
            batch.is_right[row, number + 1] = number in window.right
    batch.is_right[row, 0] = not window.right
    batch.has_words[row] = bool(window.answers) or not window.right
    for first, last in window.answers or [(0, 0)]:
        batch.starts[row, first] = batch.ends[row, last] = True


def batches_of(groups: Sequence[Group], most: int, rnd: random.Random) -> list[list[Group]]:
    """The groups in random order, at most ``most`` windows a batch; those of like length together,
    so that little is padded.
    """
    order = list(groups)
    rnd.shuffle(order)
    blocks: list[list[Group]] = [[]]
    windows = 0
    for group in order:
        if windows >= most * _BLOCK:
            blocks.append([])
            windows = 0
        blocks[-1].append(group)
        windows += len(group.windows)
    made: list[list[Group]] = []
    for block in blocks:
        block.sort(key=_length)
        cut = _packed(block, most)
        rnd.shuffle(cut)
        made += cut
    return made


def _length(group: Group) -> int:
    """Characters of its longest window, with all that is read beside it."""
    return len(group.question) + max(len(w.lead) + len(w.text) for w in group.windows)


def _packed(groups: Sequence[Group], most: int) -> list[list[Group]]:
    packed: list[list[Group]] = []
    room = 0
    for group in groups:
        if room < len(group.windows):
            packed.append([])
            room = most
        packed[-1].append(group)
        room -= len(group.windows)
    return packed
