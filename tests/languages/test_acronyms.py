"""What acronyms stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.acronyms import ACRONYM, long_forms


@pytest.mark.parametrize(
    ("acronym", "text", "found"),
    [
        ("SALW", "trafficking in small arms and light weapons", ["small arms and light weapons"]),
        ("OSCE", "the Organization for Security and Co-operation in Europe came",
         ["Organization for Security and Co-operation in Europe"]),
        ("FCDO", "the Foreign, Commonwealth and Development Office",
         ["Foreign, Commonwealth and Development Office"]),
        ("ECOSOC", "in the Economic and Social Council of the UN",
         ["Economic and Social Council"]),
        ("ECtHR", "the European Court of Human Rights found", ["European Court of Human Rights"]),
        ("OHCHR", "Office of the United Nations High Commissioner for Human Rights",
         ["Office of the United Nations High Commissioner for Human Rights"]),
        ("CCP", "the Container\nControl Programme is", ["Container\nControl Programme"]),
        ("ODA", "one day after", []),
        ("IRA", "Sanctions on Iran are", []),
        ("GEO", "of Georgia", []),
        ("WWI", "before World War II", []),
        ("WWII", "before World War II", ["World War II"]),
        ("CIA", "the Conference in Astana", []),
        ("ADB", "Aliyeva, Deputy Biloev", []),
        ("CCP", "the Container. Control Programme", []),
        ("CIS", "Control Programme", []),
    ],
)  # fmt: skip
def test_long_forms(acronym: str, text: str, found: list[str]) -> None:
    assert long_forms(acronym, text) == found


def test_what_acronyms_are() -> None:
    text = "UN, UNODC, ECtHR and McDonald on USA-wide SALW 4Ps; McKKK2."
    assert ACRONYM.findall(text) == ["UNODC", "ECtHR", "SALW"]


@given(
    st.text(alphabet="aAbB of-,.\n", max_size=80), st.text(alphabet="AB", min_size=3, max_size=6)
)
def test_long_forms_are_slices_that_begin_with_the_first_letter(text: str, acronym: str) -> None:
    for form in long_forms(acronym, text):
        assert form in text
        assert form[0].casefold() == acronym[0].casefold()
        assert "." not in form
