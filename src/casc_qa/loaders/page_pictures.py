"""The page that a quote stands on, drawn from the very file that was indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from casc_qa.errors import PageUnavailable
from casc_qa.loaders.files import CorpusFile
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.registry import SCANNED
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Drawing
from casc_qa.types import Box, Document

_WALL_SECONDS = 30


def has_pages(document: Document) -> bool:
    """Whether pages of the document can be drawn, as long as its file is there."""
    return Path(document.doc_id).suffix.lower() in SCANNED and bool(document.places)


def page_picture(corpus: Path, document: Document, page: int, boxes: Sequence[Box]) -> bytes:
    """Page ``page``, from 1, as a PNG with the ``boxes`` marked; drawn in a process of its own.

    Raises PageUnavailable where the file is gone, has changed, or can't be drawn, and CorpusError
    where no process can be started.
    """
    file = CorpusFile(document.doc_id, corpus / document.doc_id)
    try:
        data = file.read()
    except Unreadable as error:
        raise PageUnavailable(f"The file {document.doc_id} can't be read: {error}.") from error
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise PageUnavailable(
            f"The file {document.doc_id} has changed since it was indexed: run casc-qa index."
        )
    worker = Worker(_WALL_SECONDS)
    try:
        drawn = worker.draw(Drawing(file.suffix, page, tuple(boxes)), data)
    finally:
        worker.close()
    if drawn is None:
        raise PageUnavailable(f"Page {page} of {document.doc_id} can't be drawn.")
    return drawn
