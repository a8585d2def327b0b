"""Whatever is marked and named in a text, it stays the same text."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Anchor, Document, Span
from casc_qa.web.outline import outline_of
from casc_qa.web.source_text import text_html

WORDS = st.lists(
    st.sampled_from(
        ["One", "two", "<b>", "&amp;", "# ", "## ", "1. ", " ", "\n", "\n\n", "\r\n", "ё"]
    )
).map("".join)
OFFSETS = st.integers(0, 60)


@given(
    WORDS,
    st.tuples(OFFSETS, OFFSETS).map(sorted),
    st.lists(st.tuples(OFFSETS, OFFSETS).map(sorted)),
    st.lists(st.tuples(OFFSETS, st.sampled_from(["heading", "page", "label"]), WORDS)),
)
def test_without_its_tags_it_is_the_text(
    text: str,
    quote: list[int],
    also: list[list[int]],
    anchors: list[tuple[int, str, str]],
) -> None:
    within = [Anchor(min(at, len(text)), kind, words) for at, kind, words in anchors]  # type: ignore[arg-type]
    document = Document("a", "T", text, "0" * 64, "x", anchors=tuple(within))
    spans = [Span(*pair) for pair in also]
    shown = text_html(document, Span(*quote), spans, outline_of(document), "en")
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == text
    places = re.findall(r' id="([^"]*)"', shown)
    assert len(places) == len(set(places))
    outline = outline_of(document)
    assert {f"cq-at-{h.span.start}" for h in outline.headings} <= set(places)
