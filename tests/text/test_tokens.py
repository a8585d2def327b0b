"""Tokens, by example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.tokens import fold, tokens


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
def test_folding_is_final(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert fold(text) == fold(f"  {text}\u00a0")
