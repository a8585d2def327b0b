"""Makes every file of a generation but its manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.index.contents.arrays import as_npy
from casc_qa.index.contents.boilerplate import Boilerplate, boilerplate_flags
from casc_qa.index.contents.passages import PassageKeys, PassageTable
from casc_qa.index.contents.postings import Lexical
from casc_qa.index.contents.records import dump_documents
from casc_qa.index.contents.report import dump_report
from casc_qa.index.contents.spellings import Spellings
from casc_qa.index.generation import GLOSSARY_NAME, KEYS_NAME
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.languages.glossary import dump_glossary, preferring
from casc_qa.text.tokens import tokens

if TYPE_CHECKING:
    from casc_qa.building.passages import ChunkedCorpus
    from casc_qa.building.reuse import Embedded
    from casc_qa.loaders import Read
    from casc_qa.types import Vectors

_SAMPLES = 5
_QUERIES = 512  # sentences that the recall of vectors is measured with


class GenerationFiles(NamedTuple):
    """The files of a generation, and what its manifest says of them."""

    files: Mapping[str, bytes]
    """File name to bytes."""
    search: Mapping[str, str | int | float]
    """How the vectors are searched, for the manifest."""
    counts: Mapping[str, int]
    """How many documents and passages there are, for the manifest."""
    samples: Mapping[str, Vectors]
    """passage_id to unit vector, shape (dimension,), of a few passages."""


def make_generation_files(read: Read, corpus: ChunkedCorpus, embedded: Embedded) -> GenerationFiles:
    """Of the documents that were read, in passages, embedded."""
    table = corpus.table
    keys = PassageKeys(table)
    postings = Lexical.build(keys, [tokens(text) for text in corpus.texts])
    queries = embedded.sentences.drawn(_QUERIES)  # the closest thing to questions that we have
    store = FaissStore.build(keys, embedded.passages, queries)
    boilerplate = boilerplate_flags(corpus.sentences, embedded.keys[len(table) :])
    has_words = _has_words(postings.vocabulary)
    files = {
        **dump_documents(read.documents),
        **dump_report(read.outcomes, read.documents, table),
        **table.save(),
        **postings.save(),
        **store.save(),
        **embedded.sentences.save(),
        **Spellings.build(postings.vocabulary).save(),
        GLOSSARY_NAME: dump_glossary(preferring(read.glossary, has_words)),
        **Boilerplate.build(boilerplate, table).save(),
        KEYS_NAME: as_npy(embedded.keys),
    }
    counts = {"documents": len(read.documents), "passages": len(table)}
    return GenerationFiles(files, store.describe(), counts, _samples(table, embedded.passages))


def _has_words(vocabulary: Collection[str]) -> Callable[[str], bool]:
    """Whether the documents have every word of a form."""
    return lambda form: all(token in vocabulary for token in tokens(form))


def _samples(table: PassageTable, vectors: Vectors) -> dict[str, Vectors]:
    """passage_id to vector, evenly from all; copies, so that the others need not be kept."""
    rows = range(0, len(table), max(1, len(table) // _SAMPLES))
    return {table.key(row): vectors[row].copy() for row in rows}
