"""Passages are exact slices of whole sentences, cover the document and fit the window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.chunking import chunk, cut_long, in_context, shortened_context
from casc_qa.text.sentences import split_sentences, trim
from casc_qa.types import Anchor, Document, Span

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            ["One word. ", "two, three; ", "\n", "x" * 50, " ", "Ms. A said “no”. ", "ж"]
        ),
        max_size=40,
    ).map("".join),
)


def count_words(texts: list[str]) -> list[int]:
    """A stand-in for a tokenizer whose counts a reader can check: words of up to 8 letters."""
    return [2 + sum(-(-len(word) // 8) for word in text.split()) for text in texts]


def document(text: str, title: str = "T", anchors: tuple[Anchor, ...] = ()) -> Document:
    return Document("d.txt", title, text, "0" * 64, "decoded utf-8", language="en", anchors=anchors)


@given(TEXTS, st.integers(8, 40), st.integers(0, 3), st.integers(5, 200))
def test_passages(text: str, max_tokens: int, overlap: int, max_chars: int) -> None:
    chunked = list(chunk(document(text), count_words, max_tokens, overlap, max_chars))
    made = [c.passage for c in chunked]
    assert max((count_words([c.text])[0] for c in chunked), default=0) <= max_tokens
    context = shortened_context("T", None, count_words, max_tokens)
    for passage in made:
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        assert passage.passage_id == f"d.txt@{passage.start}-{passage.end}"
        words = text[passage.start : passage.end]
        assert words == words.strip() != ""
        assert in_context(context, words) in [c.text for c in chunked]
        assert all(len(span.of(text)) <= max_chars for span in passage.sentences)
    covered = {i for p in made for span in p.sentences for i in range(*span)}
    assert covered.issuperset(i for i, char in enumerate(text) if not char.isspace())
    assert [p.start for p in made] == sorted({p.start for p in made})


@given(TEXTS)
def test_sentences_that_fit_stay_whole(text: str) -> None:
    made = [c.passage for c in chunk(document(text), count_words, 10_000, 0, 10_000)]
    expected = [trim(text, s) for s in split_sentences(text) if s.of(text).strip()]
    assert [span for passage in made for span in passage.sentences] == expected


@given(st.text(min_size=1, max_size=120), st.integers(1, 30))
def test_cut_long_partitions(text: str, limit: int) -> None:
    pieces = list(cut_long(text, Span(0, len(text)), lambda piece: True, limit))
    assert "".join(piece.of(text) for piece in pieces) == text
    assert all(len(piece.of(text)) <= limit for piece in pieces)
    same = list(cut_long(text, Span(0, len(text)), lambda piece: len(piece) <= limit, 1000))
    assert same == pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alpha beta, gamma delta", ["alpha beta, ", "gamma delta"]),
        ("alpha beta gamma delta", ["alpha beta ", "gamma delta"]),
        ("abcdefghijklmnop", ["abcdefghijkl", "mnop"]),
        ("short", ["short"]),
    ],
)
def test_cut_long_prefers_clauses_then_spaces(text: str, expected: list[str]) -> None:
    pieces = cut_long(text, Span(0, len(text)), lambda piece: True, 12)
    assert [piece.of(text) for piece in pieces] == expected


def test_neighbours_share_a_sentence() -> None:
    text = "Dogs ran home. Cats sat down. Birds flew off. Fish swam on."
    made = [c.passage for c in chunk(document(text), count_words, 9, 1)]
    assert [text[p.start : p.end] for p in made] == [
        "Dogs ran home. Cats sat down.",
        "Cats sat down. Birds flew off.",
        "Birds flew off. Fish swam on.",
    ]


def test_no_passage_crosses_a_heading() -> None:
    text = "Before it. # Results\nAfter it."
    made = chunk(document(text, anchors=(Anchor(11, "heading", "Results"),)), count_words, 50)
    assert [(c.passage.heading, c.text) for c in made] == [
        (None, "T\nBefore it."),
        ("Results", "T. Results\n# Results\nAfter it."),
    ]


def test_a_long_title_leaves_room_for_the_passage() -> None:
    context = shortened_context("word " * 500, None, count_words, 40)
    assert 0 < count_words([context])[0] <= 10


@pytest.mark.parametrize(
    "text",
    ["One." + "\n" * 200_000 + "Two.", " " * 200_000 + "One.", "x" * 200_000, "One two. " * 20_000],
    ids=["line breaks", "spaces", "one word", "one line of prose"],
)
def test_large_and_odd_texts_end(text: str) -> None:
    made = [c.passage for c in chunk(document(text), count_words, 200)]
    assert "".join(text[made[0].start : made[-1].end].split()) == "".join(text.split())


class Counting:
    """Counts a token for four letters, and remembers the longest text that it was given."""

    def __init__(self) -> None:
        self.longest = 0

    def __call__(self, texts: Sequence[str]) -> list[int]:
        self.longest = max(self.longest, *map(len, texts), 0)
        return [sum(1 + len(word) // 4 for word in text.split()) + 2 for text in texts]


@pytest.mark.parametrize(
    "text", ["x" * 2_000_000, "a" + " " * 2_000_000 + "b", "(" * 2_000_000, "a, " * 700_000]
)
def test_megabytes_without_a_sentence_never_reach_the_tokenizer_whole(text: str) -> None:
    count = Counting()
    passages = [c.passage for c in chunk(document(text), count, 64, overlap_sentences=0)]
    assert count.longest < 50_000
    assert max(p.end - p.start for p in passages) < 200_000
    assert all(text[s.start : s.end].strip() for p in passages for s in p.sentences)
    covered = "".join(text[s.start : s.end] for p in passages for s in p.sentences)
    assert "".join(covered.split()) == "".join(text.split())
