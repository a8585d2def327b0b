"""Markdown keeps its source; its headings are anchors."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.loaders.formats import markdown
from casc_qa.types import Anchor
from helpers.documents.extracted import load


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# a" + " " * 50_000 + "b", "a" + " " * 50_000 + "b"),
        ("# c" + " #" * 50_000, "c" + " #" * 49_999),
        ("## Closed ##  ", "Closed"),
        ("# #", "#"),
    ],
)
def test_headings_take_time_that_grows_with_the_line(line: str, heading: str) -> None:
    read = markdown.load(f"# Title\n\n{line}\n".encode())
    assert [a.value for a in read.anchors] == [heading]


def test_markdown_keeps_its_source_and_anchors_its_headings(tmp_path: Path) -> None:
    text = "# The title\n\nText *here*.\n\n```\n# no heading\n```\n\n## Results ##\nMore.\n"
    document = load(tmp_path, "a.md", text.encode())
    assert document.text == text
    assert document.title == "The title"
    assert document.anchors == (Anchor(text.index("## Results"), "heading", "Results"),)
