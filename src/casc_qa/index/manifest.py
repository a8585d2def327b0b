"""The manifest of a generation: to and from JSON, and the generation's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from casc_qa.errors import IndexDamaged, IndexIncompatible
from casc_qa.types import Manifest, Skipped

FORMAT_VERSION = 1
MANIFEST_NAME = "manifest.json"
_ID_CHARS = 16


def generation_id(
    corpus_fingerprint: str,
    embedder_fingerprint: str,
    chunking: Mapping[str, str | int],
    tokens: Mapping[str, str],
) -> str:
    """Name of the generation that these make: a hash of content and settings, never of time."""
    parts = [FORMAT_VERSION, corpus_fingerprint, embedder_fingerprint, chunking, tokens]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    return digest.hexdigest()[:_ID_CHARS]


def dump_manifest(manifest: Manifest) -> bytes:
    """As JSON, for people too."""
    table = asdict(manifest) | {"skipped": [s._asdict() for s in manifest.skipped]}
    return (json.dumps(table, indent=2, ensure_ascii=False) + "\n").encode()


def parse_manifest(data: bytes, place: str) -> Manifest:
    """The manifest in ``data``. Raises IndexIncompatible for another format's, IndexDamaged for
    anything else that does not read; ``place`` is named in the error.
    """
    try:
        table = json.loads(data)
        version = table["format_version"]
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(place) from error
    if version != FORMAT_VERSION:
        raise IndexIncompatible(
            f"The index in {place} has format {version}, this program reads {FORMAT_VERSION}: "
            "build it again with: casc-qa index"
        )
    try:
        skipped = tuple(Skipped(**entry) for entry in table.pop("skipped"))
        return Manifest(**table, skipped=skipped)
    except (TypeError, KeyError) as error:
        raise _damaged(place) from error


def _damaged(place: str) -> IndexDamaged:
    return IndexDamaged(f"The manifest in {place} is damaged: build again with: casc-qa index")
