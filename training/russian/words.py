"""Trains a token for every Russian stem, for an encoder of which nothing else is changed.

A token begins as what its stem is translated by: the mean of the English tokens aligned with it.
Then whole Russian sentences are pulled towards the vectors of their translations, and away from
those of others: what is learned are the tokens' input vectors alone (Artetxe, Ruder and Yogatama,
"On the Cross-lingual Transferability of Monolingual Representations", 2020, learn them with a
masked language model; Reimers and Gurevych, "Making Monolingual Sentence Embeddings Multilingual",
2020, pull sentences).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from sentence_transformers import SentenceTransformer
from torch.nn import functional

from casc_qa.languages.cyrillic import WORD
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.russian.encoder_words import VECTORS_NAME, WORDS_NAME, RussianWords
from casc_qa.languages.russian.stems import stem
from training.russian.alignment import align
from training.russian.pairs import ENTRIES, OWN_TEXTS, PHP, WORDS, Pair

EPOCHS = 3
RATE = 1e-3
WARM_UP = 100  # steps
SCALE = 20.0  # of cosines in the contrastive loss
PULL = 5.0  # weight of the distance to the own translation
BATCH_TOKENS, BATCH_TEXTS = 6000, 512
LEAST_BATCH = 9  # texts; a smaller one has too few others to tell a translation from
BLOCK = 8192  # texts that are sorted by length, so that batches hold alike ones
SAME = 0.99  # cosine from which two translations count as one
LEAST_COUNT = 0.15  # of an alignment from which a token begins
OWN_TIMES = 3  # an own pair is seen in an epoch
PHP_SHARE = 0.4  # of the manual's sentences, which are many and much alike, in an epoch
LONGEST = 128  # tokens
SEED = 0

Vectors = NDArray[np.float32]


class Encoder:
    """The default model, read by token numbers."""

    def __init__(self, model: SentenceTransformer) -> None:
        """Freezes the weights of ``model``."""
        transformer: Any = model[0]
        self._body = transformer.auto_model.eval()
        for parameter in self._body.parameters():
            parameter.requires_grad_(False)
        self.table: torch.Tensor = self._body.get_input_embeddings().weight
        self._tokenizer: Any = model.tokenizer.backend_tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def english(self, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of texts, those around a text left out."""
        return [e.ids for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def mixed(self, text: str, words: RussianWords) -> list[int]:
        """Token numbers of a text with Russian words, as the program makes them."""
        first, *_, last = self._tokenizer.encode("").ids
        inside: list[int] = []
        for piece in words.pieces(text):
            inside += [piece] if isinstance(piece, int) else self.english([piece])[0]
        return [first, *inside[: LONGEST - 2], last]

    def whole(self, ids: list[int]) -> list[int]:
        """With the tokens around a text."""
        first, *_, last = self._tokenizer.encode("").ids
        return [first, *ids[: LONGEST - 2], last]

    def forward(self, ids: Sequence[Sequence[int]], table: torch.Tensor) -> torch.Tensor:
        """Unit vectors, shape (texts, dimension), of texts given as token numbers, whose input
        vectors are in ``table``.
        """
        width = max(map(len, ids))
        numbers = torch.zeros(len(ids), width, dtype=torch.long)
        mask = torch.zeros(len(ids), width, dtype=torch.long)
        for row, own in enumerate(ids):
            numbers[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        hidden = self._body(
            inputs_embeds=functional.embedding(numbers, table), attention_mask=mask
        ).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1)

    @torch.no_grad()
    def vectors(self, ids: Sequence[Sequence[int]], table: torch.Tensor | None = None) -> Vectors:
        """As ``forward``, of any number of texts."""
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        vectors = np.empty((len(ids), self.table.shape[1]), np.float32)
        for start in range(0, len(order), 64):
            rows = order[start : start + 64]
            chosen = self.table if table is None else table
            vectors[rows] = self.forward([ids[row] for row in rows], chosen).numpy()
        return vectors


def stems_of(pairs: Sequence[Pair]) -> list[str]:
    """The stems that get a token: of words and own texts all, of others what is there twice."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        each = 2 if pair.source in (WORDS, ENTRIES, OWN_TEXTS) else 1
        for word in WORD.findall(normalise_russian(pair.russian)):
            counts[stem(word)] += each
    return sorted(word for word, times in counts.items() if times > 1)


def first_vectors(pairs: Sequence[Pair], stems: Sequence[str], encoder: Encoder) -> Vectors:
    """The input vector that each stem begins with, shape (stems, dimension)."""
    number = {word: n for n, word in enumerate(stems)}
    english = encoder.english([pair.english for pair in pairs])
    sentences = []
    for pair, ids in zip(pairs, english, strict=True):
        numbers = (number.get(stem(w)) for w in WORD.findall(normalise_russian(pair.russian)))
        sentences.append(([n for n in numbers if n is not None], ids, pair.weight))
    table = encoder.table.numpy()
    links = align(sentences, len(stems), len(table))
    weight = np.where(links.counts < LEAST_COUNT, 0.0, links.score)
    sums = np.zeros((len(stems), table.shape[1]))
    for start in range(0, len(weight), 100_000):
        part = slice(start, start + 100_000)
        np.add.at(sums, links.source[part], weight[part, None] * table[links.target[part]])
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    usual = np.median(np.linalg.norm(table, axis=1))
    vectors: Vectors = (sums / np.maximum(length, 1e-9) * usual).astype(np.float32)
    return vectors


class Training:
    """What is trained on, as numbers."""

    def __init__(self, pairs: Sequence[Pair], stems: Sequence[str], encoder: Encoder) -> None:
        """``stems`` get a token each, behind those of ``encoder``."""
        self._encoder = encoder
        words = RussianWords(stems, len(encoder.table))
        self._texts = [encoder.mixed(pair.russian, words) for pair in pairs]
        english = encoder.english([pair.english for pair in pairs])
        different = {tuple(ids): row for row, ids in enumerate(dict.fromkeys(map(tuple, english)))}
        known = encoder.vectors([encoder.whole(list(ids)) for ids in different])
        self._targets = known[[different[tuple(ids)] for ids in english]]
        self._sources = np.array([pair.source for pair in pairs])
        self._random = np.random.default_rng(SEED)

    def run(self, start: Vectors) -> Iterator[Vectors]:
        """The trained input vectors, shape (stems, dimension), after each epoch; ``start`` are
        those that training begins with.
        """
        torch.manual_seed(SEED)
        added = torch.nn.Parameter(torch.from_numpy(start))
        optimiser = torch.optim.Adam([added], lr=RATE, betas=(0.9, 0.98))
        epochs = [list(self._batches()) for _ in range(EPOCHS)]
        steps, step, began = sum(map(len, epochs)), 0, time.monotonic()
        for batches in epochs:
            for rows in batches:
                step += 1
                for group in optimiser.param_groups:
                    group["lr"] = RATE * min(1, step / WARM_UP) * max(0.02, 1 - step / steps)
                loss = self._loss(rows, added)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()  # type: ignore[no-untyped-call]  # torch states none
                optimiser.step()
                if step % 50 == 0:
                    took = time.monotonic() - began
                    print(f"{step} of {steps}, loss {loss:.3f}, {took:.0f} s", file=sys.stderr)
            yield added.detach().numpy().copy()

    def _loss(self, rows: Sequence[int], added: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            table = torch.cat([self._encoder.table, added])
            vectors = self._encoder.forward([self._texts[row] for row in rows], table)
        vectors, wanted = vectors.float(), torch.from_numpy(self._targets[list(rows)])
        alike = wanted @ wanted.T > SAME
        alike.fill_diagonal_(False)
        scores = (SCALE * vectors @ wanted.T).masked_fill(alike, -1e4)
        own = (vectors * wanted).sum(1)
        apart = functional.cross_entropy(scores, torch.arange(len(rows)))
        return apart + PULL * (1 - own).mean()

    def _batches(self) -> Iterator[list[int]]:
        """Rows of an epoch in batches of like length, in random order."""
        rows = self._random.permutation(self._epoch())
        for start in range(0, len(rows), BLOCK):
            batches: list[list[int]] = [[]]
            for row in sorted(rows[start : start + BLOCK].tolist(), key=self._length):
                batch = batches[-1]
                full = self._length(row) * (len(batch) + 1) > BATCH_TOKENS
                if batch and (full or len(batch) == BATCH_TEXTS):
                    batches.append([])
                batches[-1].append(row)
            for number in self._random.permutation(len(batches)):
                if len(batches[number]) >= LEAST_BATCH:
                    yield batches[number]

    def _length(self, row: int) -> int:
        return len(self._texts[row])

    def _epoch(self) -> NDArray[np.int64]:
        """Rows of the texts of an epoch, some of them several times."""
        php = np.flatnonzero(self._sources == PHP)
        own = np.flatnonzero(self._sources == OWN_TEXTS)
        others = np.flatnonzero(~np.isin(self._sources, [PHP, OWN_TEXTS]))
        drawn = self._random.permutation(php)[: round(PHP_SHARE * len(php))]
        return np.concatenate([drawn, others, *[own] * OWN_TIMES])


def write_words(stems: Sequence[str], vectors: Vectors, folder: Path) -> float:
    """Writes words.txt and words.safetensors into ``folder``, a byte a number and a scale a row;
    gives the share of the vectors' length that is lost by rounding.
    """
    scales = np.abs(vectors).max(axis=1).clip(1e-9) / 127
    rounded = np.round(vectors / scales[:, None])
    (folder / WORDS_NAME).write_bytes("".join(f"{word}\n" for word in stems).encode())
    arrays = {"vectors": rounded.astype(np.int8), "scales": scales.astype(np.float32)}
    (folder / VECTORS_NAME).write_bytes(save(arrays))
    return float(np.linalg.norm(vectors - rounded * scales[:, None]) / np.linalg.norm(vectors))
