"""The whole sentence that a quote is a part of."""

from __future__ import annotations

import pytest

from casc_qa.types import Span
from casc_qa.verifying.whole_sentences import says_no, whole_of

TEXT = "It was late. He did not come back. They left, and слова не остались."
SENTENCES = [Span(0, 12), Span(13, 34), Span(35, len(TEXT))]


def at(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


def test_a_whole_sentence_is_no_part() -> None:
    assert whole_of(TEXT, SENTENCES, at("He did not come back.")) is None
    assert whole_of(TEXT, SENTENCES, at("He did not come back")) is None
    assert whole_of(TEXT, SENTENCES, at("It was late. He did not come back")) is None


@pytest.mark.parametrize(
    ("part", "whole", "no"),
    [
        ("come back", "He did not come back.", True),
        ("late. He did not", "It was late. He did not come back.", False),
        ("They left", "They left, and слова не остались.", True),
        ("was late", "It was late.", False),
    ],
)
def test_a_part_has_its_sentences(part: str, whole: str, no: bool) -> None:
    found = whole_of(TEXT, SENTENCES, at(part))
    assert found is not None
    assert found.of(TEXT) == whole
    assert says_no(TEXT, found, at(part)) is no


def test_a_text_without_sentences_has_none() -> None:
    assert whole_of(TEXT, [], at("late")) is None
