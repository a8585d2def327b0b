"""The addresses of documents and pages, which hold what was quoted: a quote is never shown in
another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlencode

from casc_qa.phrases import RUSSIAN, interface_language
from casc_qa.types import Citation, Document, ShownPassage, Span
from casc_qa.web.escaping import escape

SOURCE_PATH = "/casc/source"
PAGE_PATH = "/casc/page"
_MOST_MARKS = 20


def source_link(
    quoted: Citation | ShownPassage, language: str, others: Sequence[Citation] = ()
) -> str:
    """The address of a quote in its document, ready for an attribute; ``others`` are quotes of the
    same answer, which are marked too.
    """
    text = quoted.quote if isinstance(quoted, Citation) else quoted.text
    arguments = {"doc": quoted.doc_id, "sha256": quoted.sha256}
    arguments |= {"start": str(quoted.start), "end": str(quoted.end)}
    arguments["quote"] = fingerprint_of(text)
    also = [f"{c.start}-{c.end}" for c in others if c.doc_id == quoted.doc_id and c is not quoted]
    if also:
        arguments["also"] = "_".join(also[:_MOST_MARKS])
    if interface_language(language) == RUSSIAN:
        arguments["language"] = RUSSIAN
    return escape(f"{SOURCE_PATH}?{urlencode(arguments)}")


def fingerprint_of(quote: str) -> str:
    """A few characters that tell a quote from another: the same bytes of a file can give another
    text once the program reads them in another way.
    """
    return hashlib.sha256(quote.encode("utf-8", "replace")).hexdigest()[:16]


def page_link(document: Document, page: int, quote: Span) -> str:
    """The address of a page as it is printed, with a quote marked; ready for an attribute."""
    arguments = {"doc": document.doc_id, "sha256": document.sha256, "page": str(page)}
    arguments |= {"start": str(quote.start), "end": str(quote.end)}
    return escape(f"{PAGE_PATH}?{urlencode(arguments)}")
