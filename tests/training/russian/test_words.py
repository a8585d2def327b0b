"""Tokens for Russian stems, trained on a handful of pairs with the real encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from casc_qa.embedding.models import find_model
from casc_qa.languages.russian.encoder_words import RussianWords, read_vectors, read_words
from helpers.parallel import TrainingData
from training.russian.pairs import Pair, gather
from training.russian.words import Encoder, Training, first_vectors, stems_of, write_words


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    files = find_model(None, Path())
    assert files is not None
    return SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)


@pytest.fixture
def encoder(model: SentenceTransformer) -> Encoder:
    return Encoder(model)


def test_a_stem_gets_a_token_when_it_is_there_twice() -> None:
    pairs = [
        Pair("Dogs run.", "Собаки бегут.", "tatoeba-test.tsv", 1.0),
        Pair("A dog is here.", "Собака тут.", "tatoeba-test.tsv", 1.0),
        Pair("cat", "кошка", "dictionary", 1.5),
    ]
    assert stems_of(pairs) == ["кошк", "собак"]


def test_the_encoder_gives_what_the_library_gives(
    model: SentenceTransformer, encoder: Encoder
) -> None:
    texts = ["The river is deep.", "A bridge crosses it, and more than one."]
    ours = encoder.vectors([encoder.whole(ids) for ids in encoder.english(texts)])
    theirs = model.encode(texts, normalize_embeddings=True)
    assert np.allclose(ours, theirs, atol=1e-5)


def test_a_token_begins_as_what_its_stem_is_translated_by(encoder: Encoder) -> None:
    pairs = [Pair("river", "река", "dictionary", 1.5), Pair("bridge", "мост", "dictionary", 1.5)]
    vectors = first_vectors(pairs, ["мост", "рек"], encoder)
    table = encoder.table.numpy()
    for row, english in enumerate(("bridge", "river")):
        (number,) = encoder.english([english])[0]
        cosine = vectors[row] @ table[number] / np.linalg.norm(table[number])
        length = np.linalg.norm(vectors[row])
        assert cosine / length == pytest.approx(1, abs=1e-5)
        assert length == pytest.approx(np.median(np.linalg.norm(table, axis=1)), rel=1e-5)


def test_training_pulls_sentences_to_their_translations(
    data: TrainingData, encoder: Encoder
) -> None:
    pairs = gather(*data)
    stems = stems_of(pairs)
    start = first_vectors(pairs, stems, encoder)
    epochs = list(Training(pairs, stems, encoder).run(start.copy()))
    assert [vectors.shape for vectors in epochs] == [start.shape] * 3
    again = list(Training(pairs, stems, encoder).run(start.copy()))
    assert all(np.array_equal(one, other) for one, other in zip(epochs, again, strict=True))

    def cosine(added: np.ndarray) -> float:
        """Mean, of each own sentence and its translation."""
        own = [pair for pair in pairs if pair.source == "own"]
        words = RussianWords(stems, len(encoder.table))
        table = torch.cat([encoder.table, torch.from_numpy(added)])
        russian = encoder.vectors([encoder.mixed(pair.russian, words) for pair in own], table)
        english = encoder.english([pair.english for pair in own])
        return float((russian * encoder.vectors([*map(encoder.whole, english)])).sum(1).mean())

    assert cosine(epochs[-1]) > cosine(start) > 0.3


def test_words_are_written_as_they_are_read(tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).normal(size=(2, 384)).astype(np.float32)
    lost = write_words(["мост", "рек"], vectors, tmp_path)
    read = read_vectors(tmp_path)
    assert np.linalg.norm(read - vectors) / np.linalg.norm(vectors) == pytest.approx(lost, rel=1e-3)
    assert lost < 0.01
    words = read_words(tmp_path / "words.txt", 1000)
    assert [piece for piece in words.pieces("Рекой") if piece] == [1001]
