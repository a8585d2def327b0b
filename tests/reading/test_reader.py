"""What is read of real sentences by the real encoder and network. How well, evaluations tell; here
only what holds for any weights.
"""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.onnx.files import TOKENIZER_NAME
from casc_qa.errors import ReaderUnavailable
from casc_qa.reading.network import HEADS, Network
from casc_qa.reading.reader import (
    Reader,
    Verdict,
    Window,
    Words,
    best_words,
    open_reader,
    whole_words,
)
from casc_qa.reading.windows import MOST_TOKENS, LocatedTokens, Marks, lay_out
from casc_qa.types import Span

QUESTION = "How many participants did the Bishkek training gather?"
IN_RUSSIAN = "Сколько участников собрал тренинг в Бишкеке?"
TITLE = "Gender mainstreaming in customs"
SENTENCES = [
    "The training gathered 53 participants.",
    "It rained.",
    "“A café’s naïve façade” – № 53 … 100\u00a0%",
    "В совещании участвовали представители пяти стран.",
    "Цифровизац\u0438\u0301я Хзбрактского UNODC-центра",
    "თბილისი Երևան 東京 🙂",
    "Globally, women constitute less than one out of every six police officers.",
]


def window(*sentences: str, lead: str = TITLE) -> Window:
    """These sentences, with a space between."""
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return Window(lead, " ".join(sentences), spans)


def words_of(verdict: Verdict) -> Words:
    assert verdict.words is not None
    return verdict.words


# The best words


def by_hand(starts: np.ndarray, ends: np.ndarray) -> tuple[int, int, float]:
    """Of all words no longer than 30 tokens, the first of the best."""
    sums = {
        (first, last): float(starts[first] + ends[last])
        for first in range(len(starts))
        for last in range(first, min(first + 30, len(starts)))
    }
    first, last = max(sums, key=lambda pair: (sums[pair], -pair[0], -pair[1]))
    return first, last, sums[first, last]


scores = st.floats(-20, 20, width=32)


@given(st.integers(1, 45).flatmap(lambda n: arrays.arrays(np.float32, (2, n), elements=scores)))
def test_the_best_words_are_those_of_all_pairs(numbers: np.ndarray) -> None:
    starts, ends = numbers
    assert best_words(starts, ends) == by_hand(starts, ends)


@pytest.mark.parametrize(("last", "expected"), [(29, (0, 29)), (30, (1, 30))])
def test_no_answer_is_longer_than_thirty_tokens(last: int, expected: tuple[int, int]) -> None:
    starts, ends = np.zeros(40, np.float32), np.zeros(40, np.float32)
    starts[0], starts[1], ends[last] = 2, 1, 5
    assert best_words(starts, ends)[:2] == expected


# What is read


def check_verdicts(read: Window, verdicts: list[Verdict]) -> None:
    """A verdict a sentence, each with words that stand in its sentence."""
    assert len(verdicts) == len(read.sentences)
    for sentence, verdict in zip(read.sentences, verdicts, strict=True):
        if verdict.words is None:
            assert verdict.margin == -np.inf
            continue
        assert np.isfinite([verdict.margin, verdict.words.score]).all()
        start, end = verdict.words.span
        assert sentence.start <= start < end <= sentence.end


@pytest.mark.parametrize("question", [QUESTION, IN_RUSSIAN, "?", ""])
def test_every_sentence_has_words_of_its_own(reader: Reader, question: str) -> None:
    read = window(*SENTENCES)
    (verdicts,) = reader.read(question, [read])
    check_verdicts(read, verdicts)
    assert all(verdict.words for verdict in verdicts)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=6), min_size=1, max_size=3))
@settings(max_examples=25)
def test_any_sentences_in_any_number_of_windows(reader: Reader, texts: list[list[str]]) -> None:
    windows = [window(*sentences) for sentences in texts]
    verdicts = reader.read(QUESTION, windows)
    assert len(verdicts) == len(windows)
    for read, own in zip(windows, verdicts, strict=True):
        check_verdicts(read, own)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4), st.text(max_size=12))
@settings(max_examples=60)
def test_any_texts(reader: Reader, sentences: list[str], question: str) -> None:
    read = window(*sentences, lead=question)
    (verdicts,) = reader.read(question, [read])
    check_verdicts(read, verdicts)


@pytest.mark.parametrize("question", [QUESTION, IN_RUSSIAN])
def test_the_numbers_are_those_of_the_network(
    encoder: OnnxEmbedder, reader: Reader, question: str
) -> None:
    read = window(*SENTENCES)
    asked, lead, text = (
        LocatedTokens(*encoder.locate_tokens(t)) for t in (question, read.lead, read.text)
    )
    layout = lay_out(asked, lead, text, read.sentences, Marks(*encoder.special_tokens()))
    network = Network(encoder.info.fingerprint)
    numbers = network.run(layout, encoder.word_vectors(layout.numbers))
    start, end, sentence, silence = (HEADS.index(h) for h in HEADS)
    (verdicts,) = reader.read(question, [read])
    for (first, after), verdict in zip(layout.sentences, verdicts, strict=True):
        own = numbers[first:after]
        margin = own[:, sentence].mean() - numbers[0, silence]
        assert verdict.margin == pytest.approx(float(margin), abs=1e-4)
        one, other, score = by_hand(own[:, start], own[:, end])
        none = numbers[0, start] + numbers[0, end]
        assert words_of(verdict).score == pytest.approx(score - float(none), abs=1e-4)
        spans = [layout.spans[row - layout.first] for row in (first + one, first + other)]
        words = words_of(verdict).span
        assert words.start <= spans[0].start
        assert words.end >= spans[1].end


