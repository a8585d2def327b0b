"""Confidence: by hand, by its weights, and by what is answered."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.calibration import (
    AS_ASKED,
    READ,
    TRANSLATED,
    read_weights,
    shipped_calibration,
)
from casc_qa.asking.features import UNREAD, Features

NOTHING = Features(*[0.0] * len(Features._fields))


def test_the_weights_are_what_is_documented() -> None:
    names = {AS_ASKED, TRANSLATED}
    assert set(read_weights()) == names | {READ + name for name in names}
    against = ("unknown", "missing", "emptiness", "fits_not", "fits_loosely_not", "intercept")
    for key, models in read_weights().items():
        assert set(models) == {"about", "threshold", "score", "inside", "confidence"}
        assert 0 < models["threshold"] < 1
        for model in ("score", "inside", "confidence"):
            for name, weight in models[model].items():
                assert weight <= 0 or not name.startswith(against[:-1]), (model, name)
                assert weight >= 0 or name.startswith(against), (model, name)
                assert name in {*Features._fields, "intercept", "score", "ahead", "inside"}
                assert name not in ("margin", "words_margin") or key.startswith(READ), (key, name)


def test_each_sort_of_question_has_its_own_weights() -> None:
    assert READ == "read_"
    for is_translated, name in ((False, AS_ASKED), (True, TRANSLATED)):
        for is_read in (False, True):
            table = read_weights()[READ + name if is_read else name]
            judge = shipped_calibration(is_translated, is_read)
            assert judge.threshold == table["threshold"]
            fives = NOTHING._replace(cosine=0.5, covered=0.5, margin=5.0, words_margin=5.0)
            by_hand = sum(weight * getattr(fives, n) for n, weight in table["score"].items())
            assert judge.score(fives) == pytest.approx(by_hand)
        assert shipped_calibration(is_translated) is shipped_calibration(is_translated)
    unread, read = shipped_calibration(False), shipped_calibration(False, True)
    low, high = (NOTHING._replace(margin=margin) for margin in (UNREAD, 3.0))
    assert (unread.score(low), unread.confidence([low])) == (
        unread.score(high),
        unread.confidence([high]),
    )
    assert read.score(high) > read.score(low)


@given(
    st.booleans(),
    st.booleans(),
    st.sampled_from([name for name in Features._fields if name != "lacks"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_more_of_what_speaks_for_a_sentence_is_never_less(
    is_translated: bool, is_read: bool, name: str, low: float, high: float
) -> None:
    judge = shipped_calibration(is_translated, is_read)
    if name in ("margin", "words_margin"):
        low, high = (UNREAD + share * 24 for share in (low, high))
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
