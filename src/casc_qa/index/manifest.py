"""The manifest of a generation: to and from JSON, and the generation's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from casc_qa.errors import IndexDamaged, IndexIncompatible
from casc_qa.types import Manifest, Skipped

FORMAT_VERSION = 4
MANIFEST_NAME = "manifest.json"
MANIFEST_HASH_NAME = "manifest.sha256"
_ID_CHARS = 16


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
    return {MANIFEST_NAME: data, MANIFEST_HASH_NAME: _hash_line(data)}


def _hash_line(data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}\n".encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in ``folder``. Raises IndexIncompatible for another
    format's, IndexDamaged for one that is not as it was written.
    """
    again = f"build it again with: {build_command(folder.parent.parent)}"
    try:
        data = (folder / MANIFEST_NAME).read_bytes()
        table = json.loads(data)
        version = table["format_version"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(f"The index in {folder} has no readable manifest: {again}") from error
    if version != FORMAT_VERSION:
        raise IndexIncompatible(
            f"The index in {folder} has format {version}, this program reads {FORMAT_VERSION}: "
            f"{again}"
        )
    try:
        if (folder / MANIFEST_HASH_NAME).read_bytes() != _hash_line(data):
            raise ValueError("its hash differs")
        skipped = tuple(Skipped(**entry) for entry in table.pop("skipped"))
        notes = tuple(table.pop("notes"))
        return Manifest(**table, skipped=skipped, notes=notes)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(f"The manifest in {folder} is damaged: {again}") from error


def build_command(index: Path) -> str:
    """What to type to build the index in this folder."""
    return "casc-qa index" if index == Path("index") else f"casc-qa index --index {index}"
