"""How English questions ask for what nobody wrote in the documents."""

from __future__ import annotations

_TEXTS = r"(?:documents?|pages?|texts?|reports?|articles?|files?|corpus|collection|stor(?:y|ies))"
_WRITTEN = r"(?:summary|overview|outline|letter|memo|essay|poem)"
BEYOND_QUOTES = (
    r"^\W*(?:(?:please|(?:can|could|would) you|i (?:want|need) you to)[\s,]+)*"
    r"(?:summari[sz]e|sum up|translate|paraphrase|rephrase"
    r"|(?:(?:write|draft|compose)(?: me| us)?|(?:make|give) (?:me|us))"
    rf" an? (?:\w+ ){{0,2}}{_WRITTEN})\b"
    r"|\bwhat(?:['’]s| is| are| was| were) (?:this|these|those|the|your|all the) "
    rf"(?:\w+ )?{_TEXTS} (?:all )?about\W*$"
    r"|\bdo you (?:think|feel|believe)\b"
    r"|\byour (?:own )?(?:opinion|advice)\b"
    r"|\bhow many (?:documents|pages|texts|files) (?:are there\W*$|(?:mention|discuss)\b)"
)
"""A regular expression, in any case."""
