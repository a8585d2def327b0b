"""From files to documents: one module a format, one line each in ``LOADERS``."""

from __future__ import annotations

from casc_qa.loaders.beir import BeirCorpus
from casc_qa.loaders.corpus import Corpus, FolderCorpus, Read
from casc_qa.loaders.files import fingerprint
from casc_qa.loaders.formats.table import LOADERS
from casc_qa.loaders.sources import SOURCES_NAME

__all__ = [
    "LOADERS",
    "SOURCES_NAME",
    "BeirCorpus",
    "Corpus",
    "FolderCorpus",
    "Read",
    "fingerprint",
]
