"""The weights of cells, fitted on examples whose truth is known."""

from __future__ import annotations

from casc_qa.surveying.cells import CellFeatures
from training.cells import Example, best_level, fit, held_out, levels, weights_of


def example(number: int, margin: float, *, says: bool, is_right: bool) -> Example:
    features = CellFeatures(*[0.0] * len(CellFeatures._fields))._replace(margin=margin)
    return Example(f"q{number}", features, says, is_right)


SURE = [example(n, 3.0, says=True, is_right=True) for n in range(20)]
UNSURE = [example(n, -3.0, says=False, is_right=False) for n in range(40)]


def test_what_tells_them_apart_is_learned() -> None:
    weights = fit([*SURE, *UNSURE])
    assert weights["margin"] > 0.5
    likelihoods = held_out([*SURE, *UNSURE])
    assert min(likelihoods[:20]) > 0.8 > 0.2 > max(likelihoods[20:])


def test_those_that_are_answered_weigh_half() -> None:
    weights = weights_of([*SURE, *UNSURE])
    assert round(sum(weights[:20]), 9) == round(sum(weights[20:]), 9) == 0.5


def test_the_threshold_is_where_most_are_right() -> None:
    given = [*SURE, *UNSURE]
    found = levels(given, [0.6] * 20 + [0.3] * 40)
    assert [round(each, 6) for each in found[0]] == [0.2, 0.5, 0.5]
    best = best_level(found)
    assert round(best.right, 6) == 1
    assert best.wrong == 0
    assert 0.3 < best.threshold <= 0.6
