"""Where somebody's words begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.quotations import quotations


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said: “Come. Stay.” She left.", ["“Come. Stay.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("„Komm“, and „bleib”.", ["„Komm“", "„bleib”"]),
        ("«Да, «Азия» растёт». Нет.", ["«Да, «Азия» растёт»"]),
        ("“He said ‘no’ to the «plan».”", ["“He said ‘no’ to the «plan».”"]),
        ("“Never closed. «But this».", ["«But this»"]),
        ("“Not across\n\na paragraph.”", []),
        ('Six is here." Karimov added: "Yes, water matters."', ['"Yes, water matters."']),
        ('It is 5 " wide and 6 " long.', []),
        ('A 5" pipe and a 6" one.', []),
        ("Closed”, never opened.", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@given(st.text(alphabet='ab .\n"“”„«»', max_size=60))
def test_any_text(text: str) -> None:
    end = 0
    for span in quotations(text):
        words = span.of(text)
        assert span.start >= end
        assert words[0] in '"“„«'
        assert words[-1] in '"”“»'
        assert len(words) >= 2
        assert "\n\n" not in words
        end = span.end


def test_many_marks_take_no_longer_each() -> None:
    assert quotations("“" * 200_000) == []
    assert len(quotations("“" * 100_000 + "”" * 100_000)) == 1
