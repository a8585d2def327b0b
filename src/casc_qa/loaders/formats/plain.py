"""Plain text: the file's own characters, newlines untouched, without the numbers and heads of the
pages that it was taken from.
"""

from __future__ import annotations

from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.printed_pages import without_printed_pages


def load(data: bytes) -> Extracted:
    """The decoded text. Raises Unreadable."""
    decoded, encoding = decode(data)
    text, left_out = without_printed_pages(decoded)
    notes = doubts(data, encoding)
    if left_out:
        notes = (*notes, f"page numbers and running heads were left out: {left_out:,} lines")
    return Extracted(text, f"decoded {encoding}", notes=notes)
