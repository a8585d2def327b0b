"""Rows of tables and the heads of their columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.sentences import split_sentences
from casc_qa.text.table_rows import cells, column_heads, is_row
from casc_qa.types import Span

BLOCKS = """Table 3. Victims by country

Country | 2021 | 2022

Kazakhstan | 37 | 40

Uzbekistan | 5 |

Source: the ministries."""
TWO_HEADS = "| Country | Victims | Victims |\n|  | women | men |\n| Osh. It is so | 3 | 4 |"
MARKDOWN = "| Name | Role |\n|---|:--|\n| Ms. Artikova | Deputy |\n| Mr. Ray | Judge |"
WORDS = "Name | Role\n\nMs. Artikova | Deputy\n\nMr. Ray | Judge"
FIGURES = "Intro.\n\n12 | 15\n\n30 | 4"


@pytest.mark.parametrize(
    ("text", "row", "heads"),
    [
        (BLOCKS, "Kazakhstan", "Country | 2021 | 2022"),
        (BLOCKS, "Uzbekistan", "Country | 2021 | 2022"),
        (BLOCKS, "Country", None),
        (BLOCKS, "Source", None),
        (TWO_HEADS, "| Osh", "| Country | Victims | Victims |\n|  | women | men |"),
        (MARKDOWN, "| Mr. Ray", "| Name | Role |"),
        (WORDS, "Mr. Ray", "Name | Role"),
        (WORDS, "Name", None),
        (FIGURES, "30", None),
        ("One line of prose.", "One", None),
    ],
)
def test_the_heads_of_a_row(text: str, row: str, heads: str | None) -> None:
    start = text.index(row)
    found = column_heads(text, Span(start, start + len(row)))
    assert (found.of(text) if found else None) == heads


def test_a_row_is_one_sentence_whatever_its_cells_say() -> None:
    text = "The list:\n\nMr. Ray | He spoke. She left! | 12.\n\nIt ended. All went."
    said = [span.of(text).strip() for span in split_sentences(text)]
    assert said == [
        "The list:", "Mr. Ray | He spoke. She left! | 12.", "It ended.", "All went.",
    ]  # fmt: skip


def test_rows_below_one_another_stay_apart() -> None:
    rows = [f"the {name} of the long table of countries | and {n}" for n, name in enumerate("abcd")]
    said = [span.of("\n".join(rows)).strip() for span in split_sentences("\n".join(rows))]
    assert said == rows


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(words, min_size=2, max_size=6))
def test_cells_come_back(row: list[str]) -> None:
    for line in (" | ".join(row), f"| {' | '.join(row)} |"):
        assert is_row(line)
        assert cells(line) == row


@given(st.text(alphabet="ab1 |\n.", max_size=80), st.integers(0, 79))
def test_heads_are_rows_above(text: str, at: int) -> None:
    found = column_heads(text, Span(min(at, len(text)), len(text)))
    assert found is None or (found.end <= at and is_row(found.of(text).splitlines()[0]))
