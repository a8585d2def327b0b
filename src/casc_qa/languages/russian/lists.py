"""How Russian sentences announce a list, and how its items begin."""

from __future__ import annotations

ANNOUNCING = r"\b(?:следующ(?:ие|его|ее|ая|ий|их|им|ими)|а именно|таковы)\b"
"""A regular expression for what is in a sentence that announces what the next ones say."""
ORDINALS = (
    r"(?:во-первых|во-вторых|в-третьих|в-четвертых|в-пятых)\b|наконец(?=,)|"
    r"перв(?:ое|ая|ый)(?=\s*[,—–-])"
)
"""One for the beginning of an item, in any case; with "е" in place of "ё"."""
