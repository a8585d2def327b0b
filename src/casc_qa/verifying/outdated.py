"""Which documents are no longer what the index holds of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from casc_qa.loaders.files import CorpusFile
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.types import Citation

_PART = re.compile(r"#\d+$")  # of a file that holds many documents


def outdated(corpus: Path, quoted: Iterable[Citation]) -> tuple[str, ...]:
    """The doc_ids of the documents that are ``quoted`` whose files below ``corpus`` have other
    bytes now, are gone or can't be read, each once. None of them where the folder itself is not
    there: an index may stand alone.
    """
    if not corpus.is_dir():
        return ()
    indexed = {citation.doc_id: citation.sha256 for citation in quoted}
    return tuple(d for d, sha256 in indexed.items() if _sha256_now(corpus, d) != sha256)


def _sha256_now(corpus: Path, doc_id: str) -> str | None:
    """Hash of the file that holds the document; None where it can't be read."""
    path = corpus / doc_id
    if not path.is_file():
        path = corpus / _PART.sub("", doc_id)
    try:
        return hashlib.sha256(CorpusFile(doc_id, path).read()).hexdigest()
    except Unreadable:
        return None
