"""How English questions ask for what nobody wrote in the documents."""

from __future__ import annotations

_WRITTEN = r"(?:letter|memo|essay|poem|speech|story)"
BEYOND_QUOTES = (
    r"^\W*(?:(?:please|(?:can|could|would) you|i (?:want|need) you to)[\s,]+)*"
    r"(?:translate|paraphrase|rephrase"
    r"|(?:(?:write|draft|compose)(?: me| us)?|(?:make|give) (?:me|us))"
    rf" an? (?:\w+ ){{0,2}}{_WRITTEN})\b"
    r"|\bdo you (?:think|feel|believe)\b"
    r"|\byour (?:own )?(?:opinion|advice)\b"
    r"|\bhow many (?:documents|pages|texts|files) (?:are there\W*$|(?:mention|discuss)\b)"
)
"""A regular expression, in any case."""
