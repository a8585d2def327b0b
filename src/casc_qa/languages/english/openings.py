"""How English texts begin that have no title."""

from __future__ import annotations

GREETINGS = (
    r"dear|allow me|let me|permit me|i (?:would|should|wish|am|have|want|bring|thank|congratulate)"
    r"|mr\.?|mrs\.?|ms\.?|madam|sir|your excellenc|excellenc|ladies and gentlemen|distinguished"
    r"|honou?rable|hello|hi|good (?:morning|afternoon|evening)|at the outset|first of all"
    r"|it is (?:an?|my|with) (?:honou?r|pleasure|privilege)|on behalf of"
)
"""Alternatives of a regular expression, for the first words of a speech or a letter."""
DATED = frozenset("on of the at in from to and dated date published updated issued held".split())
"""Small words that may stand before the date at the head of a text."""
