"""From a corpus to its documents.

``corpus`` goes through the files of a folder, of which ``files`` says which count. Each is read in
another process (``sandbox``), because a hostile file may crash its reader: there the
loader of its format (``formats``) makes text of its bytes. ``description`` adds title, date and
language, from the file or from what people wrote about it (``sources``), and that is a Document.
``glossary`` reads glossary.toml; ``beir`` reads a BEIR folder instead.

To add a format, see ``casc_qa.loaders.formats``.
"""

from __future__ import annotations

from casc_qa.loaders.beir import BeirCorpus
from casc_qa.loaders.corpus import Corpus, FolderCorpus, Read
from casc_qa.loaders.files import corpus_fingerprint
from casc_qa.loaders.formats.registry import LOADERS
from casc_qa.loaders.sources import SOURCES_NAME

__all__ = [
    "LOADERS",
    "SOURCES_NAME",
    "BeirCorpus",
    "Corpus",
    "FolderCorpus",
    "Read",
    "corpus_fingerprint",
]
