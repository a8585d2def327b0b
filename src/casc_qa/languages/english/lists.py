"""How English sentences announce a list, and how its items begin."""

from __future__ import annotations

ANNOUNCING = r"\b(?:the following|as follows|these are|they are)\b"
"""A regular expression for what is in a sentence that announces what the next ones say."""
ORDINALS = (
    r"(?:first|second|third|fourth|fifth|sixth)(?:ly)?(?:\s+of\s+all)?(?=[,:])|(?:finally|lastly)(?=,)|"
    r"the\s+(?:first|second|third)\s+is\b"
)
"""One for the beginning of an item, in any case."""
