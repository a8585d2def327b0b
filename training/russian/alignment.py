"""Which word of a sentence translates which: IBM Model 1 with a pull towards the same place in both
sentences, as in Dyer, Chahuneau and Smith, "A Simple, Fast, and Effective Reparameterization of IBM
Model 2" (2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TENSION = 4.0  # how much the place counts
NULL = 0.08  # how likely a word translates nothing
LONGEST = 60  # words of a sentence that are looked at
ROUNDS = 6
FORGET = 0.1  # of every count after the third round: what was seen by chance goes


class Links(NamedTuple):
    """Pairs of words that stood in one pair of sentences; arrays of one length."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    count: NDArray[np.float64]
    """How often one translated the other."""
    forward: NDArray[np.float64]
    """Probability of the target, given the source."""
    backward: NDArray[np.float64]
    """Probability of the source, given the target."""

    @property
    def strength(self) -> NDArray[np.float64]:
        """Of the link, seen from the source."""
        return self.forward * np.sqrt(self.backward)


def align(
    sentences: Iterable[tuple[Sequence[int], Sequence[int], float]], sources: int, targets: int
) -> Links:
    """The links of sentences, each given as numbers of source and target words and a weight;
    ``sources`` and ``targets`` are the sizes of the vocabularies.
    """
    word = _laid_out(sentences, null=sources)
    keys, place = np.unique(
        word.source.astype(np.int64) * targets + word.target, return_inverse=True
    )
    source, target = keys // targets, keys % targets
    forward = np.ones(len(keys))
    count = forward
    for number in range(ROUNDS):
        likely = forward[place] * word.prior
        share = likely / np.bincount(word.owner, likely)[word.owner]
        count = np.bincount(place, word.weight * share, len(keys))
        if number > 2:
            count = np.maximum(count - FORGET, 1e-9)
        forward = count / np.bincount(source, count)[source]
    backward = count / np.bincount(target, count)[target]
    real = source < sources
    return Links(*(a[real] for a in (source, target, count, forward, backward)))


class _Laid(NamedTuple):
    """Every word of a target sentence with every word of its source sentence, one below another."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    owner: NDArray[np.int32]
    """Which target word of which sentence."""
    prior: NDArray[np.float32]
    weight: NDArray[np.float32]


def _laid_out(sentences: Iterable[tuple[Sequence[int], Sequence[int], float]], null: int) -> _Laid:
    rows: list[tuple[NDArray[np.generic], ...]] = []
    done = 0
    for sources, targets, weight in sentences:
        one, other = [null, *sources[:LONGEST]], targets[:LONGEST]
        if len(one) < 2 or not other:
            continue
        at = np.repeat(np.arange(len(other)), len(one))
        by = np.tile(np.arange(len(one)), len(other))
        far = np.abs(at / len(other) - (by - 1) / (len(one) - 1))
        prior = np.exp(-TENSION * far)
        prior[by == 0] = NULL * (len(one) - 1) * prior[by > 0].mean()
        rows.append(
            (
                np.array(one, np.int32)[by],
                np.array(other, np.int32)[at],
                (done + at).astype(np.int32),
                prior.astype(np.float32),
                np.full(len(at), weight, np.float32),
            )
        )
        done += len(other)
    return _Laid(*(np.concatenate(column) for column in zip(*rows, strict=True)))
