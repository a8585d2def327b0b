"""The building stream: files -> documents -> passages -> vectors and postings -> index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.config import PassageSettings
from casc_qa.embedding.models import ModelFiles, find_model
from casc_qa.errors import CascQaError, CorpusError
from casc_qa.index import FORMAT_VERSION, building, current_manifest, generation_id, open_current
from casc_qa.index.publish import publish
from casc_qa.index.records import dump_documents, dump_passages
from casc_qa.lexical import K1, B, Lexical
from casc_qa.loaders import fingerprint, load_document, read_sources, scan
from casc_qa.loaders.extracted import Unreadable
from casc_qa.stores.faiss_store import FaissStore
from casc_qa.text.chunking import chunk, in_context, shortened_context
from casc_qa.text.tokens import tokens
from casc_qa.types import Document, EmbedderInfo, Manifest, Passage, Skipped

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.stores import Vectors

Report = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many of it are done, out of how many."""

_STEMMER = "english"
_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What ``build_index`` did."""

    manifest: Manifest
    unchanged: bool
    """The index was up to date and nothing was written."""


def build_index(
    corpus: Path,
    index: Path,
    model: str | None = None,
    passages: PassageSettings | None = None,
    report: Report = lambda what, done, total: None,
) -> BuildResult:
    """Brings the index in ``index`` up to date with the documents in ``corpus``.

    ``model`` is None for the default, a local folder, or a hub name, whose one download
    ``report`` announces. Files that can't be read are skipped and listed in the manifest. Raises
    CascQaError; what was published before then still serves.
    """
    passages = passages or PassageSettings()
    files = scan(corpus)
    sources = read_sources(corpus)
    with building(index):
        found = find_model(model, index) or _downloaded(model, index, report)
        chunking, token_settings = _chunking(passages), _token_settings()
        content = fingerprint(corpus, files)
        generation = generation_id(content, found.fingerprint, chunking, token_settings)
        published = _published(index, generation)
        if published:
            return BuildResult(published, unchanged=True)

        documents: list[Document] = []
        skipped: list[Skipped] = []
        for number, file in enumerate(files, 1):
            try:
                documents.append(load_document(file, sources))
            except Unreadable as error:
                skipped.append(Skipped(file.doc_id, str(error)))
            report("reading", number, len(files))
        if not documents:
            raise CorpusError(_nothing_readable(corpus, skipped))
        missing = sorted(set(sources) - {file.doc_id for file in files})
        skipped += [Skipped(name, "sources.toml names it, and it is not there") for name in missing]

        embedder = _load(found, report)
        made = [p for d in documents for p in _chunks(d, embedder, passages)]
        texts = _texts_in_context(documents, made, embedder, passages)
        vectors = _embed(embedder, texts, report)
        publish(
            index,
            Manifest(
                format_version=FORMAT_VERSION,
                generation=generation,
                created_at=datetime.now(UTC).isoformat(timespec="microseconds"),
                corpus={"path": str(corpus.resolve()), "fingerprint": content},
                counts={"documents": len(documents), "passages": len(made)},
                embedder=embedder.info._asdict() | {"location": found.location},
                chunking=chunking,
                tokens=token_settings,
                skipped=tuple(skipped),
            ),
            _files(documents, made, texts, vectors, embedder.info),
            {made[row].passage_id: vectors[row] for row in _sample_rows(len(made))},
        )
        return BuildResult(current_manifest(index), unchanged=False)


def is_current(corpus: Path, index: Path, model: str | None, passages: PassageSettings) -> bool:
    """Whether the published index is what a build would make now; no model is loaded."""
    found = find_model(model, index)
    if found is None:
        return False
    generation = generation_id(
        fingerprint(corpus, scan(corpus)), found.fingerprint, _chunking(passages), _token_settings()
    )
    return _published(index, generation) is not None


def _published(index: Path, generation: str) -> Manifest | None:
    """The manifest of the current generation if it is this one and sound."""
    try:
        if current_manifest(index).generation == generation:
            return open_current(index).manifest
    except CascQaError:
        pass
    return None


def _downloaded(model: str | None, index: Path, report: Report) -> ModelFiles:
    from casc_qa.embedding.hub import download_model

    report(f"downloading the model {model} from its hub", 0, 0)
    download_model(str(model), index)
    found = find_model(model, index)
    assert found is not None  # noqa: S101  # it was downloaded just now
    return found


def _chunking(passages: PassageSettings) -> dict[str, str | int]:
    """Everything that shapes passages, the splitter's version included."""
    return asdict(passages) | {
        "splitter": f"sentencex {version('sentencex')}",
        "extractor": f"trafilatura {version('trafilatura')}",
    }


def _token_settings() -> dict[str, str]:
    return {
        "stemmer": f"snowball {_STEMMER}",
        "postings": f"bm25s lucene k1={K1} b={B}",
    }


def _nothing_readable(corpus: Path, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return f"The corpus folder {corpus} holds no documents: put .txt, .md or .html files there."
    return (
        f"None of the {len(skipped)} files in {corpus} can be read; "
        f"the first, {skipped[0].path}: {skipped[0].reason}."
    )


def _load(found: ModelFiles, report: Report) -> Embedder:
    from casc_qa.embedding.sentence_transformer import SentenceTransformerEmbedder

    report(f"loading the model {found.name}", 0, 0)
    return SentenceTransformerEmbedder(found)


def _max_tokens(embedder: Embedder, passages: PassageSettings) -> int:
    return min(passages.max_tokens, embedder.info.window)


def _chunks(document: Document, embedder: Embedder, passages: PassageSettings) -> list[Passage]:
    return chunk(
        document,
        embedder.count_tokens,
        _max_tokens(embedder, passages),
        passages.overlap_sentences,
        passages.max_sentence_chars,
    )


def _texts_in_context(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    embedder: Embedder,
    settings: PassageSettings,
) -> list[str]:
    """What is embedded and indexed of each passage: its words after title and heading."""
    by_id = {document.doc_id: document for document in documents}
    limit = _max_tokens(embedder, settings)
    contexts: dict[tuple[str, str | None], str] = {}
    texts = []
    for passage in passages:
        document, key = by_id[passage.doc_id], (passage.doc_id, passage.heading)
        if key not in contexts:
            contexts[key] = shortened_context(
                document.title, passage.heading, embedder.count_tokens, limit
            )
        texts.append(in_context(contexts[key], document.text[passage.start : passage.end]))
    return texts


def _embed(embedder: Embedder, texts: Sequence[str], report: Report) -> Vectors:
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        report("embedding", done, len(texts))

    report("embedding", 0, len(texts))
    return embedder.embed_passages(texts, progress)


def _files(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    texts: Sequence[str],
    vectors: Vectors,
    info: EmbedderInfo,
) -> Mapping[str, bytes]:
    """Every file of the generation but its manifest."""
    keys = [passage.passage_id for passage in passages]
    store = FaissStore(info.dimension)
    store.add(keys, vectors)
    postings = Lexical.build(keys, [tokens(text, _STEMMER) for text in texts])
    return {
        **dump_documents(documents),
        **dump_passages(passages),
        **postings.save(),
        "vectors.faiss": store.save(),
    }


def _sample_rows(count: int) -> range:
    return range(0, count, max(1, count // _SAMPLES))
