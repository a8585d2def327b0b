"""PDF: printed pages put back into running text. ``reader`` is the loader."""
