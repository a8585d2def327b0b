"""How a quote differs from a text, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.verifying.differences import differences, nearest_word, similarity
from casc_qa.verifying.folding import folded

# Without marks whose form depends on what stands beside them.
TEXT = st.text(alphabet=st.sampled_from('ab1 \n–“"«,()[]\u00ad'), max_size=40)


def pairs(quote: str, text: str) -> list[tuple[str, str]]:
    return [(a.of(quote), b.of(text)) for a, b in differences(quote, text)]


def test_changed_added_and_dropped_words() -> None:
    assert pairs("over 500 people", "over 50 people") == [("500", "50")]
    assert pairs("They did come", "They did not come") == [("", "not ")]
    assert pairs("Они не пришли", "Они пришли") == [("не ", "")]
    assert pairs("[T]he list", "The list") == [("[T]he", "The")]


def test_forms_of_the_same_mark_do_not_differ() -> None:
    assert pairs("“It’s” – so", '"It\'s" —\n so') == []


@given(TEXT, TEXT)
def test_the_differences_make_one_text_of_the_other(quote: str, text: str) -> None:
    parts, done = [], 0
    for in_quote, in_text in differences(quote, text):
        parts += [quote[done : in_quote.start], in_text.of(text)]
        done = in_quote.end
    assert folded("".join([*parts, quote[done:]])).replace(" ", "") == folded(text).replace(" ", "")


@given(TEXT, TEXT)
def test_similarity_is_one_for_the_same_alone(quote: str, text: str) -> None:
    assert (similarity(quote, text) == 1) == (folded(quote) == folded(text))


def test_a_slip_has_a_nearest_word() -> None:
    assert nearest_word("tashkemt", ["bishkek", "tashkent"]) == "tashkent"
    assert nearest_word("osh", ["bishkek", "tashkent"]) is None
