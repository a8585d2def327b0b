"""Tokens, by example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.normalising import normalise_text
from casc_qa.text.tokens import tokens


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("UNODC’s Regional\u00a0Office", ["unodc", "region", "offic"]),
        ("side-event", ["side", "event"]),
        ("Women's networks", ["women", "network"]),
        ("Who is it?", ["who", "is", "it"]),
        ("9-10 March", ["9", "10", "march"]),
        ("", []),
        ("…", []),
    ],
)
def test_tokens(text: str, stems: list[str]) -> None:
    assert tokens(text) == stems


@given(st.text(max_size=100))
def test_normalising_is_final(text: str) -> None:
    assert normalise_text(normalise_text(text)) == normalise_text(
        normalise_text(normalise_text(text))
    )
    assert normalise_text(text) == normalise_text(f"  {text}\u00a0")
