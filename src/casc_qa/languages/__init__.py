"""What the program knows of languages, a folder a language; texts alone, but for ``questions``."""
