"""Where a quote stands in a document: as itself, and nothing like it."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from casc_qa.types import Document, Span
from casc_qa.verifying.matching import Searchable

WORDS = ["over", "50", "500", "people", "came", "not", "did", "не", "пришли", "1,5", "до", "co-op"]
MARKS = st.sampled_from([" ", "  ", "\n", "\u00a0", ", ", ". ", " — ", "-", " (", ") "])


def searchable(text: str) -> Searchable:
    return Searchable(Document("a.txt", "A", text, "0" * 64, "made"))


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=20))
    return "".join(word + draw(MARKS) for word in words)


def test_a_number_in_a_longer_one_is_not_there() -> None:
    assert searchable("They were over 500.").places("over 50") == []
    assert searchable("They were over 50.").places("over 500") == []


def test_the_same_words_twice_are_two_places() -> None:
    text = "Over 50 came. Over 500 left. Over 50 came."
    assert searchable(text).places("Over 50 came") == [Span(0, 12), Span(29, 41)]


def test_white_space_and_marks_may_have_another_form() -> None:
    text = "He said:\n“It’s a\u00a0co\u00adoperation –\n\nof  all”."
    (place,) = searchable(text).places("It's a cooperation — of all")
    assert place.of(text) == "It’s a\u00a0co\u00adoperation –\n\nof  all"


@given(texts(), st.data())
def test_what_is_found_is_what_was_sought(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    for place in searchable(text).places(quote):
        assert place.of(text).split() == quote.split()


@given(texts(), st.data())
def test_a_quote_with_another_letter_or_digit_is_never_there(
    text: str, data: st.DataObject
) -> None:
    places = [at for at, char in enumerate(text) if char.isalnum()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("xyz789щ"))
    assume(other not in text)
    changed = text[:at] + other + text[at + 1 :]
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(at + 1, len(text)))
    assert searchable(text).places(changed[start:end]) == []


@given(texts(), st.data())
def test_a_dropped_negation_is_never_overlooked(text: str, data: st.DataObject) -> None:
    before, after = "They did", "come to it"
    whole = f"{text}. {before} not {after}. {text}"
    assert searchable(whole).places(f"{before} {after}") == []


@given(texts(), st.data())
def test_a_place_within_is_within(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = data.draw(st.sampled_from(WORDS))
    found = searchable(text).place_within(quote, Span(start, end))
    within = [p for p in searchable(text).places(quote) if start <= p.start and p.end <= end]
    assert found == next(iter(within), None)
