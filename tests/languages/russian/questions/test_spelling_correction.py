"""Slips of the pen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.russian.questions.dictionary import dictionary_into
from casc_qa.languages.russian.questions.spelling_correction import corrections


@given(st.text(alphabet="абвгдеийклмнопрстуыья", min_size=1, max_size=9))
def test_what_is_corrected_is_one_slip_away(word: str) -> None:
    known = dictionary_into("en").stems
    for corrected in corrections(word, known):
        assert corrected in known
        assert corrected[0] == word[0]
        assert abs(len(corrected) - len(word)) <= 1
        assert corrections(corrected, known) == []
