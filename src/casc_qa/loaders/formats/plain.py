"""Plain text: the file's own characters, newlines untouched."""

from __future__ import annotations

from casc_qa.loaders.formats.encoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted


def load(data: bytes) -> Extracted:
    """The decoded text. Raises Unreadable."""
    text, encoding = decode(data)
    return Extracted(text, f"decoded {encoding}", notes=doubts(data, encoding))
