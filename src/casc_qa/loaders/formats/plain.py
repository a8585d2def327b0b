"""Plain text: the file's own characters, newlines untouched, without the numbers and heads of the
pages that it was taken from.
"""

from __future__ import annotations

from casc_qa.loaders.formats.encoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.formats.printed_pages import without_printed_pages


def load(data: bytes) -> Extracted:
    """The decoded text. Raises Unreadable."""
    decoded, encoding = decode(data)
    text, left_out = without_printed_pages(decoded)
    notes = doubts(data, encoding)
    if left_out:
        lines = "line that is a page's" if left_out == 1 else "lines that are pages'"
        notes = (*notes, f"{left_out} {lines} number or running head left out")
    return Extracted(text, f"decoded {encoding}", notes=notes)
