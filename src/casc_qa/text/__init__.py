"""Pure functions of a text: sentences, sections, passages, tokens, boilerplate, dates."""
