"""From files to documents: one module a format, one line each in ``LOADERS``."""

from __future__ import annotations

from casc_qa.loaders.corpus import CorpusFile, content_hashes, fingerprint, load_document, scan
from casc_qa.loaders.formats import LOADERS
from casc_qa.loaders.sources import Source, read_sources

__all__ = [
    "LOADERS",
    "CorpusFile",
    "Source",
    "content_hashes",
    "fingerprint",
    "load_document",
    "read_sources",
    "scan",
]
