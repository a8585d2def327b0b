"""No name or figure is torn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.surveying.whole_words import whole_words
from casc_qa.types import Span


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("contact Vasilina Brazhko.", "Vasilina", "Vasilina Brazhko"),
        ("contact Vasilina Brazhko.", "Brazhko", "Vasilina Brazhko"),
        ("In Bishkek, the Kyrgyz Republic", "Bishkek", "Bishkek"),
        ("for the period 2012 to 2013", "2013", "2012 to 2013"),
        ("on 9-10 March", "9", "9-10"),
        ("brought together over 50 stakeholders", "50", "over 50"),
        ("участвовало более 50 человек", "50", "более 50"),
        ("gathered 53 participants", "53", "53"),
        ("the three-day workshop", "three", "three-day"),
        ("трёхдневный семинар в Улан-Удэ прошёл", "Улан", "Улан-Удэ"),
        ("the workshop – in May", "workshop", "workshop"),
        ("выступила Светлана Артикова, заместитель", "Светлана", "Светлана Артикова"),
    ],
)
def test_widened_to_what_is_meant(text: str, marked: str, whole: str) -> None:
    start = text.index(marked)
    assert whole_words(text, Span(start, start + len(marked))).of(text) == whole


@given(st.text(), st.data())
def test_never_less_and_never_beyond(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = whole_words(text, Span(start, end))
    assert 0 <= first <= start
    assert end <= last <= len(text)
