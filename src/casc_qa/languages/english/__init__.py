"""English words that documents and questions use; what only questions need is in ``questions``."""
