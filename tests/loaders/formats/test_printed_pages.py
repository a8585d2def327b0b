"""Numbers and heads of printed pages in the middle of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.loaders.formats.plain import load
from casc_qa.loaders.formats.printed_pages import without_printed_pages

PAGE = "\n".join(
    f"The {nth} committee heard the report of the ministry on the matter at hand"
    for nth in "first second third fourth fifth sixth seventh eighth ninth".split()
)

HEAD = "General Assembly 21st plenary meeting"


def speech(*breaks: str) -> str:
    """Pages of nine lines, each break after a line that ends no sentence."""
    parts = [PAGE]
    for number, between in enumerate(breaks):
        parts.append(f"and the States of the region, which met in the year {number},\n{between}\n")
        parts.append(f"agreed on what they had discussed before the meeting.\n{PAGE}")
    return "\n".join(parts)


@pytest.mark.parametrize(
    "breaks",
    [
        ["\n23\n", "\n24\n"],
        ["23\n", "24\n"],
        ["\n- 4 -\n", "\n- 5 -\n"],
        ["\n08-53135 6", "\n08-53135 8"],
        ["\n2/42 17-29597\nA/72/PV.14 21/09/2017\n", "\n17-29597 3/42\nA/72/PV.14 21/09/2017\n"],
        [f"\n7\n{HEAD}\n", f"\n8\n{HEAD}\n"],
        ["\nPage 3 of 10\n", "\nPage 4 of 10\n"],
    ],
)  # fmt: skip
def test_they_are_left_out_and_the_sentence_goes_on(breaks: list[str]) -> None:
    text, count = without_printed_pages(speech(*breaks))
    assert text == re.sub(",\n+", ",\n", speech("", ""))
    assert count == sum(bool(line) for part in breaks for line in part.split("\n"))


def test_one_that_cuts_no_sentence_is_left_out_with_the_others() -> None:
    whole = speech("\n23\n", "\n24\n") + ".\n\n25\n\nThe end.\n"
    text, count = without_printed_pages(whole)
    assert text.endswith("at hand.\n\nThe end.\n")
    assert count == 3


@pytest.mark.parametrize(
    "text",
    [
        "Cases\n\n412\n\nvictims identified\n\n37\n\nof whom women\n\n12\n",  # cells of a table
        "Chapter\n\n1\n\nThe court met.\n\n2\n\nIt adjourned.\n",
        "The rate was high in the whole of the region and in the\n2021\n",
        "How many cases were heard in the whole of the country?\n\n17\n\nmost of them in Osh.\n",
        f"{PAGE}\nThe detainees in the cells had reached\n\n312\n\nof whom few were women.",
        f"{PAGE}\nThe cost of it in the region came to\n\nUS$ 4,500,000\n\nof which half is paid.",
        f"{PAGE}\nThe number that you can call is\n\n+41 22 917 9220\n\nat every hour of the day.",
        f"{PAGE}\nThe States in which it fell are the\n\nA 45\nB 31\n\nas the report has it all.",
        "",
        "7\n",
    ],
)
def test_figures_of_the_text_stay(text: str) -> None:
    assert without_printed_pages(text) == (text, 0)


def test_the_report_says_how_many_lines_went() -> None:
    assert load(speech("\n23", "\n24").encode()).notes == (
        "page numbers and running heads were left out: 2 lines",
    )
    assert load(PAGE.encode()).notes == ()


LINES = st.sampled_from(
    ["", "7", "8", "- 9 -", "A/72/PV.14", "the States of the region met in the capital and",
     "agreed on what they had discussed before the meeting.", "Cases", "Page 3"]
)  # fmt: skip


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_nothing_but_lines_goes(text: str) -> None:
    kept, count = without_printed_pages(text)
    lines = [line for line in text.split("\n") if line]
    left = [line for line in kept.split("\n") if line]
    assert len(lines) - len(left) == count
    assert [line for line in lines if line in left and not any(map(str.isdigit, line))] == [
        line for line in left if not any(map(str.isdigit, line))
    ]
