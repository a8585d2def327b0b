"""What shapes an index beside its documents: model, settings, the code and libraries that read."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

from casc_qa.config import PassageSettings
from casc_qa.embedding.models import ModelFiles
from casc_qa.index.contents.postings import K1, B
from casc_qa.index.manifest import generation_id
from casc_qa.loaders import SOURCES_NAME, corpus_fingerprint
from casc_qa.system.code import code_fingerprint
from casc_qa.text.tokens import STEMMERS
from casc_qa.types import Manifest

_READERS = (
    "msgspec sentencex lxml pypdf pypdfium2 pillow PyYAML trafilatura lxml_html_clean justext "
    "courlan htmldate"
).split()
# All that turns bytes into what an index holds. What only questions need shapes no index.
SHAPING = (
    "building",
    "embedding",
    "index/contents",
    "index/vectors",
    "languages",
    "loaders",
    "system/small_files.py",
    "text",
    "types.py",
)
NOT_SHAPING = ("*/questions",)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All that shapes an index beside its documents."""

    model: ModelFiles
    chunking: Mapping[str, str | int]
    tokens: Mapping[str, str]

    def generation(self, hashes: Mapping[str, str]) -> str:
        """The name of the generation that these documents make; another where the same model lies
        elsewhere, so that a build never has to take the place of a sound generation.
        """
        embedder = f"{self.model.fingerprint} {self.model.location}"
        return generation_id(corpus_fingerprint(hashes), embedder, self.chunking, self.tokens)

    def reads_alike(self, manifest: Manifest, hashes: Mapping[str, str]) -> bool:
        """Whether the same bytes gave the same documents when that generation was built."""
        same_sources = manifest.corpus["sources"] == hashes.get(SOURCES_NAME, "")
        return same_sources and manifest.chunking == self.chunking


def chunking_settings(passages: PassageSettings) -> dict[str, str | int]:
    """Everything that shapes documents and passages, the code that makes them included."""
    python = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    code = {"code": code_fingerprint(SHAPING, NOT_SHAPING)}
    return asdict(passages) | _versions(_READERS) | python | code


def token_settings() -> dict[str, str]:
    """Everything that shapes tokens and postings."""
    weights = {"stemmers": STEMMERS, "weights": f"lucene k1={K1} b={B}"}
    return weights | _versions(("PyStemmer", "bm25s"))


def _versions(libraries: Sequence[str]) -> dict[str, str]:
    return {name: version(name) for name in libraries}
