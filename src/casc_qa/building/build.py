"""The building stream: files -> documents -> passages -> vectors and postings -> index."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.building.fingerprint import Fingerprint, chunking_settings, token_settings
from casc_qa.building.generation_files import GenerationFiles, make_generation_files
from casc_qa.building.passages import ChunkedCorpus, chunk_corpus
from casc_qa.building.reuse import Embedded, KnownDocuments, embed, known_generation
from casc_qa.config import DocumentSettings, PassageSettings
from casc_qa.embedding.bulk import fastest
from casc_qa.embedding.encoders import (
    Prepared,
    is_genuine,
    is_ready,
    prepare_encoder,
    settle_encoder,
)
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.errors import CorpusError
from casc_qa.index.current import current_manifest
from casc_qa.index.manifest import FORMAT_VERSION
from casc_qa.index.publish import build_lock, publish, reactivate
from casc_qa.loaders import (
    SOURCES_NAME,
    BeirCorpus,
    Corpus,
    FolderCorpus,
    Read,
    corpus_fingerprint,
)
from casc_qa.system.steps import step
from casc_qa.types import FileOutcome, Manifest, Report, Skipped

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index.generation import Generation


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


class EmbedderSource(NamedTuple):
    """Where a build gets what embeds its texts; a benchmark that needs no real vectors brings
    stand-ins.
    """

    prepare: Callable[[ModelFiles, Path, Report], Prepared] = prepare_encoder
    """Opens a model for an index."""
    choose: Callable[[ModelFiles, Embedder, Sequence[str]], tuple[Embedder, str]] = fastest
    """Of a model, what was prepared and the texts: what embeds these, and what it computes in."""


FROM_MODEL = EmbedderSource()
"""The encoder of the model, or what is faster on this machine."""


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
    folder = Path(os.path.realpath(corpus))
    if Path(os.path.realpath(index)) in (folder, *folder.parents):
        raise CorpusError(
            f"The corpus {corpus} lies in the index folder {index}: keep the documents elsewhere."
        )
    read_from = FolderCorpus(Path(corpus), index, chosen)
    reading = {"columns": json.dumps(asdict(chosen.columns)), **read_from.helpers}
    return build_from(read_from, index, model, passages, reading, report)


def build_beir_index(
    folder: Path | str,
    index: Path | str,
    model: str | None = None,
    passages: PassageSettings | None = None,
    report: Report = lambda what, done, total: None,
) -> BuildResult:
    """As ``build_index``, of the documents in a BEIR folder's corpus.jsonl."""
    return build_from(BeirCorpus(Path(folder)), Path(index), model, passages, {}, report)


def build_from(
    corpus: Corpus,
    index: Path,
    model: str | None,
    passages: PassageSettings | None,
    reading: Mapping[str, str],
    report: Report,
    embedders: EmbedderSource = FROM_MODEL,
) -> BuildResult:
    """As ``build_index``, of any source of documents: holds the index while it is brought up to
    date. ``reading`` are the settings that shape what is read of a file. Raises CascQaError.
    """
    settings = passages or PassageSettings()
    with build_lock(index):
        with step("files compared"):
            hashes = corpus.hashes()
        files = find_model(model, index) or _downloaded(str(model), index, report)
        fingerprint = Fingerprint(
            files, {**chunking_settings(settings), **reading}, token_settings()
        )
        genuine = is_genuine(files, index, report)
        build = _Build(corpus, index, settings, fingerprint, genuine, report, embedders)
        return build.reuse_published(hashes) or build.build_new(hashes)


class _Results(NamedTuple):
    """What a build has made of the documents, all in memory yet."""

    generation: GenerationFiles
    embedder: Mapping[str, str | int | float]
    """For the manifest."""
    reused: int
    """How many passages and sentences kept the vectors that they had."""


