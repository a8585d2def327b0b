"""English: words, months, abbreviations, phrases; what only questions need in ``questions``."""
