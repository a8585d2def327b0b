"""How English questions ask for what nobody wrote in the documents."""

from __future__ import annotations

_TEXTS = r"(?:documents?|pages?|texts?|reports?|articles?|files?|corpus|collection|stor(?:y|ies))"
BEYOND_QUOTES = (
    r"^\W*(?:please\s+|(?:can|could|would) you\s+(?:please\s+)?)*"
    r"(?:summari[sz]e|sum up|translate|paraphrase|rephrase"
    r"|(?:write|draft|compose|make|give)(?: me| us)? an? (?:\w+ ){0,2}"
    r"(?:summary|overview|outline|letter|memo|essay|article|report|poem))\b"
    r"|\bwhat (?:is|are|was|were) (?:this|these|those|the|your|all the) "
    rf"(?:\w+ )?{_TEXTS} (?:all )?about\b"
    r"|\b(?:what|why|how|do|would) (?:do )?you (?:think|feel|believe|recommend|advise|suggest)\b"
    r"|\byour (?:own )?(?:opinion|view|advice)\b"
    rf"|\bhow many {_TEXTS} (?:mention|speak|talk|discuss|say)\b"
)
"""A regular expression, in any case."""
