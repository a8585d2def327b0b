"""From a file's bytes to its text: a module a format, the table of them in ``table``."""
