"""Slips of the pen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.russian.questions.dictionary import dictionary_into
from casc_qa.languages.russian.questions.spelling_correction import mended


@given(st.text(alphabet="абвгдеийклмнопрстуыья", min_size=1, max_size=9))
def test_what_is_mended_is_one_slip_away(word: str) -> None:
    known = dictionary_into("en").stems
    for found in mended(word, known):
        assert found in known
        assert found[0] == word[0]
        assert abs(len(found) - len(word)) <= 1
        assert mended(found, known) == []
