"""The loss of a tiny batch, by hand."""

from __future__ import annotations

import math

import pytest
import torch

from training.reader.batches import Batch
from training.reader.losses import loss_of
from training.reader.model import Scores

NEVER = -1e4


def batch(
    is_right: list[list[bool]],
    groups: list[int],
    *,
    is_sentence: list[list[float]] | None = None,
    starts: list[list[bool]] | None = None,
    ends: list[list[bool]] | None = None,
    has_words: list[bool] | None = None,
) -> Batch:
    """Windows of three tokens, the second of which stands outside the window."""
    count = len(is_right)
    nothing = torch.zeros(count, 3)
    first = [[True, False, False]] * count
    return Batch(
        numbers=nothing.long(),
        is_document=nothing.long(),
        mask=nothing.long(),
        in_window=torch.tensor([[0.0, NEVER, 0.0]] * count),
        sentence_means=torch.zeros(count, len(is_right[0]) - 1, 3),
        is_sentence=torch.tensor(is_sentence or [[0.0] * len(row) for row in is_right]),
        is_right=torch.tensor(is_right),
        starts=torch.tensor(starts or first),
        ends=torch.tensor(ends or first),
        has_words=torch.tensor(has_words or [False] * count),
        groups=groups,
    )


def scored(sentences: list[list[float]], silence: list[float], **words: list[float]) -> Scores:
    nothing = [0.0, 0.0, 0.0]
    start, end = (
        torch.tensor([words.get(name, nothing)] * len(silence)) for name in ("start", "end")
    )
    return Scores(torch.tensor(sentences), torch.tensor(silence), start, end)


def log_share(right: list[float], everything: list[float]) -> float:
    """Minus the logarithm of the share of the right ones, by softmax."""
    return -math.log(sum(map(math.exp, right)) / sum(map(math.exp, everything)))


def test_one_window_that_answers() -> None:
    made = scored([[2.0, 1.0]], [0.5])
    own = log_share([2.0], [0.5, 2.0, 1.0])
    group = log_share([1.5], [0.0, 1.5, 0.5])  # margins; silence has 0
    given = batch([[False, True, False]], [1])
    assert loss_of(made, given).item() == pytest.approx(own + 0.5 * group)


def test_one_window_that_is_silent() -> None:
    made = scored([[2.0, 1.0]], [0.5])
    own = log_share([0.5], [0.5, 2.0, 1.0])
    group = log_share([0.0], [0.0, 1.5, 0.5])
    given = batch([[True, False, False]], [1])
    assert loss_of(made, given).item() == pytest.approx(own + 0.5 * group)


def test_of_several_right_sentences_any_will_do() -> None:
    made = scored([[2.0, 1.0]], [0.5])
    own = log_share([2.0, 1.0], [0.5, 2.0, 1.0])
    group = log_share([1.5, 0.5], [0.0, 1.5, 0.5])
    given = batch([[False, True, True]], [1])
    assert loss_of(made, given).item() == pytest.approx(own + 0.5 * group)


def test_windows_of_a_group_are_weighed_against_each_other() -> None:
    made = scored([[2.0], [3.0], [-1.0]], [0.0, 1.0, 0.0])
    own = [log_share([2.0], [0.0, 2.0]), log_share([1.0], [1.0, 3.0])]
    own.append(log_share([0.0], [0.0, -1.0]))
    # the first two windows are of one question, the third of another
    groups = [log_share([2.0], [0.0, 2.0, 2.0]), log_share([0.0], [0.0, -1.0])]
    given = batch([[False, True], [True, False], [True, False]], [2, 1])
    expected = sum(own) / 3 + 0.5 * sum(groups) / 2
    assert loss_of(made, given).item() == pytest.approx(expected)


def test_sentences_that_are_none_count_for_nothing() -> None:
    made = scored([[2.0, 77.0]], [0.5])
    own, group = log_share([2.0], [0.5, 2.0]), log_share([1.5], [0.0, 1.5])
    given = batch([[False, True, False]], [1], is_sentence=[[0.0, 0.0, NEVER]])
    assert loss_of(made, given).item() == pytest.approx(own + 0.5 * group)


def test_words_are_learned_where_they_are_known() -> None:
    made = scored([[0.0]], [0.0], start=[1.0, 9.0, 2.0], end=[0.0, 9.0, 3.0])
    rest = math.log(2) * 1.5
    start, end = log_share([2.0], [1.0, 2.0]), log_share([3.0], [0.0, 3.0])
    last = [[False, False, True]]
    given = batch([[False, True]], [1], starts=last, ends=last, has_words=[True])
    # the second token stands outside the window
    assert loss_of(made, given).item() == pytest.approx(rest + 0.4 * (start + end) / 2)
    unknown = given._replace(has_words=torch.tensor([False]))
    assert loss_of(made, unknown).item() == pytest.approx(rest)


def test_of_two_windows_only_the_one_with_words_teaches_them() -> None:
    made = scored([[0.0], [0.0]], [0.0, 0.0], start=[1.0, 9.0, 2.0], end=[0.0, 9.0, 3.0])
    start, end = log_share([1.0], [1.0, 2.0]), log_share([0.0], [0.0, 3.0])
    given = batch([[True, False], [False, True]], [1, 1], has_words=[True, False])
    rest = math.log(2) * 1.5
    assert loss_of(made, given).item() == pytest.approx(rest + 0.4 * (start + end) / 2)
