"""Quotations in a paragraph, in the marks of several languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.verifying.marks import opens_with_mark, quotations_in


def quoted(text: str, goes_on: bool = False) -> list[str]:
    return [each.inner.of(text) for each in quotations_in(text, goes_on)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “over 50”.", ["over 50"]),
        ('He said "over 50".', ["over 50"]),
        ("Он сказал: «свыше 50».", ["свыше 50"]),
        ("Er sagte: „über 50“.", ["über 50"]),
        ("Er sagte: »über 50«.", []),
        ("He said ‘over 50’.", ["over 50"]),
        ("«Он сказал: „да“ и ушёл».", ["Он сказал: „да“ и ушёл"]),
        ("“He said ‘yes’ and left”", ["He said ‘yes’ and left"]),
        ("‘the participants’ duty was not done’ so", ["the participants’ duty was not done"]),
        ("‘All participants’ said Ann.", ["All participants"]),
        ("the participants’ list, don’t", []),
        ('a 5" nail and a 6" one', []),
        ("“One” and “two” and «три»", ["One", "two", "три"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_what_is_not_closed_is_counted() -> None:
    assert quotations_in("He said “over 50. And «more».")[1] == 1


def test_a_quotation_of_several_paragraphs_ends_with_each() -> None:
    assert quoted("He said: “Over 50. ", goes_on=True) == ["Over 50. "]
    assert opens_with_mark("“And more.”")
    assert not opens_with_mark("And “more”")


@given(st.text(alphabet=st.sampled_from("ab '‘’“”\"«»„.\n"), max_size=60), st.booleans())
def test_quotations_do_not_overlap(text: str, goes_on: bool) -> None:
    found, unclosed = quotations_in(text, goes_on)
    assert unclosed >= 0
    for one, other in pairwise(found):
        assert one.outer.end <= other.outer.start
    for each in found:
        assert each.outer.start < each.inner.start <= each.inner.end <= each.outer.end
