"""How question, lead and window are laid out: limits, marks, and which tokens a sentence has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.reading.windows import MOST_TOKENS, Layout, LocatedTokens, Marks, lay_out
from casc_qa.types import Span

MARKS = Marks(start=101, separator=102)
MOST_QUESTION, MOST_LEAD = 48, 72  # tokens
QUESTION, LEAD, WINDOW = 1000, 2000, 3000  # where the numbers of each one's tokens start


def located(first: int, spans: list[Span]) -> LocatedTokens:
    """Tokens with numbers from ``first`` on."""
    return LocatedTokens(list(range(first, first + len(spans))), spans)


def words(count: int) -> list[Span]:
    """So many tokens of one letter each, with a space between."""
    return [Span(2 * row, 2 * row + 1) for row in range(count)]


@st.composite
def spans(draw: st.DrawFn, most: int, widest: int) -> list[Span]:
    """Slices in order that do not overlap, with or without something between."""
    sizes = st.tuples(st.integers(0, 2), st.integers(1, widest))
    made, end = [], 0
    for gap, length in draw(st.lists(sizes, max_size=most)):
        made.append(Span(end + gap, end + gap + length))
        end += gap + length
    return made


def laid_out(question: int, lead: int, tokens: list[Span], sentences: list[Span]) -> Layout:
    return lay_out(
        located(QUESTION, words(question)),
        located(LEAD, words(lead)),
        located(WINDOW, tokens),
        sentences,
        MARKS,
    )


lengths = st.one_of(st.integers(0, 5), st.integers(0, 150))


@given(lengths, lengths, spans(60, 3), spans(20, 9))
def test_a_sentence_has_the_tokens_that_start_in_it(
    question: int, lead: int, tokens: list[Span], sentences: list[Span]
) -> None:
    layout = laid_out(question, lead, tokens, sentences)
    assert len(layout.sentences) == len(sentences)
    last = layout.first
    for sentence, (first, end) in zip(sentences, layout.sentences, strict=True):
        assert last <= first <= end <= layout.first + len(tokens)
        last = end
        own = [
            layout.first + row
            for row, token in enumerate(tokens)
            if sentence.start <= token.start < sentence.end
        ]
        assert list(range(first, end)) == own


@given(lengths, lengths, st.integers(0, 600))
def test_what_is_cut_off_and_where(question: int, lead: int, window: int) -> None:
    tokens = words(window)
    layout = laid_out(question, lead, tokens, [Span(token.start, token.end) for token in tokens])
    asked, about = min(question, MOST_QUESTION), min(lead, MOST_LEAD)
    kept = min(window, MOST_TOKENS - asked - about - 4)
    start, separator = MARKS
    assert layout.numbers == [
        *[start, *range(QUESTION, QUESTION + asked), separator],
        *[*range(LEAD, LEAD + about), separator],
        *[*range(WINDOW, WINDOW + kept), separator],
    ]
    assert len(layout.numbers) <= MOST_TOKENS == 384
    assert layout.is_document == [0] * (asked + 2) + [1] * (about + kept + 2)
    assert layout.first == asked + about + 3
    assert list(layout.spans) == tokens[:kept]
    sizes = [end - first for first, end in layout.sentences]
    assert sizes == [1] * kept + [0] * (window - kept)
    for row, (first, _) in enumerate(layout.sentences[:kept]):
        assert layout.numbers[first] == WINDOW + row


def test_by_hand() -> None:
    # "Ab c. De f" in two sentences, with the full stop a token of its own.
    tokens = [Span(0, 2), Span(3, 4), Span(4, 5), Span(6, 8), Span(9, 10)]
    layout = laid_out(1, 2, tokens, [Span(0, 5), Span(6, 10)])
    asked, about, window = [101, 1000, 102], [2000, 2001, 102], [3000, 3001, 3002, 3003, 3004, 102]
    assert layout.numbers == asked + about + window
    assert layout.is_document == [0] * 3 + [1] * 9
    assert (layout.first, layout.sentences) == (6, [(6, 9), (9, 11)])


def test_a_sentence_that_is_cut_in_two_keeps_its_beginning() -> None:
    tokens = words(500)
    layout = laid_out(0, 0, tokens, [Span(0, 20), Span(20, 1000)])
    assert layout.sentences == [(3, 13), (13, MOST_TOKENS - 1)]
