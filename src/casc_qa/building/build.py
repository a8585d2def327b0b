"""The building stream: files -> documents -> passages -> vectors and postings -> index."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.building.fingerprint import Fingerprint, chunking_settings, token_settings
from casc_qa.building.reuse import Embedded, KnownDocuments, embed, known_generation
from casc_qa.config import DocumentSettings, PassageSettings
from casc_qa.embedding.bulk import fastest
from casc_qa.embedding.encoders import is_genuine, is_ready, prepare_encoder, settle_encoder
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.errors import CorpusError
from casc_qa.index import FORMAT_VERSION, building, current_manifest, publish, reuse
from casc_qa.index.contents.arrays import as_npy
from casc_qa.index.contents.boilerplate import Boilerplate, boilerplate_flags
from casc_qa.index.contents.passages import PassageKeys, build_table
from casc_qa.index.contents.postings import Lexical
from casc_qa.index.contents.records import dump_documents
from casc_qa.index.contents.report import dump_report
from casc_qa.index.contents.spellings import Spellings
from casc_qa.index.generation import GLOSSARY_NAME, KEYS_NAME
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.languages.terms import dump_glossary, preferring
from casc_qa.loaders import SOURCES_NAME, BeirCorpus, Corpus, FolderCorpus, Read, fingerprint
from casc_qa.text.chunking import ChunkedPassage, chunk, chunked_before
from casc_qa.text.tokens import tokens
from casc_qa.types import Document, FileOutcome, Manifest, Report, Skipped, Span

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index import Generation

_SAMPLES = 5
_QUERIES = 512  # sentences that the recall of vectors is measured with


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What ``build_index`` did."""

    manifest: Manifest
    unchanged: bool
    """The index was up to date and nothing was written."""
    outcomes: tuple[FileOutcome, ...]
    """What became of each file of the corpus."""
    reused: int = 0
    """How many passages and sentences kept the vectors that they had."""


def build_index(
    corpus: Path | str,
    index: Path | str,
    model: str | None = None,
    passages: PassageSettings | None = None,
    documents: DocumentSettings | None = None,
    report: Report = lambda what, done, total: None,
) -> BuildResult:
    """Brings the index in ``index`` up to date with the documents in ``corpus``.

    ``model`` is None for the default, a local folder, or a hub name, whose one download
    ``report`` announces. Files that can't be read are skipped, and named in report.json beside the
    manifest. Raises CascQaError; what was published before then still serves.
    """
    index, chosen = Path(index), documents or DocumentSettings()
    place = Path(os.path.realpath(corpus))
    if Path(os.path.realpath(index)) in (place, *place.parents):
        raise CorpusError(
            f"The corpus {corpus} lies in the index folder {index}: keep the documents elsewhere."
        )
    read_from = FolderCorpus(Path(corpus), index, chosen)
    columns = {"columns": json.dumps(asdict(chosen.columns))}
    return _build(read_from, index, model, passages, columns, report)


def build_beir_index(
    folder: Path | str,
    index: Path | str,
    model: str | None = None,
    passages: PassageSettings | None = None,
    report: Report = lambda what, done, total: None,
) -> BuildResult:
    """As ``build_index``, of the documents in a BEIR folder's corpus.jsonl."""
    return _build(BeirCorpus(Path(folder)), Path(index), model, passages, {}, report)


def _build(
    corpus: Corpus,
    index: Path,
    model: str | None,
    passages: PassageSettings | None,
    reading: Mapping[str, str],
    report: Report,
) -> BuildResult:
    settings = passages or PassageSettings()
    with building(index):
        hashes = corpus.hashes()
        found = find_model(model, index) or _downloaded(str(model), index, report)
        recipe = Fingerprint(found, {**chunking_settings(settings), **reading}, token_settings())
        genuine = is_genuine(found, index, report)
        if genuine and (published := reuse(index, recipe.generation(hashes))):
            return _unchanged(published, found, index, report)

        known = known_generation(index, found.fingerprint) if genuine else None
        same_reading = known and recipe.reads_alike(known.manifest, hashes)
        before = KnownDocuments(known) if known and same_reading else None
        read = corpus.read(report, before)
        hashes = {**hashes, **read.hashes}  # should a file have changed since it was hashed
        if genuine and (published := reuse(index, recipe.generation(hashes))):
            return _unchanged(published, found, index, report)
        if not read.documents:
            raise CorpusError(_nothing_readable(corpus.path, _skipped(read)))
        embedder, described = prepare_encoder(found, index, report)
        made = _chunk(read, before, embedder, settings, report)
        if not made:
            raise CorpusError(
                f"The documents in {corpus.path} hold no words: nothing can be asked."
            )
        computing = _Computing(found, embedder)
        sentences = _sentences(read.documents, made)
        embedded = embed(
            [c.text for c in made],
            list(chain.from_iterable(sentences)),
            computing.embedder_for,
            known,
            report,
        )
        files, search = _files(read, made, sentences, embedded)
        counts = {"documents": len(read.documents), "passages": len(made)}
        samples = {
            made[row].passage.passage_id: embedded.passages[row] for row in _sample_rows(len(made))
        }
        reused = embedded.reused
        del made, sentences, embedded  # their files are in memory too by now
        publish(
            index,
            Manifest(
                format_version=FORMAT_VERSION,
                generation=recipe.generation(hashes),
                created_at=datetime.now(UTC).isoformat(timespec="microseconds"),
                corpus={
                    "path": str(corpus.path.resolve()),
                    "fingerprint": fingerprint(hashes),
                    "sources": hashes.get(SOURCES_NAME, ""),
                },
                counts=counts,
                embedder={**described, "computed_in": computing.computed_in},
                chunking=recipe.chunking,
                tokens=recipe.tokens,
                search=search,
                skipped=tuple(_skipped(read)),
                notes=(*read.notes, *_encoder_notes(described)),
            ),
            files,
            samples,
        )
        settle_encoder(found, index, report)
        return BuildResult(current_manifest(index), False, tuple(read.outcomes), reused=reused)


