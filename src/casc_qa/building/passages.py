"""Cuts the documents of a corpus into passages, and numbers their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.index.contents.passages import PassageTable, build_table
from casc_qa.text.chunking import ChunkedPassage, chunk, chunked_before

if TYPE_CHECKING:
    from casc_qa.building.reuse import KnownDocuments
    from casc_qa.config import PassageSettings
    from casc_qa.embedding import Embedder
    from casc_qa.loaders import Read
    from casc_qa.types import Document, Passage, Report


class ChunkedCorpus(NamedTuple):
    """All documents in passages."""

    table: PassageTable
    """The passages, and the one numbering of their sentences."""
    texts: Sequence[str]
    """Of each passage, in the order of the table: its words after its context."""
    sentences: Sequence[Sequence[str]]
    """Of each document that has passages, its sentences, in the order of their numbers."""


def chunk_corpus(
    read: Read,
    before: KnownDocuments | None,
    embedder: Embedder,
    settings: PassageSettings,
    report: Report,
) -> ChunkedCorpus:
    """The passages of all documents; those that were known ``before`` are not cut again."""
    texts: list[str] = []

    def passages() -> Iterator[Passage]:
        # One at a time: the table holds them in a fraction of the memory.
        for chunked in _chunked(read, before, embedder, settings, report):
            texts.append(chunked.text)
            yield chunked.passage

    table = build_table([document.doc_id for document in read.documents], passages())
    return ChunkedCorpus(table, texts, _sentences(table, read.documents))


def _chunked(
    read: Read,
    before: KnownDocuments | None,
    embedder: Embedder,
    settings: PassageSettings,
    report: Report,
) -> Iterator[ChunkedPassage]:
    """Document after document."""
    most = min(settings.max_tokens, embedder.info.window)
    for number, document in enumerate(read.documents, 1):
        known = before.passages(document.doc_id) if before else None
        if known is not None:
            yield from chunked_before(document, known, embedder.count_tokens, most)
        else:
            yield from chunk(
                document,
                embedder.count_tokens,
                most,
                settings.overlap_sentences,
                settings.max_sentence_chars,
                read.sentences.get(document.doc_id),
            )
        report("cutting into passages", number, len(read.documents))


def _sentences(table: PassageTable, documents: Sequence[Document]) -> list[list[str]]:
    """The texts of the table's sentences, a list a document that has any."""
    sentences = (
        [span.of(document.text) for span in table.sentences_of(document.doc_id)]
        for document in documents
    )
    return [own for own in sentences if own]
