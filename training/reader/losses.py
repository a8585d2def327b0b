"""What training makes small."""

from __future__ import annotations

import torch

from training.reader.batches import NEVER, Batch
from training.reader.model import Scores

_GROUP, _WORDS = 0.5, 0.4
"""Weights beside the windows' own loss."""


def loss_of(scores: Scores, batch: Batch) -> torch.Tensor:
    """Of three: in every window the right sentences, or silence, against the rest; the same over
    all windows of a question, by how far each sentence is above its window's silence; and the first
    and last of the words that answer.
    """
    choices = torch.cat([scores.silence[:, None], scores.sentences], 1) + batch.is_sentence
    windows = _missed(choices, batch.is_right).mean()
    return windows + _GROUP * _group_loss(choices, batch) + _WORDS * _word_loss(scores, batch)


def _missed(logits: torch.Tensor, is_right: torch.Tensor) -> torch.Tensor:
    """Minus the logarithm of the probability, by softmax, of all that is right: shape (rows,)."""
    chances = torch.log_softmax(logits, 1)
    return -torch.logsumexp(chances.masked_fill(~is_right, NEVER), 1)


def _group_loss(choices: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Silence about the question has the margin 0."""
    margins = choices[:, 1:] - choices[:, :1]
    losses = []
    row = 0
    for size in batch.groups:
        own = margins[row : row + size].flatten()
        right = batch.is_right[row : row + size, 1:].flatten()
        is_right = torch.cat([~right.any().unsqueeze(0), right])
        losses.append(_missed(torch.cat([own.new_zeros(1), own])[None], is_right[None]))
        row += size
    return torch.cat(losses).mean()


def _word_loss(scores: Scores, batch: Batch) -> torch.Tensor:
    if not batch.has_words.any():
        return scores.start.new_zeros(())
    rows = batch.has_words
    start = _missed((scores.start + batch.in_window)[rows], batch.starts[rows])
    end = _missed((scores.end + batch.in_window)[rows], batch.ends[rows])
    return (start + end).mean() / 2
