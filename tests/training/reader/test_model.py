"""The network in training: what it holds, what is trained, and what its numbers are read as."""

from __future__ import annotations

import torch

from training.reader.encoder import Encoder
from training.reader.model import Reader, scores


def test_the_table_of_word_vectors_stays_outside(reader: Reader, encoder: Encoder) -> None:
    assert encoder.table.shape[1] == 384
    assert encoder.table.shape[0] > 30_522  # the model's own tokens, and those made for Russian
    assert torch.equal(encoder.table, encoder.layers.get_input_embeddings().weight)
    sizes = {name: parameter.numel() for name, parameter in reader.named_parameters()}
    assert max(sizes.values()) < 1_000_000
    assert not any("word_embeddings" in name or "pooler" in name for name in sizes)


def test_layers_and_heads_are_trained_and_nothing_is_dropped(reader: Reader) -> None:
    trained = {name for name, p in reader.named_parameters() if p.requires_grad}
    still = {name for name, p in reader.named_parameters() if not p.requires_grad}
    assert {"heads.weight", "heads.bias"} < trained
    assert all(name.startswith("encoder.embeddings.") for name in still)
    assert still
    vectors, ones = torch.rand(2, 9, 384), torch.ones(2, 9, dtype=torch.long)
    reader.train()
    assert torch.equal(reader(vectors, ones, ones), reader(vectors, ones, ones))


def test_what_is_padded_changes_nothing(reader: Reader) -> None:
    vectors, ones = torch.rand(1, 9, 384), torch.ones(1, 9, dtype=torch.long)
    padded = torch.cat([vectors, torch.rand(1, 5, 384)], 1)
    mask = torch.cat([ones, torch.zeros(1, 5, dtype=torch.long)], 1)
    with torch.no_grad():
        alone = reader(vectors, ones, ones)
        beside = reader(padded, torch.ones_like(mask), mask)
    assert alone.shape == (1, 9, 4)
    assert torch.allclose(alone, beside[:, :9], atol=1e-5)


def test_the_encoder_is_copied(reader: Reader, encoder: Encoder) -> None:
    with torch.no_grad():
        for parameter in reader.encoder.parameters():
            parameter.add_(1.0)
    again = Reader(encoder.layers)
    own = dict(reader.encoder.named_parameters())
    for name, parameter in again.encoder.named_parameters():
        assert torch.allclose(own[name], parameter + 1)


def test_a_sentence_is_worth_the_mean_of_its_tokens() -> None:
    # heads: start, end, sentence, silence
    numbers = torch.tensor(
        [[[1.0, 5, 0, 9], [2, 6, 3, 8], [3, 7, 5, 7], [4, 8, 10, 6]]], dtype=torch.float32
    )
    means = torch.tensor([[[0, 0.5, 0.5, 0], [0, 0, 0, 1]]])
    made = scores(numbers, means)
    assert made.sentences.tolist() == [[4, 10]]
    assert made.silence.tolist() == [9]  # of the first token
    assert made.start.tolist() == [[1, 2, 3, 4]]
    assert made.end.tolist() == [[5, 6, 7, 8]]
