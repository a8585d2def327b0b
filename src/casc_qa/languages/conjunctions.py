"""Small words that join, in the languages of the documents."""

from __future__ import annotations

from casc_qa.languages.english.function_words import CONJUNCTIONS as ENGLISH
from casc_qa.languages.russian.function_words import CONJUNCTIONS as RUSSIAN

OTHERS = frozenset("та або und".split())
"""Of neighbouring languages."""
AFTER_SUSPENDED_HYPHEN = ENGLISH | RUSSIAN | OTHERS
"""In small letters, what follows a hyphen that waits for a later word: "pre- and post-conflict"."""