def test_no_windows_nothing_read(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_window_without_sentences_has_no_verdicts(reader: Reader) -> None:
    assert reader.read(QUESTION, [Window(TITLE, "It rained.", []), Window("", "", [])]) == [[], []]


def test_what_has_no_tokens_or_is_cut_off_is_worth_nothing(reader: Reader) -> None:
    read = window("\u0301", SENTENCES[0], *[SENTENCES[1]] * 200)
    (verdicts,) = reader.read(QUESTION, [read])
    check_verdicts(read, verdicts)
    is_read = [verdict.words is not None for verdict in verdicts]
    count = sum(is_read)
    assert is_read == [False] + [True] * count + [False] * (201 - count)
    assert 60 < count < MOST_TOKENS / 3  # three tokens a sentence
    assert verdicts[0] == verdicts[-1] == Verdict(-np.inf, None)


def test_what_stands_behind_the_limit_changes_nothing(reader: Reader) -> None:
    few, many = window(*[SENTENCES[0]] * 90), window(*[SENTENCES[0]] * 80, *[SENTENCES[1]] * 99)
    ((one,), (other,)) = reader.read(QUESTION, [few]), reader.read(QUESTION, [many])
    assert one[:40] == other[:40]


def test_the_same_gives_the_same_bytes(reader: Reader, encoder: OnnxEmbedder) -> None:
    windows = [window(*SENTENCES), window(*SENTENCES[:2])]
    once = pickle.dumps(reader.read(QUESTION, windows))
    assert pickle.dumps(reader.read(QUESTION, windows)) == once
    assert pickle.dumps(open_reader(encoder).read(QUESTION, windows)) == once
    with ThreadPoolExecutor(4) as threads:
        read = threads.map(lambda _: pickle.dumps(reader.read(QUESTION, windows)), range(8))
    assert set(read) == {once}


def test_what_is_read_beside_it_changes_nothing(reader: Reader) -> None:
    read = window(*SENTENCES)
    (alone,) = reader.read(QUESTION, [read])
    beside, _ = reader.read(QUESTION, [read, window(*SENTENCES * 3)])
    assert alone == beside


@given(st.text("ab -.é5", min_size=2, max_size=30), st.data())
def test_words_are_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = whole_words(text, Span(start, end), Span(0, len(text)))
    assert 0 <= words.start <= start < end <= words.end <= len(text)
    for at in words:
        assert not 0 < at < len(text) or not (text[at - 1].isalnum() and text[at].isalnum())


def test_the_question_and_the_lead_count(reader: Reader) -> None:
    read = window(*SENTENCES)
    (first,), (other,) = reader.read(QUESTION, [read]), reader.read("Who is Japan's king?", [read])
    (led,) = reader.read(QUESTION, [read._replace(lead="Fishing on the Moon")])
    assert first != other
    assert first != led


def test_a_word_that_is_cut_in_two_is_shown_as_far_as_its_sentence(reader: Reader) -> None:
    read = Window(TITLE, "We saw " + "x" * 1500, [Span(0, 707), Span(707, 1507)])
    (verdicts,) = reader.read("What did we see?", [read])
    check_verdicts(read, verdicts)


# Opening it


def test_a_model_without_tokens_is_not_known() -> None:
    with pytest.raises(ReaderUnavailable, match=r"^the reader was trained for another model"):
        open_reader(object())


def test_another_encoder_is_not_known(encoder: OnnxEmbedder) -> None:
    embedder = encoder._description["embedder"] | {"fingerprint": "0" * 64}
    other = OnnxEmbedder(encoder._folder, encoder._description | {"embedder": embedder})
    with pytest.raises(ReaderUnavailable, match=r"^the reader was trained for another model"):
        open_reader(other)


def test_an_encoder_that_does_not_say_where_its_word_vectors_are_is_not_read_with(
    encoder: OnnxEmbedder,
) -> None:
    """Indexes of former versions have such."""
    older = {k: v for k, v in encoder._description.items() if k != "word_vectors"}
    with pytest.raises(ReaderUnavailable, match=r"^the index has no word vectors: run casc-qa"):
        open_reader(OnnxEmbedder(encoder._folder, older))


def test_another_encoder_whose_tokenizer_puts_no_marks_around_a_text_is_not_known(
    encoder: OnnxEmbedder, tmp_path: Path
) -> None:
    """As those of T5 have none that opens a text."""
    tokenizer = json.loads((encoder._folder / TOKENIZER_NAME).read_bytes())
    (tmp_path / TOKENIZER_NAME).write_text(json.dumps(tokenizer | {"post_processor": None}))
    embedder = encoder._description["embedder"] | {"fingerprint": "0" * 64}
    other = OnnxEmbedder(tmp_path, encoder._description | {"embedder": embedder})
    assert other.token_numbers(["women"]) == [encoder.token_numbers(["women"])[0][1:-1]]
    with pytest.raises(ReaderUnavailable, match=r"^the reader was trained for another model"):
        open_reader(other)