@dataclass(frozen=True, slots=True)
class _Build:
    """One build that holds the index: what it works with, and its steps."""

    corpus: Corpus
    index: Path
    settings: PassageSettings
    fingerprint: Fingerprint
    is_genuine: bool
    """Nothing in the index was computed with an encoder that this program does not make."""
    report: Report
    embedders: EmbedderSource

    def reuse_published(self, hashes: Mapping[str, str]) -> BuildResult | None:
        """Puts the generation of files with these hashes to use, where it is there and sound."""
        if not self.is_genuine:
            return None
        published = reactivate(self.index, self.fingerprint.generation(hashes))
        if published is None:
            return None
        if not is_ready(published.manifest.embedder, self.index):
            self.embedders.prepare(self.fingerprint.model, self.index, self.report)
        return BuildResult(published.manifest, True, tuple(published.outcomes()))

    def build_new(self, hashes: Mapping[str, str]) -> BuildResult:
        """Reads the corpus and publishes what it holds."""
        known = self._known()
        before = self._known_documents(known, hashes)
        with step("documents read"):
            read = self.corpus.read(self.report, before)
        hashes = {**hashes, **read.hashes}  # should a file have changed since it was hashed
        if result := self.reuse_published(hashes):
            return result
        if not read.documents:
            raise CorpusError(_nothing_readable(self.corpus.path, _skipped(read)))
        results = self._compute(read, before, known)
        manifest = self._manifest(read, hashes, results)
        with step("index published", files=len(results.generation.files)):
            publish(self.index, manifest, results.generation.files, results.generation.samples)
            settle_encoder(self.fingerprint.model, self.index, self.report)
        return BuildResult(
            current_manifest(self.index), False, tuple(read.outcomes), results.reused
        )

    def _known(self) -> Generation | None:
        """The generation whose vectors may be used again."""
        if not self.is_genuine:
            return None
        return known_generation(self.index, self.fingerprint.model.fingerprint)

    def _known_documents(
        self, known: Generation | None, hashes: Mapping[str, str]
    ) -> KnownDocuments | None:
        """The documents of ``known``, where the same bytes would be read alike today."""
        if known is None or not self.fingerprint.reads_alike(known.manifest, hashes):
            return None
        return KnownDocuments(known)

    def _compute(
        self, read: Read, before: KnownDocuments | None, known: Generation | None
    ) -> _Results:
        """All that is published of the documents; what it is made of is dropped on return, before
        publishing opens the files again.
        """
        model = self.fingerprint.model
        with step("model opened"):
            embedder, described = self.embedders.prepare(model, self.index, self.report)
        with step("documents cut into passages", documents=len(read.documents)):
            chunked = chunk_corpus(read, before, embedder, self.settings, self.report)
        if not chunked.table:
            raise CorpusError(
                f"The documents in {self.corpus.path} hold no words: nothing can be asked."
            )
        choice = _EmbedderChoice(self.embedders, model, embedder)
        with step("texts embedded", passages=len(chunked.table)):
            embedded = self._embed(chunked, choice, known)
        with step("index made"):
            generation = make_generation_files(read, chunked, embedded)
        described = {**described, "computed_in": choice.computed_in}
        return _Results(generation, described, embedded.reused)

    def _embed(
        self, chunked: ChunkedCorpus, choice: _EmbedderChoice, known: Generation | None
    ) -> Embedded:
        sentences = list(chain.from_iterable(chunked.sentences))
        return embed(chunked.texts, sentences, choice.embedder_for, known, self.report)

    def _manifest(self, read: Read, hashes: Mapping[str, str], results: _Results) -> Manifest:
        """Of the new generation, its list of files left out."""
        return Manifest(
            format_version=FORMAT_VERSION,
            generation=self.fingerprint.generation(hashes),
            created_at=datetime.now(UTC).isoformat(timespec="microseconds"),
            corpus={
                "path": str(self.corpus.path.resolve()),
                "fingerprint": corpus_fingerprint(hashes),
                "sources": hashes.get(SOURCES_NAME, ""),
            },
            counts=results.generation.counts,
            embedder=results.embedder,
            chunking=self.fingerprint.chunking,
            tokens=self.fingerprint.tokens,
            search=results.generation.search,
            skipped=tuple(_skipped(read)),
            notes=(*read.notes, *_encoder_notes(results.embedder)),
        )


class _EmbedderChoice:
    """Chooses what embeds, and remembers what it computed in."""

    def __init__(self, embedders: EmbedderSource, files: ModelFiles, embedder: Embedder) -> None:
        self._embedders, self._files, self._embedder = embedders, files, embedder
        self.computed_in = "float32"

    def embedder_for(self, texts: Sequence[str]) -> Embedder:
        """What embeds these."""
        chosen, self.computed_in = self._embedders.choose(self._files, self._embedder, texts)
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
    files = find_model(model, index)
    assert files is not None  # noqa: S101  # it was downloaded just now
    return files


def _nothing_readable(corpus: Path, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return f"The corpus folder {corpus} holds no documents: put files there."
    return (
        f"None of the {len(skipped)} files in {corpus} can be read; "
        f"the first, {skipped[0].path}: {skipped[0].reason}."
    )
