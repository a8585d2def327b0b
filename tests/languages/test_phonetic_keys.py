"""How words sound, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.cyrillic import romanised
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.phonetic_keys import likeness, phonetic_key, spellings


@given(st.text(max_size=30))
def test_any_word_can_be_spelled(text: str) -> None:
    written = spellings(text)
    assert written[0] == romanised(normalise_russian(text))
    for spelling in written:
        assert likeness(spelling, spelling) == 1
        assert set(phonetic_key(spelling)) <= set("ABCDFGJKLMNPRSTV")
