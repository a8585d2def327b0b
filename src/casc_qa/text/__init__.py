"""Pure functions from text: sentences, passages, tokens, dates, languages."""
