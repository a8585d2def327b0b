"""Sentences partition the text; those of the five documents are checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text import boundaries
from casc_qa.text.line_wraps import paragraphs
from casc_qa.text.sentences import split_sentences, trim
from casc_qa.types import Span
from helpers.project import ROOT

CHECKED = sorted((ROOT / "tests/data/sentences").glob("*.txt"))
# Text as it comes: words, abbreviations, every kind of quotation mark, space and line break.
PIECES = st.sampled_from(
    ["Ms.", "Mr. ", "He said", " the UN", "5.5 ", "U.S.", ". ", "? ", "!", "\n", "\r\n", "\n\n",
     "\u00a0", "“", "”", '"', "’", "‘", "«", "»", "\u2028", "- ", "# ", "г. ", "Бишкек", "ё",
     "한국", "😀", "e\u0301", "\u200b", "(", ")", " ", "\t", "a" * 70]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@pytest.mark.parametrize("checked", CHECKED, ids=lambda path: path.stem)
def test_sentences_of_the_five_documents(checked: Path) -> None:
    text = (ROOT / "corpus" / checked.name).read_bytes().decode()
    expected = checked.read_bytes().decode().removesuffix("\n").split("\n")
    assert [trim(text, span).of(text) for span in split_sentences(text)] == expected


def test_all_five_documents_are_checked() -> None:
    assert [path.name for path in CHECKED] == sorted(
        path.name for path in (ROOT / "corpus").glob("*.txt")
    )
    assert sum(len(path.read_bytes().decode().splitlines()) for path in CHECKED) == 119


@given(TEXTS, st.sampled_from(["en", "ru", "xx"]))
def test_sentences_partition_the_text(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join(span.of(text) for span in spans) == text
    assert all(span.start < span.end for span in spans)
    assert len(spans) <= 1 or all(span.of(text).strip() for span in spans)


@given(TEXTS)
def test_trimmed_sentences_lose_white_space_alone(text: str) -> None:
    for span in split_sentences(text):
        assert trim(text, span).of(text) == span.of(text).strip()


@given(TEXTS)
def test_paragraphs_hold_everything_but_blank_lines(text: str) -> None:
    spans = paragraphs(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. Mittal spoke. She left.", ["Ms. Mittal spoke.", "She left."]),
        ("On this topic, Ms. Romiti spoke.", ["On this topic, Ms. Romiti spoke."]),
        ("It is good.” “We agree.”", ["It is good.”", "“We agree.”"]),
        ('He left. "Go on,” she said. He did.', ["He left.", '"Go on,” she said.', "He did."]),
        ("goals 5.5 and 5.c of the U.S. Government", ["goals 5.5 and 5.c of the U.S. Government"]),
        ("Он живёт в г. Бишкек. Она тоже.", ["Он живёт в г. Бишкек.", "Она тоже."]),
        ("A title\n\nA sentence.", ["A title", "A sentence."]),
        ("1. Opening of it. 2. Closing.", ["1. Opening of it.", "2. Closing."]),
        ("See para. 4 of it. It is so.", ["See para. 4 of it.", "It is so."]),
    ],
)  # fmt: skip
def test_boundaries(text: str, expected: list[str]) -> None:
    language = "ru" if "Бишкек" in text else "en"
    assert [trim(text, s).of(text) for s in split_sentences(text, language)] == expected


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = (
        "The meeting was organized in the framework of a global project on\n"
        "strategies against organized crime supported by the Home Office of the\n"
        "United Kingdom. It was held in March.\n"
        "- first item\n"
        "- second item\n"
    )
    assert [" ".join(trim(text, s).of(text).split()) for s in split_sentences(text)] == [
        "The meeting was organized in the framework of a global project on strategies against "
        "organized crime supported by the Home Office of the United Kingdom.",
        "It was held in March.",
        "- first item",
        "- second item",
    ]


SENTENCES = st.sampled_from(
    ["The dog ran home. ", "Dr. Ray saw it at 5.5 p.m. today. ", "“No,” she said. ", "Is it so? ",
     "See para. 4 of it (the old one). ", "Он живёт в г. Ош. ", "中文很长。", "He met Ms. A. "]
)  # fmt: skip


@given(st.lists(SENTENCES, min_size=1, max_size=6), st.integers(0, 60), st.integers(1, 30))
def test_a_long_paragraph_is_cut_as_its_parts_are(
    pattern: list[str], first: int, times: int
) -> None:
    start = "word " * first + "end. "
    text = start + "".join(pattern) * times * 40
    once = split_sentences("".join(pattern) * 3)
    inner = [span.of("".join(pattern) * 3) for span in once]
    period = [s for s in inner if s]
    whole = [span.of(text) for span in split_sentences(text)]
    assert "".join(whole) == text
    # All but the ends repeats as the short text does.
    assert set(whole[2:-2]) <= set(period) | {p.lstrip() for p in period}


ODD = {
    "Chinese": "中文。",
    "Chinese, exclaimed": "中文！",
    "Latin without spaces": "AB!",
    "Armenian": "Աբ։",
    "Arabic": "اب؟",
    "Hindi": "कख। ",
    "brackets": "(A). ",
    "brackets in a bracket": "「《x》",
    "abbreviations": "Dr. ",
    "references": "para. 4 ",
    "list markers": "1. ",
    "marks": "!",
    "one word": "x",
    "lines": "a\n",
    "headings": "# A.\n",
    "quotation marks": "“A.” ",
}


@pytest.mark.parametrize("unit", ODD.values(), ids=ODD.keys())
def test_the_library_reads_every_character_a_few_times_at_most(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time grows with the square of what it is given at once, and that is bounded."""
    import sentencex

    given_to_it: list[int] = []
    real = sentencex.get_sentence_boundaries

    def counted(language: str, text: str) -> object:
        given_to_it.append(len(text))
        return real(language, text)

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", counted)
    text = unit * (300_000 // len(unit))
    spans = split_sentences(text)
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert sum(given_to_it) <= 2 * len(text)
    spaces = any(char.isspace() for char in unit)
    assert max(given_to_it) <= (boundaries.WINDOW if spaces else boundaries.WINDOW_WITHOUT_SPACES)


@pytest.mark.parametrize("lead", [" " * 500_000, "\n" * 500_000, "“" * 500_000, "a " * 250_000])
def test_a_long_lead_is_not_read_at_every_cut(lead: str) -> None:
    text = lead + "Dr. Ray. " * 20_000
    spans = split_sentences(text)
    assert "".join(span.of(text) for span in spans) == text


def test_span_of_a_text() -> None:
    assert Span(2, 4).of("abcdef") == "cd"
