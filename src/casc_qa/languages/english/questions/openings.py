"""How English sentences begin that say who or what they are about only by pointing back."""

from __future__ import annotations

POINTING_BACK = (
    r"(?:he|she|they|this|these|those|that|its|such|the (?:latter|former|same)|"
    r"it(?!\s+(?:is|was|remains)\s+\w+\s+that\b)|"
    r"(?:his|her|their)(?!\s+excellenc)|both(?!(?:\s+\S+){1,3}?\s+and\b))\b"
)
"""A regular expression for the beginning of a sentence, in any case."""
THINGS = (
    "meeting event training workshop conference seminar webinar forum session discussion "
    "panel visit ceremony exercise course programme program project initiative campaign study "
    "survey report publication document agreement strategy plan law resolution decision "
    "statement delegation participants speakers experts trainees group team centre center "
    "office minister ambassador president director representative spokesperson official"
)
"""What "the" before it points back to, unless the next words say which is meant."""
SAYING_WHICH = (
    r"of|on|for|in|at|between|against|from|to|that|which|who|entitled|titled|called|named"
)
"""The next word where they do."""
