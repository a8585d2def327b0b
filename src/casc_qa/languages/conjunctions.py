"""Small words that join, in the languages of the documents."""

from __future__ import annotations

AFTER_SUSPENDED_HYPHEN = frozenset("and or to и или та або und".split())
"""In small letters, what follows a hyphen that waits for a later word: "pre- and post-conflict"."""
