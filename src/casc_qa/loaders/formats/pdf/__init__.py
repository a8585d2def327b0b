"""Pages of print, put back into running text."""
