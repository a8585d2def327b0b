"""How much may be asked for at once."""

from __future__ import annotations

MOST_QUESTION_CHARS = 2000
MOST_PASSAGES = 100
"""Of one answer or search."""
MOST_FILTERS = 200
"""Documents, or languages, that a filter names."""
MOST_DOCUMENTS = 1000
"""Listed at once."""
MOST_TEXT_CHARS = 100_000
"""Of a document's text, read at once."""
MOST_QUOTES = 500
"""Checked at once."""
MOST_QUOTE_CHARS = 10_000
"""Of a quote that is checked."""
MOST_QUESTIONS = 20
"""Of a table."""
MOST_CELLS = 500
"""Of a table: some are filled in a second."""