def _unchanged(
    published: Generation, found: ModelFiles, index: Path, report: Report
) -> BuildResult:
    if not is_ready(published.manifest.embedder, index):
        prepare_encoder(found, index, report)
    return BuildResult(published.manifest, True, tuple(published.outcomes()))


class _Computing:
    """Chooses what embeds, and remembers what it computed in."""

    def __init__(self, files: ModelFiles, embedder: Embedder) -> None:
        self._files, self._embedder = files, embedder
        self.computed_in = "float32"

    def embedder_for(self, texts: Sequence[str]) -> Embedder:
        """The fastest for these."""
        chosen, self.computed_in = fastest(self._files, self._embedder, texts)
        return chosen


def _skipped(read: Read) -> list[Skipped]:
    """The files that can't be read."""
    return [Skipped(o.path, str(o.reason)) for o in read.outcomes if o.outcome == "skipped"]


def _encoder_notes(described: Mapping[str, str | int | float]) -> Iterator[str]:
    if reason := described.get("not_exported"):
        yield (
            f"Questions go through sentence-transformers, which takes seconds to load, because "
            f"the model {described['name']} can't be exported: {reason}."
        )


def _downloaded(model: str, index: Path, report: Report) -> ModelFiles:
    from casc_qa.embedding.hub import download_model

    report(f"downloading the model {model} from its hub", 0, 0)
    download_model(model, index)
    found = find_model(model, index)
    assert found is not None  # noqa: S101  # it was downloaded just now
    return found


def _nothing_readable(corpus: Path, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return f"The corpus folder {corpus} holds no documents: put files there."
    return (
        f"None of the {len(skipped)} files in {corpus} can be read; "
        f"the first, {skipped[0].path}: {skipped[0].reason}."
    )


def _chunk(
    read: Read,
    before: KnownDocuments | None,
    embedder: Embedder,
    settings: PassageSettings,
    report: Report,
) -> list[ChunkedPassage]:
    """The passages of all documents; those that were known before are not cut again."""
    made: list[ChunkedPassage] = []
    most = min(settings.max_tokens, embedder.info.window)
    for number, document in enumerate(read.documents, 1):
        known = before.passages(document.doc_id) if before else None
        if known is not None:
            made += chunked_before(document, known, embedder.count_tokens, most)
        else:
            made += chunk(
                document,
                embedder.count_tokens,
                most,
                settings.overlap_sentences,
                settings.max_sentence_chars,
                read.sentences.get(document.doc_id),
            )
        report("cutting into passages", number, len(read.documents))
    return made


def _sentences(documents: Sequence[Document], made: Sequence[ChunkedPassage]) -> list[list[str]]:
    """Of each document that has passages, its sentences, each once, in the order of their
    numbers.
    """
    texts = {document.doc_id: document.text for document in documents}
    found: list[list[str]] = []
    before: tuple[str, set[Span]] = ("", set())
    for passage, _ in made:
        if before[0] != passage.doc_id:
            before = passage.doc_id, set()
            found.append([])
        for span in passage.sentences:
            if span not in before[1]:
                found[-1].append(span.of(texts[passage.doc_id]))
        before[1].update(passage.sentences)
    return found


def _files(
    read: Read,
    made: Sequence[ChunkedPassage],
    sentences: Sequence[Sequence[str]],
    embedded: Embedded,
) -> tuple[Mapping[str, bytes], Mapping[str, str | int | float]]:
    """Every file of the generation but its manifest; and how the vectors are searched."""
    passages = [c.passage for c in made]
    table = build_table([d.doc_id for d in read.documents], passages)
    keys = PassageKeys(table)
    postings = Lexical.build(keys, [tokens(c.text) for c in made])
    queries = embedded.sentences.drawn(_QUERIES)  # the likest to questions that there are
    store = FaissStore.build(keys, embedded.passages, queries)
    marked = boilerplate_flags(sentences, embedded.keys[len(made) :])
    files = {
        **dump_documents(read.documents),
        **dump_report(read.outcomes, read.documents, passages),
        **table.save(),
        **postings.save(),
        **store.save(),
        **embedded.sentences.save(),
        **Spellings.build(postings.vocabulary).save(),
        GLOSSARY_NAME: dump_glossary(preferring(read.glossary, _said_by(postings.vocabulary))),
        **Boilerplate.build(marked, table).save(),
        KEYS_NAME: as_npy(embedded.keys),
    }
    return files, store.describe()


def _said_by(vocabulary: Collection[str]) -> Callable[[str], bool]:
    """Whether the documents have every word of a form."""
    return lambda form: all(token in vocabulary for token in tokens(form))


def _sample_rows(count: int) -> range:
    return range(0, count, max(1, count // _SAMPLES))
