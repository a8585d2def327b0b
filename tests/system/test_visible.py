"""What would steer how text is read is seen; what is exact stays exact."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.cli.terminal import safe
from casc_qa.system.visible import is_right_to_left, json_text, visible

OVERRIDES = [*map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])]
MARKS = ["\u200e", "\u200f", "\u061c"]
CONTROLS = [chr(n) for n in (*range(32), *range(0x7F, 0xA0)) if not chr(n).isspace()]
ANY = st.text(st.one_of(st.characters(), st.sampled_from(OVERRIDES + MARKS + CONTROLS)))


@pytest.mark.parametrize("char", [*OVERRIDES, *CONTROLS])
def test_what_steers_is_named_in_any_text(char: str) -> None:
    for around in ("paid {}53 somoni", "دفع {}53 دولار", "{}", "a{}\nб"):
        assert visible(around.format(char)) == around.format(f"⟨U+{ord(char):04X}⟩")


@pytest.mark.parametrize("char", MARKS)
def test_marks_are_at_home_in_right_to_left_text(char: str) -> None:
    assert visible(f"from {char}53 – 35") == f"from ⟨U+{ord(char):04X}⟩53 – 35"
    assert visible(f"من {char}53 – 35") == f"من {char}53 – 35"
    assert visible(f"من\nfrom {char}53") == f"من\nfrom ⟨U+{ord(char):04X}⟩53"


@pytest.mark.parametrize(
    "text",
    ["Ош – «Бишкек»", "co\u00adop", "क्‍ष", "می‌خواهم", "a\u200bb", "👨‍👩‍👧", "\t\n\r\x0b\u2028"],
)
def test_ordinary_text_stays(text: str) -> None:
    assert visible(text) == text


@given(ANY)
def test_nothing_that_turns_text_round_is_left(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & {*OVERRIDES, *CONTROLS}
    for line in shown.splitlines():
        assert is_right_to_left(line) or not set(line) & set(MARKS)


@given(ANY)
def test_a_terminal_gets_one_line_that_steers_nothing(text: str) -> None:
    shown = safe(text)
    assert {unicodedata.category(char) for char in shown}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), ANY),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(ANY, inner)),
    max_leaves=8,
)


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_exact_and_steers_nothing(value: Any, indent: int | None) -> None:
    text = json_text(value, indent)
    assert json.loads(text) == value
    assert not set(text) - {"\n"} & {*OVERRIDES, *MARKS, *CONTROLS, "\u2028", "\u2029", "\x85"}
    text.encode()  # no half of a surrogate pair


def test_json_leaves_letters_of_all_scripts() -> None:
    assert json_text({"Ош": "ქართული 🙂"}) == '{"Ош": "ქართული 🙂"}'
