"""What is the same in two texts that are compared, and where it stands in each."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Span
from casc_qa.verifying.folding import Folded, folded

TEXT = st.text(alphabet=st.sampled_from("aбé1 \n\t\u00a0\u00ad\u200b-–—“”‘’'\"«».…\u0301\u0306ий"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b\n c\u00a0d\u2009e", "a b c d e"),
        ("co\u00adope\u200bration\ufeff", "cooperation"),
        ("“a” «b» „c“", '"a" "b" "c"'),
        ("the participants’ list, don’t", "the participants' list, don't"),
        ("he said ‘yes’ and", "he said “yes” and"),
        ("wait … no", "wait ... no"),
        ("10–20 — and −5", "10-20 – and -5"),
        ("Москва — столица", "Москва - столица"),
        ("co‐operate non‑state", "co-operate non-state"),
        ("й ё é", unicodedata.normalize("NFD", "й ё é")),
    ],
)
def test_forms_of_the_same_mark_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fifty", "Fifty"),
        ("50", "51"),
        ("все", "всё"),
        ("5' tall", '5" tall'),
        ("man-eating", "man—eating"),
        ("10 m²", "10 m2"),
        ("a b", "ab"),
        ("don't", "dont"),
        ("yes.", "yes"),
        ("ﬁne", "fine"),
        ("А", "A"),  # a Cyrillic letter
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TEXT, st.data())
def test_every_part_is_found_in_the_text_itself(text: str, data: st.DataObject) -> None:
    whole = Folded(text)
    if not whole.text:
        return
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    place = whole.original(Span(start, end))
    assert 0 <= place.start < place.end <= len(text)
    assert whole.original(Span(0, start + 1)).start <= place.start


@given(st.text())
def test_letters_and_digits_are_never_lost(text: str) -> None:
    kept = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in unicodedata.normalize("NFC", folded(text)) if c.isalnum()] == kept
