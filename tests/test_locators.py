"""A locator says the same after any text around it, and whatever a document is called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.locators import Locator, locators_in

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
OFFSETS = st.integers(0, 10**9)


@given(NAMES, HASHES, OFFSETS, OFFSETS, st.text(), st.text())
def test_what_was_written_is_found_again(
    name: str, sha256: str, start: int, end: int, before: str, after: str
) -> None:
    locator = Locator(name, sha256, start, end)
    text = f"{before} {locator} {after}"
    assert (len(before) + 1, locator) in list(locators_in(text))


@given(NAMES, HASHES)
def test_it_is_one_word(name: str, sha256: str) -> None:
    assert len(str(Locator(name, sha256, 0, 1)).split()) == 1


def test_what_is_none_is_not_found() -> None:
    whole = str(Locator("a.html", "0" * 64, 1, 20))
    assert not list(locators_in(whole.replace("0" * 64, "0" * 63)))
    assert not list(locators_in(whole.replace("char", "line")))
    assert not list(locators_in("casc-qa:a.html"))
