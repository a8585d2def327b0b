"""Passages and sentences of a whole corpus, in one numbering."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.building.passages import chunk_corpus
from casc_qa.config import PassageSettings
from casc_qa.loaders import Read
from casc_qa.text.chunking import chunk
from casc_qa.types import Document, EmbedderInfo

TEXTS = st.lists(
    st.sampled_from(["One word. ", "Two, three; ", "\n\n", " ", "Ms. A said “no”. ", "Нет. ", "…"]),
    max_size=30,
).map("".join)


class Words:
    """A stand-in for an encoder that counts words, and embeds nothing."""

    info = EmbedderInfo("words", "0" * 64, 8, 12)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [2 + len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        raise NotImplementedError

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        raise NotImplementedError


@given(st.lists(TEXTS, max_size=4))
def test_every_passage_finds_its_sentences_by_their_numbers(texts: list[str]) -> None:
    documents = [
        Document(f"{number}.txt", "T", text, "0" * 64, "decoded utf-8", language="en")
        for number, text in enumerate(texts)
    ]
    progress: list[tuple[str, int, int]] = []
    settings = PassageSettings(max_tokens=12)
    corpus = chunk_corpus(
        Read(documents), None, Words(), settings, lambda *step: progress.append(step)
    )
    expected = [
        list(
            chunk(
                document,
                Words().count_tokens,
                12,
                settings.overlap_sentences,
                settings.max_sentence_chars,
            )
        )
        for document in documents
    ]
    chunked = list(chain.from_iterable(expected))
    assert list(corpus.table.values()) == [c.passage for c in chunked]
    assert list(corpus.texts) == [c.text for c in chunked]
    assert len(corpus.sentences) == sum(map(bool, expected))
    sentences = list(chain.from_iterable(corpus.sentences))
    assert len(sentences) == corpus.table.sentence_count
    text_of = {document.doc_id: document.text for document in documents}
    for key, passage in corpus.table.items():
        first = corpus.table.first_sentence(key)
        own = [span.of(text_of[passage.doc_id]) for span in passage.sentences]
        assert sentences[first : first + len(own)] == own
    assert progress == [("cutting into passages", n, len(texts)) for n in range(1, len(texts) + 1)]
