"""Windows as tokens, groups as tensors, and batches as sets of groups."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Span
from training.reader.batches import Labelled, Layouts, batches_of, collate
from training.reader.encoder import Encoder
from training.reader.groups import Group, Window

TEXT = "The court met in Lyon. Judge Roth opened it. It lasted two days."
SENTENCES = (Span(0, 22), Span(23, 44), Span(45, 64))


def window(*right: int, answers: tuple[str, ...] = (), text: str = TEXT, lead: str = "") -> Window:
    spans = tuple(Span(text.index(a), text.index(a) + len(a)) for a in answers)
    return Window(lead, text, SENTENCES, frozenset(right), spans)


def words(labelled: Labelled, first: int, last: int, text: str = TEXT) -> str:
    """The text of these tokens, the last included."""
    spans = labelled.layout.spans
    offset = labelled.layout.first
    return text[spans[first - offset].start : spans[last - offset].end]


def test_answers_become_tokens(lay: Layouts) -> None:
    labelled = lay("Who opened it?", window(1, 2, answers=("Judge Roth", "two days")))
    assert labelled.right == {1, 2}
    assert [words(labelled, *rows) for rows in labelled.answers] == ["Judge Roth", "two days"]
    # a part of a word is the word
    part = lay("Who?", window(1, answers=("udge Rot",)))
    assert [words(part, *rows) for rows in part.answers] == ["Judge Roth"]


def test_answers_of_many_tokens_are_no_words(lay: Layouts) -> None:
    text = "one " * 47 + "two."
    for end, count in ((4 * 48, 1), (len(text), 0)):
        given = Window("", text, (Span(0, len(text)),), frozenset({0}), (Span(0, end - 1),))
        if count == 0:
            given = given._replace(answers=(Span(0, end),))
        assert len(lay("How many?", given).answers) == count


def test_what_was_cut_off_is_not_right(lay: Layouts) -> None:
    start = "word " * 400
    text = f"{start}end. The court met in Lyon."
    sentences = (Span(0, len(start) + 4), Span(len(start) + 5, len(text)))
    whole = Window("", text, sentences, frozenset({1}), (Span(len(text) - 5, len(text) - 1),))
    labelled = lay("Where?", whole)
    assert (labelled.right, labelled.answers) == (frozenset(), [])
    assert len(labelled.layout.numbers) == 384
    across = whole._replace(right=frozenset({0, 1}), answers=(Span(0, len(start)),))
    assert (lay("Where?", across).right, lay("Where?", across).answers) == ({0}, [])


def test_tensors_say_what_the_layout_says(lay: Layouts, encoder: Encoder) -> None:
    answering = lay("Who opened it?", window(1, answers=("Judge Roth",), lead="A court"))
    silent = lay("Why?", window())
    vague = lay("What was it like?", window(0, 2))
    batch = collate([[answering, silent], [vague]])
    assert batch.groups == [2, 1]
    assert batch.numbers.shape == (3, 32)  # padded by steps of 32
    assert batch.sentence_means.shape == (3, 3, 32)
    assert batch.is_right.shape == batch.is_sentence.shape == (3, 4)
    for row, labelled in enumerate((answering, silent, vague)):
        layout, size = labelled.layout, len(labelled.layout.numbers)
        last = layout.first + len(layout.spans)
        assert batch.numbers[row, :size].tolist() == layout.numbers
        assert batch.is_document[row, :size].tolist() == layout.is_document
        assert batch.mask[row].tolist() == [1] * size + [0] * (32 - size)
        allowed = [at for at in range(32) if batch.in_window[row, at] == 0]
        assert allowed == [0, *range(layout.first, last)]
        for number, (first, end) in enumerate(layout.sentences):
            means = batch.sentence_means[row, number]
            assert means.nonzero().flatten().tolist() == list(range(first, end))
            assert means.sum().item() == pytest.approx(1)
    assert not batch.numbers[2, len(vague.layout.numbers) :].any()
    assert batch.is_right.tolist() == [
        [False, False, True, False],
        [True, False, False, False],
        [False, True, False, True],
    ]
    assert not batch.is_sentence.any()
    assert batch.has_words.tolist() == [True, True, False]
    ((first, last),) = answering.answers
    assert batch.starts.nonzero().tolist()[:2] == [[0, first], [1, 0]]
    assert batch.ends.nonzero().tolist()[:2] == [[0, last], [1, 0]]
    assert first > answering.layout.first


def test_sentences_that_a_window_has_not_are_hardly_possible(lay: Layouts) -> None:
    short = Window("", "Lyon is old.", (Span(0, 12),), frozenset({0}), (Span(0, 4),))
    batch = collate([[lay("Where?", short)], [lay("Where?", window(0))]])
    assert (batch.is_sentence[0] < -1000).tolist() == [False, False, True, True]
    assert not (batch.is_sentence[1] < -1000).any()
    assert not batch.sentence_means[0, 1:].any()


def test_widths_are_few(lay: Layouts) -> None:
    long = Window("", "word " * 60, (Span(0, 299),), frozenset(), ())
    assert collate([[lay("Why?", window())], [lay("Why?", long)]]).numbers.shape == (2, 96)


@given(st.lists(st.integers(1, 3), max_size=60), st.integers(3, 16), st.integers(0, 99))
def test_every_group_comes_once_and_batches_are_small(
    sizes: list[int], most: int, seed: int
) -> None:
    groups = [
        Group("set", f"Question {number}?", (window(text=TEXT + " " * (number % 7 * 40)),) * size)
        for number, size in enumerate(sizes)
    ]
    made = batches_of(groups, most, random.Random(seed))
    assert Counter(group.question for batch in made for group in batch) == Counter(
        group.question for group in groups
    )
    assert all(sum(len(group.windows) for group in batch) <= most for batch in made)
    assert made == batches_of(groups, most, random.Random(seed))


def test_groups_of_like_length_share_a_batch() -> None:
    groups = [
        Group("set", f"Question {number:02}?", (window(text=TEXT + " " * number),))
        for number in range(40)
    ]
    lengths = [
        sorted(len(group.windows[0].text) for group in batch)
        for batch in batches_of(groups, 8, random.Random(5))
    ]
    assert all(each[-1] - each[0] == 7 for each in lengths)
    assert lengths != sorted(lengths)  # but in random order
