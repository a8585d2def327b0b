"""Word processors' and presentations' files."""
