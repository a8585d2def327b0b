"""Windows and groups: whole sentences, the right ones, and neighbours that do not answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Span
from training.reader.examples import Example, Text, sentences_with, text_of
from training.reader.groups import (
    Group,
    Grouping,
    Neighbours,
    Window,
    cut,
    group_of,
    groups_of,
    lead_of,
    window_of,
)

ALONE = Grouping(beside=0, neighbours=1, others=0, split=0)
EVERYTHING = Grouping(beside=1, neighbours=2, others=1, split=1)

LONG = text_of(
    "Ferries",
    " ".join(
        f"Ferry {number} sails to the island of {name} every day but on {day}s."
        for number, (name, day) in enumerate(
            (name, day)
            for name in ("Aran", "Bute", "Coll", "Eigg", "Fair")
            for day in ("Monday", "Tuesday", "Friday", "Sunday")
        )
    ),
)


def example_of(text: Text, *answers: str, question: str = "Where does it sail?") -> Example:
    spans = tuple(Span(text.text.index(a), text.text.index(a) + len(a)) for a in answers)
    return Example("ferry-set", question, text, sentences_with(text, spans), spans)


def sentences_of(window: Window) -> list[str]:
    return [span.of(window.text) for span in window.sentences]


def test_the_lead_is_the_title_and_what_the_beginning_says() -> None:
    assert lead_of(LONG, 0) == "Ferries"
    first = LONG.sentences[0].of(LONG.text)
    assert lead_of(LONG, 1) == lead_of(LONG, 7) == f"Ferries {first}"
    untitled = text_of("", LONG.text)
    assert (lead_of(untitled, 0), lead_of(untitled, 3)) == ("", first)
    assert lead_of(text_of("Nothing", ""), 0) == "Nothing"
    wordy = text_of("T", "Word " * 200 + "ends. Next.")
    assert lead_of(wordy, 1) == "T" + " Word" * 65


def test_a_window_counts_from_its_own_start() -> None:
    example = example_of(LONG, "Ferry 5 sails", "Coll every day", "Ferry 8 sails")
    assert example.right == {5, 8}
    window = window_of(LONG, 4, 9, example)
    assert sentences_of(window) == [span.of(LONG.text) for span in LONG.sentences[4:9]]
    assert window.text.startswith("Ferry 4 ") and window.text.endswith("Mondays.")
    assert window.right == {1, 4}
    assert [a.of(window.text) for a in window.answers] == [
        "Ferry 5 sails",
        "Coll every day",
        "Ferry 8 sails",
    ]
    # what begins before the window or ends behind it is no answer in it
    assert window_of(LONG, 6, 8, example)[3:] == (frozenset(), ())
    across = Span(LONG.sentences[5].start, LONG.sentences[6].end)
    assert window_of(LONG, 6, 8, example._replace(answers=(across,))).answers == ()
    assert window_of(LONG, 4, 9)[3:] == (frozenset(), ())  # another text's question


@given(st.integers(0, 10_000), st.booleans(), st.integers(0, 20))
def test_windows_cover_a_text_once(seed: int, is_split: bool, sentences: int) -> None:
    end = LONG.sentences[sentences - 1].end if sentences else 0
    text = Text("", LONG.text[:end], LONG.sentences[:sentences])
    windows = cut(text, random.Random(seed), is_split)
    assert [n for first, last in windows for n in range(first, last)] == list(range(sentences))
    for first, last in windows:
        assert text.sentences[last - 1].end - text.sentences[first].start <= 800
    assert len(windows) > 1 or not is_split or end < 400


def test_a_sentence_is_never_cut() -> None:
    text = text_of("", "Short one. Long " + "word " * 300 + "end. Short two.")
    assert cut(text, random.Random(1), is_split=False) == [(0, 1), (1, 2), (2, 3)]


@given(st.integers(0, 10_000), st.integers(0, 19))
def test_what_is_right_is_right_in_the_text(seed: int, number: int) -> None:
    example = example_of(LONG, LONG.sentences[number].of(LONG.text))
    group = group_of(example, EVERYTHING, None, random.Random(seed))
    assert group is not None
    first, *others = group.windows
    assert [sentences_of(first)[n] for n in first.right] == [LONG.sentences[number].of(LONG.text)]
    assert [a.of(first.text) for a in first.answers] == [LONG.sentences[number].of(LONG.text)]
    assert len(others) == 1  # one of the others of its own text
    assert (others[0].right, others[0].answers) == (frozenset(), ())
    everything = {span.of(LONG.text) for span in LONG.sentences}
    for window in group.windows:
        assert set(sentences_of(window)) <= everything
        assert window.lead.startswith("Ferries")


@given(st.integers(0, 10_000))
def test_a_part_of_the_answer_is_no_silence(seed: int) -> None:
    example = example_of(LONG, "Ferry 0 sails", "Ferry 19 sails")
    group = group_of(example, EVERYTHING, None, random.Random(seed))
    assert group is not None
    assert [len(window.right) for window in group.windows] == [1]


@pytest.mark.parametrize(("others", "count"), [(0, 1), (1, 2)])
def test_a_question_without_answer_has_silent_windows(others: int, count: int) -> None:
    example = example_of(LONG)
    group = group_of(example, ALONE._replace(others=others), None, random.Random(1))
    assert group is not None
    assert len(group.windows) == len(set(group.windows)) == count
    assert not any(window.right or window.answers for window in group.windows)


def test_a_text_without_sentences_makes_no_group() -> None:
    assert group_of(example_of(text_of("", "")), EVERYTHING, None, random.Random(1)) is None


STALLS = [
    text_of(f"Stall {n}", f"The stall of {name} sells {goods} in the market of Osh.")
    for n, (name, goods) in enumerate(
        [
            ("Aibek", "melons"),
            ("Burul", "melons and honey"),
            ("Chinara", "cheese"),
            ("Daniyar", "honey"),
            ("Elmira", "felt"),
        ]
    )
]


def test_neighbours_share_words_and_never_hold_the_answer() -> None:
    neighbours = Neighbours(STALLS)
    example = example_of(STALLS[0], "melons", question="What does Burul or Aibek sell in Osh?")
    found = neighbours.of(example)
    assert STALLS[0] not in found
    assert STALLS[1] not in found  # nearest, but melons are sold there too
    assert set(found) == set(STALLS[2:])
    nearest = example_of(STALLS[0], "melons", question="Does Elmira sell felt?")
    assert neighbours.of(nearest)[0] == STALLS[4]


def test_an_answer_of_three_letters_says_nothing_of_another_text() -> None:
    example = example_of(STALLS[0], "Osh")
    assert set(Neighbours(STALLS).of(example)) == set(STALLS[1:])


def test_neighbours_stand_behind_the_own_window_and_are_silent() -> None:
    examples = [example_of(STALLS[0], "melons"), example_of(STALLS[2])]
    examples += [example_of(stall) for stall in (STALLS[1], STALLS[3], STALLS[4])]
    answerable, unanswerable, *_ = groups_of(examples, EVERYTHING, seed=1)
    assert answerable.windows[0].text == STALLS[0].text
    assert len(answerable.windows) == 3
    for window in answerable.windows[1:]:
        assert window.right == frozenset()
        assert "melons" not in window.text
    assert [window.text for window in unanswerable.windows] == [STALLS[2].text]


def test_neighbours_are_of_the_same_set_and_the_seed_decides() -> None:
    other = [example_of(LONG, "Ferry 5 sails")._replace(source="boat-set")]
    examples = [*(example_of(stall, "stall") for stall in STALLS), *other]
    groups = groups_of(examples, EVERYTHING, seed=3)
    assert groups == groups_of(examples, EVERYTHING, seed=3)
    assert groups != groups_of(examples, EVERYTHING, seed=4)
    assert [group.source for group in groups] == ["ferry-set"] * 5 + ["boat-set"]
    assert all("Ferry" in window.text for window in groups[-1].windows)
    assert isinstance(groups[0], Group)
