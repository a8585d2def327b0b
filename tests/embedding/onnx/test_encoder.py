"""Where tokens stand, and their word vectors."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casc_qa.embedding.models import ModelFiles
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder
from casc_qa.errors import ModelError
from casc_qa.languages.russian.encoder_words import read_vectors, trained_files_folder
from casc_qa.types import Span
from helpers.texts import TEXTS

OWN_TOKENS = 30_522  # of the model; those of Russian words follow
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЁЙїўқ \u0301.-aZ5’\n"


def check_tokens(encoder: OnnxEmbedder, text: str) -> None:
    """They are those that ``token_numbers`` gives, in order, each a slice of the text."""
    numbers, spans = encoder.locate_tokens(text)
    (expected,) = encoder.token_numbers([text])
    assert numbers == expected[1:-1]
    assert len(spans) == len(numbers)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert not any(span.of(text).isspace() for span in spans)


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_of_texts(exported: OnnxEmbedder, text: str) -> None:
    check_tokens(exported, text)


@given(st.text(max_size=60))
@example("ﬁne ½ № ①")
@settings(max_examples=300)
def test_tokens_of_any_text(exported: OnnxEmbedder, text: str) -> None:
    """Between words in Cyrillic letters nothing is normalised, so such texts are left to the
    next.
    """
    if unicodedata.is_normalized("NFKC", text) or not any("\u0400" <= c < "\u0500" for c in text):
        check_tokens(exported, text)


@given(st.text(CYRILLIC, max_size=60))
@example("цифровиза\u0301ция UNODC, Хзбра\u0301кт")
@settings(max_examples=300)
def test_tokens_of_texts_in_cyrillic_letters(exported: OnnxEmbedder, text: str) -> None:
    check_tokens(exported, text)
    decomposed = unicodedata.normalize("NFD", text)
    assert exported.locate_tokens(decomposed)[0] == exported.locate_tokens(text)[0]


@given(
    st.lists(st.sampled_from(["the", "training", "gathered", "53", "women", ".", "(", "–", "a"]))
)
def test_a_slice_is_the_token(exported: OnnxEmbedder, words: list[str]) -> None:
    text = "  ".join(words).upper()
    numbers, spans = exported.locate_tokens(text)
    assert [span.of(text).lower() for span in spans] == words
    assert [exported._tokenizer.id_to_token(number) for number in numbers] == words


def test_pieces_of_a_word_stand_side_by_side(exported: OnnxEmbedder) -> None:
    _, spans = exported.locate_tokens("in Tashkentization’s")
    assert [a.end for a in spans[1:-3]] == [b.start for b in spans[2:-2]]
    assert (spans[1].start, spans[-1].end) == (3, 20)
    assert len(spans) > 5


@pytest.mark.parametrize("word", ["участника", "участни\u0301ками", "УЧАСТНИКОВ", "бои\u0306"])
def test_a_known_word_is_one_token(exported: OnnxEmbedder, word: str) -> None:
    numbers, spans = exported.locate_tokens(f"«{word}»?")
    end = 1 + len(word)
    assert spans == [Span(0, 1), Span(1, end), Span(end, end + 1), Span(end + 1, end + 2)]
    assert [number >= OWN_TOKENS for number in numbers] == [False, True, False, False]


@pytest.mark.parametrize("word", ["Хзбракт", "Чабумова", "Кабумо", "Щхы\u0301зб"])
def test_a_word_in_latin_letters_stands_where_the_whole_word_does(
    exported: OnnxEmbedder, word: str
) -> None:
    """Which of its letters a token has, nobody can say once they are other letters."""
    numbers, spans = exported.locate_tokens(f"— {word}.")
    assert len(numbers) > 3
    assert max(numbers) < OWN_TOKENS
    assert set(spans[1:-1]) == {Span(2, 2 + len(word))}


def test_special_tokens(exported: OnnxEmbedder) -> None:
    assert exported.token_numbers([""]) == [list(exported.special_tokens())]
    names = [exported._tokenizer.id_to_token(number) for number in exported.special_tokens()]
    assert names == ["[CLS]", "[SEP]"]


def test_word_vectors_are_those_of_the_model(exported: OnnxEmbedder, packaged: ModelFiles) -> None:
    original = SentenceTransformerEmbedder(packaged)
    table = original.model[0].auto_model.get_input_embeddings().weight.detach().numpy()
    rows = np.random.default_rng(1).integers(OWN_TOKENS, size=200).tolist()
    rows += [0, OWN_TOKENS - 1, 0]
    vectors = exported.word_vectors(rows)
    assert vectors.dtype == np.float32
    assert vectors.tobytes() == table[rows].tobytes()
    russian = read_vectors(trained_files_folder())
    everything = exported.word_vectors(range(OWN_TOKENS + len(russian)))
    assert everything[:OWN_TOKENS].tobytes() == table.tobytes()
    assert everything[OWN_TOKENS:].tobytes() == russian.tobytes()


def test_no_tokens_no_vectors(exported: OnnxEmbedder) -> None:
    assert exported.word_vectors([]).shape == (0, exported.info.dimension)
    assert exported.locate_tokens("") == ([], [])


@pytest.mark.parametrize(
    "table", [None, {"offset": 1 << 40, "rows": 5}, {"offset": 0, "rows": 1 << 24}]
)
def test_word_vectors_that_are_not_there(
    exported: OnnxEmbedder, table: dict[str, int] | None
) -> None:
    others = {k: v for k, v in exported._description.items() if k != "word_vectors"}
    description = others | ({"word_vectors": table} if table else {})
    with pytest.raises(ModelError, match="make it again with: casc-qa index") as caught:
        OnnxEmbedder(exported._folder, description).word_vectors([1])
    assert "\n" not in str(caught.value)
