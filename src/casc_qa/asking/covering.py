"""Chooses a few of many so that every one has one of the few near it: the greedy maximum of a
facility location function (Lin and Bilmes, 2011), which is submodular, so that what is near to
something chosen gains little, and repeats nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.types import Vectors

_DECIMALS = 5  # of a gain; what differs less is as good, and the first is taken


def covering(
    candidates: Vectors,
    targets: Vectors,
    most: int,
    groups: Sequence[Hashable],
    weights: NDArray[np.float32] | None = None,
    favour: NDArray[np.float32] | None = None,
    first: NDArray[np.bool_] | None = None,
) -> list[int]:
    """The numbers of ``most`` candidates, the one that gains most first; no two of one group.
    The one that is chosen first is one of ``first``, where there is any, and none before it is.

    ``candidates`` and ``targets`` are unit vectors, shapes (candidates, dimension) and (targets,
    dimension); ``weights`` is how much each target counts, ``favour`` what each candidate's gain
    is multiplied by; 1 where there are none.
    """
    if not len(candidates) or not len(targets):
        return []
    near = np.maximum(targets @ candidates.T, 0.0)
    share = np.ones(len(targets), np.float32) if weights is None else weights
    share = share / max(float(share.sum()), 1e-9)
    times = np.ones(len(candidates), np.float32) if favour is None else favour
    reached = np.zeros(len(targets), np.float32)
    free = np.ones(len(candidates), np.bool_)
    chosen: list[int] = []
    while len(chosen) < most and free.any():
        gains = share @ np.maximum(near - reached[:, None], 0.0) * times
        may_begin = free if first is None or not first.any() else first
        allowed = free if chosen else free & may_begin
        best = int(np.where(allowed, np.round(gains, _DECIMALS), -1.0).argmax())
        chosen.append(best)
        if may_begin is not free and len(chosen) == 1:
            free[:best] = False
        reached = np.maximum(reached, near[:, best])
        free &= np.array([group != groups[best] for group in groups])
    return chosen


def coverage_by(chosen: Vectors, targets: Vectors) -> float:
    """Mean over the targets of the best cosine to a chosen one; 0 without any."""
    if not len(chosen) or not len(targets):
        return 0.0
    return float((targets @ chosen.T).max(axis=1).mean())
