"""Printed lines become running text."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.pdf.reflow import reflow
from casc_qa.types import Anchor
from helpers.documents.pdf_files import lines


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["an interna-", "tional body"], "an international body"),
        (
            ["a cross-border case, cross-", "border again"],
            "a cross-border case, cross-border again",
        ),
        (["the COVID-", "19 years"], "the COVID-19 years"),
        (["in 2020-", "2023 it"], "in 2020-2023 it"),
        (["a pause -", "and on"], "a pause - and on"),
        (["между-", "народный"], "международный"),
        (["საერთა-", "შორისო"], "საერთაშორისო"),
        (["1. One of it", "2. Two of it"], "1. One of it\n\n2. Two of it"),
    ],
)
def test_words_broken_at_a_line_end(printed: list[str], text: str) -> None:
    assert reflow([lines(*printed)])[0] == text


def test_a_word_broken_over_pages_has_the_page_inside() -> None:
    text, anchors, _ = reflow([lines("It is interna-"), lines("tional law.", page=2)])
    assert text == "It is international law."
    assert anchors == (Anchor(0, "page", "1"), Anchor(text.index("tional"), "page", "2"))


def test_columns_and_gaps_part_paragraphs() -> None:
    left = lines("The first column of this page goes", "on and then ends within a")
    right = [line._replace(left=300) for line in lines("sentence that is long enough for", "it.")]
    far = [line._replace(height=500) for line in lines("And another paragraph.")]
    text, *_ = reflow([[*left, *right, *far]])
    assert text == (
        "The first column of this page goes on and then ends within a sentence that is long "
        "enough for it.\n\nAnd another paragraph."
    )
