"""What an English word was meant to be."""

from __future__ import annotations

import pytest

from casc_qa.languages.english.questions.spelling_correction import corrections


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("comittee", "committee", 0),
        ("committtee", "committee", 0),
        ("govenrment", "government", 1),
        ("goverment", "government", 2),
        ("particcipants", "participants", 0),
        ("partiscipants", "participants", 3),
        ("partisipants", "participants", 4),
        ("proxect", "project", -1),
    ],
)
def test_each_slip_is_undone(typed: str, meant: str, slip: int) -> None:
    holds = [meant in possible for possible in corrections(typed)]
    assert len(holds) == 5
    assert any(holds) == (slip >= 0)
    if slip >= 0:
        assert holds.index(True) == slip


def test_names_keep_their_letters_and_their_ending() -> None:
    meant = list(corrections("salimov", is_name=True))
    assert len(meant) == 4
    assert any("sallimov" in possible for possible in meant)
    assert not any("salamov" in possible for possible in meant)
    assert not any(other[-2:] != "ov" for possible in meant for other in possible)


def test_a_short_word_has_no_correction() -> None:
    assert not list(corrections("tehn"))
    assert list(corrections("tehns"))
    assert not list(corrections("tehns", is_name=True))
