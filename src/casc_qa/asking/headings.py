"""What stands among a document's sentences and is none: headings, addresses, a place and date."""

from __future__ import annotations

SHORTEST_SENTENCE = 30
"""Characters: what is shorter says too little to stand before another sentence."""
_TERMINALS = frozenset(".!?…")
_CLOSING = "\"'”’»)]"


def is_heading(sentence: str) -> bool:
    """Whether it does not end as sentences do.

    >>> is_heading("Background"), is_heading("“It is vital.”")
    (True, False)
    """
    return sentence.rstrip(_CLOSING)[-1:] not in _TERMINALS
