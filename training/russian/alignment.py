"""Which word of a sentence translates which: IBM Model 1 with a pull towards the same position in
both sentences, as in Dyer, Chahuneau and Smith, "A Simple, Fast, and Effective Reparameterization
of IBM Model 2" (2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

TENSION = 4.0  # how much the position counts
NULL_SHARE = 0.08  # how likely a word translates nothing
MOST_WORDS = 60  # of a sentence that are looked at
ROUNDS = 6
FORGOTTEN = 0.1  # of every count after the third round: what was seen by chance goes
LEAST_COUNT = 1e-9

Sentences = Iterable[tuple[Sequence[int], Sequence[int], float]]
"""Pairs of sentences, each as numbers of source and target words and the pair's weight."""


class Links(NamedTuple):
    """Pairs of words that stood in one pair of sentences; arrays of one length."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    counts: NDArray[np.float64]
    """How often one translated the other."""
    forward: NDArray[np.float64]
    """Probability of the target, given the source."""
    backward: NDArray[np.float64]
    """Probability of the source, given the target."""

    @property
    def score(self) -> NDArray[np.float64]:
        """How good a translation the target is, seen from the source; from 0 to 1."""
        return self.forward * np.sqrt(self.backward)


def align(sentences: Sentences, sources: int, targets: int) -> Links:
    """The links of sentences; ``sources`` and ``targets`` are the sizes of the vocabularies. Raises
    ValueError when no pair of sentences has words on both sides.
    """
    pairs = _word_pairs(sentences, null=sources)
    keys, link = np.unique(
        pairs.source.astype(np.int64) * targets + pairs.target, return_inverse=True
    )
    source, target = keys // targets, keys % targets
    forward = np.ones(len(keys))
    counts: NDArray[Any] = forward  # numpy states no floats for a weighted bincount
    for number in range(ROUNDS):
        likely = forward[link] * pairs.prior
        share = likely / np.bincount(pairs.owner, likely)[pairs.owner]
        counts = np.bincount(link, pairs.weight * share, len(keys))
        if number > 2:
            counts = np.maximum(counts - FORGOTTEN, LEAST_COUNT)
        forward = counts / np.bincount(source, counts)[source]
    backward = counts / np.bincount(target, counts)[target]
    real = source < sources  # not the word that stands for nothing
    return Links(*(a[real] for a in (source, target, counts, forward, backward)))


class _WordPairs(NamedTuple):
    """Every word of a target sentence with every word of its source sentence, one below another."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    owner: NDArray[np.int32]
    """Which target word of which sentence."""
    prior: NDArray[np.float32]
    """How likely the two translate each other by their positions."""
    weight: NDArray[np.float32]
    """Of the pair of sentences."""


def _word_pairs(sentences: Sentences, null: int) -> _WordPairs:
    """``null`` is the number of the source word that stands for nothing."""
    rows = list(_by_sentence(sentences, null))
    if not rows:
        raise ValueError("no pair of sentences has words on both sides")
    return _WordPairs(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def _by_sentence(sentences: Sentences, null: int) -> Iterator[tuple[NDArray[np.generic], ...]]:
    """The columns of ``_WordPairs`` for each pair of sentences with words on both sides."""
    done = 0
    for sources, targets, weight in sentences:
        one, other = [null, *sources[:MOST_WORDS]], targets[:MOST_WORDS]
        if len(one) < 2 or not other:
            continue
        row = np.repeat(np.arange(len(other)), len(one))
        column = np.tile(np.arange(len(one)), len(other))
        distance = np.abs(row / len(other) - (column - 1) / (len(one) - 1))
        prior = np.exp(-TENSION * distance)
        prior[column == 0] = NULL_SHARE * (len(one) - 1) * prior[column > 0].mean()
        yield (
            np.array(one, np.int32)[column],
            np.array(other, np.int32)[row],
            (done + row).astype(np.int32),
            prior.astype(np.float32),
            np.full(len(row), weight, np.float32),
        )
        done += len(other)
