"""Confidence: by hand, by its weights, and by what is answered."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.calibration import AS_ASKED, TRANSLATED, read_weights, shipped_calibration
from casc_qa.asking.features import Features

NOTHING = Features(*[0.0] * len(Features._fields))


def test_the_weights_are_what_is_documented() -> None:
    assert set(read_weights()) == {AS_ASKED, TRANSLATED}
    against = ("unknown", "missing", "emptiness", "fits_not", "fits_loosely_not", "intercept")
    for models in read_weights().values():
        assert set(models) == {"about", "score", "inside", "confidence"}
        for model in ("score", "inside", "confidence"):
            for name, weight in models[model].items():
                assert weight <= 0 or not name.startswith(against[:-1]), (model, name)
                assert weight >= 0 or name.startswith(against), (model, name)


@given(
    st.booleans(),
    st.sampled_from(Features._fields[:-1]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_more_of_what_speaks_for_a_sentence_is_never_less(
    is_translated: bool, name: str, low: float, high: float
) -> None:
    judge = shipped_calibration(is_translated)
    low, high = sorted((low, high))
    less, more = NOTHING._replace(**{name: low}), NOTHING._replace(**{name: high})
    against = name.startswith(("unknown", "missing", "emptiness")) or name.endswith("_not")
    sign = -1 if against else 1
    assert sign * judge.score(more) >= sign * judge.score(less)
    assert sign * judge.confidence([more]) >= sign * judge.confidence([less])
    assert sign * judge.inside([more]) >= sign * judge.inside([less])
    assert 0 <= judge.confidence([more]) <= 1


@pytest.mark.parametrize("is_translated", [False, True])
def test_confidence_by_hand(is_translated: bool) -> None:
    judge = shipped_calibration(is_translated)
    table = read_weights()[TRANSLATED if is_translated else AS_ASKED]["confidence"]
    best = NOTHING._replace(cosine=0.5, passage_cosine=0.5)
    second = NOTHING._replace(cosine=0.25)
    features = judge.confidence_features([best, second])
    assert features["ahead"] == pytest.approx(min(judge.score(best) - judge.score(second), 3.0))
    total = table["intercept"] + sum(
        weight * features[name] for name, weight in table.items() if name != "intercept"
    )
    by_hand = 1 / (1 + math.exp(-total))
    if is_translated and judge.inside([best, second]) < 0.1:
        by_hand = min(by_hand, 0.05)
    assert judge.confidence([best, second]) == pytest.approx(by_hand)
    assert judge.confidence([]) == judge.inside([]) == 0.0
    sure = NOTHING._replace(cosine=1.0, cosine_other=1.0, passage_cosine=1.0, covered=1.0, fits=1.0)
    sure = sure._replace(passage=1.0, covered_other=1.0, covered_near=1.0)
    assert judge.confidence([sure]) > 0.3
    assert judge.confidence([sure._replace(lacks=1.0)]) == 0.05
