"""Letters that fonts of a PDF call by other names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.pdf.letters import (
    UNKNOWN,
    clean,
    is_misspelled,
    respelled,
    spelled_by_names,
)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("f_i", "fi"),
        ("T_h", "Th"),
        ("f_f_i.liga", "ffi"),
        ("fl", "fl"),
        ("uni0444", "ф"),
        ("uni04440430", "фа"),
        ("u1F600", "😀"),
        ("uniD800", "\x01"),  # half a character
        ("g27", "\x01"),
        ("", "\x01"),
    ],
)
def test_what_a_name_says_of_a_letter(name: str, letters: str) -> None:
    assert spelled_by_names("a\x01b", {1: name}) == f"a{letters}b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("of\ufb01cial", "official"),
        ("co\u00adop", "co-op"),
        ("\x01\ue000", UNKNOWN * 2),
        ("\ud83d\ude00", "😀"),
        ("\ud83d", UNKNOWN),
        ("plain", "plain"),
    ],
)
def test_letters_are_plain_or_said_to_be_unknown(text: str, expected: str) -> None:
    assert clean(text) == expected


RUSSIAN = "Верховный суд рассмотрел дело о торговле людьми"


def test_cyrillic_in_western_letters_is_told_from_western_languages() -> None:
    garbled = RUSSIAN.encode("cp1251").decode("latin-1")
    assert is_misspelled(garbled)
    assert respelled(garbled) == RUSSIAN
    for other in (
        "Où l'été à Genève fut très doux, la réunion présidée par M. Sánchez s'est tenue là.",
        "Die Übergröße der Bäume über den Häusern fällt auf, möchte man ähnlich öfter ändern.",
        "ÄÖÜ",
        RUSSIAN,
        "",
    ):
        assert not is_misspelled(other)


@given(st.text(max_size=60))
def test_what_is_cleaned_can_be_kept(text: str) -> None:
    kept = clean(text)
    kept.encode("utf-8")
    assert all(char.isprintable() or char.isspace() for char in kept)
    assert clean(kept) == kept
