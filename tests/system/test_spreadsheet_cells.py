"""Cells that no spreadsheet takes for formulas, and what they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.system.spreadsheet_cells import guarded, unguarded

_TEXTS = st.text() | st.text(alphabet="'=+-@\t\ra")


@given(_TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(_TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not guarded(text).startswith(tuple("=+-@\t\r"))


@given(_TEXTS)
def test_other_cells_stay(text: str) -> None:
    if not text.lstrip("'").startswith(tuple("=+-@\t\r\n＝＋－＠")):
        assert guarded(text) == unguarded(text) == text
