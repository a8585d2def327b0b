"""The manifest of a generation: to and from JSON, and the generation's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from casc_qa.errors import FilesUnreadable, IndexDamaged, IndexIncompatible
from casc_qa.system import disk, small_files
from casc_qa.system.small_files import BadFile, Count, Line, Sha256, between, like
from casc_qa.types import Manifest, Skipped

FORMAT_VERSION = 6
MANIFEST_NAME = "manifest.json"
MANIFEST_HASH_NAME = "manifest.sha256"
_ID_CHARS = 16
_MOST = 1 << 25  # bytes; a hundred thousand files that can't be read are named in half of them


class _Version(TypedDict):
    format_version: int


class _Corpus(TypedDict):
    path: str
    fingerprint: Line
    sources: Line


class _Counts(TypedDict):
    documents: Count
    passages: Count


class _Embedder(TypedDict):
    name: Line
    fingerprint: Sha256
    dimension: Annotated[int, between(1, 1 << 16)]
    window: Annotated[int, between(3, 1 << 20)]
    location: Line
    computed_in: Line
    encoder: NotRequired[Annotated[str, like(r"[0-9a-f]{16}-[0-9]{1,4}")]]
    encoder_cosine: NotRequired[float]
    not_exported: NotRequired[str]
    languages: NotRequired[Annotated[str, like(r"[a-z]{2}(?: [a-z]{2})*")]]


_Search = TypedDict(
    "_Search",
    {
        "kind": Literal["exact", "lists"],
        "lists": NotRequired[Count],
        "probes": NotRequired[Count],
        "recall@10": NotRequired[float],
    },
)


class _Skipped(TypedDict):
    path: str
    reason: str


class _File(TypedDict):
    size: Count
    sha256: Sha256


_Moment: TypeAlias = Annotated[
    str, like(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.0-9]*(?:\+00:00|Z)?")
]


class _Manifest(TypedDict):
    format_version: int
    generation: Annotated[str, like("[0-9a-f]{8,64}")]
    created_at: _Moment
    corpus: _Corpus
    counts: _Counts
    embedder: _Embedder
    chunking: dict[Line, Line | int]
    tokens: dict[Line, Line]
    search: _Search
    skipped: list[_Skipped]
    notes: list[str]
    files: dict[Line, _File]


def generation_id(
    corpus_fingerprint: str,
    embedder: str,
    chunking: Mapping[str, str | int],
    tokens: Mapping[str, str],
) -> str:
    """Name of the generation that these make: a hash of content and settings, never of time."""
    parts = [FORMAT_VERSION, corpus_fingerprint, embedder, chunking, tokens]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    return digest.hexdigest()[:_ID_CHARS]


def dump_manifest(manifest: Manifest) -> bytes:
    """As JSON, for people too."""
    table = asdict(manifest) | {"skipped": [s._asdict() for s in manifest.skipped]}
    return (json.dumps(table, indent=2, ensure_ascii=False) + "\n").encode()


def manifest_files(manifest: Manifest) -> dict[str, bytes]:
    """The manifest and its hash, file name to bytes."""
    data = dump_manifest(manifest)
    return {MANIFEST_NAME: data, MANIFEST_HASH_NAME: disk.hash_line(data)}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in ``folder``. Raises IndexIncompatible for another
    format's, IndexDamaged for one that is not as it was written, FilesUnreadable.
    """
    again = f"build it again with: {build_command(folder.parent.parent)}"
    path = folder / MANIFEST_NAME
    try:
        data = small_files.read_bytes(path, _MOST)
        version = small_files.parse_json(data, _Version)["format_version"]
        path = folder / MANIFEST_HASH_NAME
        hash_line = small_files.read_bytes(path, small_files.LINE)
    except (OSError, BadFile) as error:
        if not small_files.is_gone(error):
            raise FilesUnreadable.because(path, error) from error
        raise IndexDamaged(f"{path} can't be read ({small_files.why(error)}): {again}") from error
    if version != FORMAT_VERSION:
        raise IndexIncompatible(
            f"The index in {folder} has format {version}, this program reads {FORMAT_VERSION}: "
            f"{again}"
        )
    try:
        if hash_line != disk.hash_line(data):
            raise BadFile("its hash differs")
        return _parsed(data)
    except BadFile as error:
        raise IndexDamaged(f"The manifest in {folder} is damaged ({error}): {again}") from error


def _parsed(data: bytes) -> Manifest:
    """Raises BadFile."""
    table = small_files.parse_json(data, _Manifest)
    search = table["search"]
    if search["kind"] == "lists" and not {"lists", "probes", "recall@10"} <= search.keys():
        raise BadFile("how vectors are searched is missing")
    embedder = table["embedder"]
    if "encoder" in embedder and "encoder_cosine" not in embedder:
        raise BadFile("how close the encoder is to the model is missing")
    skipped = tuple(Skipped(**entry) for entry in table["skipped"])
    notes = tuple(table["notes"])
    return Manifest(**{**table, "skipped": skipped, "notes": notes})  # type: ignore[arg-type]


def build_command(index: Path) -> str:
    """What to type to build the index in this folder."""
    return "casc-qa index" if index == Path("index") else f"casc-qa index --index {index}"
