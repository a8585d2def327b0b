"""How words sound, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.cyrillic import normalised, romanised
from casc_qa.languages.phonetic_keys import likeness, sound, spellings


@given(st.text(max_size=30))
def test_any_word_can_be_spelled(text: str) -> None:
    found = spellings(text)
    assert found[0] == romanised(normalised(text))
    for spelling in found:
        assert likeness(spelling, spelling) == 1
        assert set(sound(spelling)) <= set("ABCDFGJKLMNPRSTV")
