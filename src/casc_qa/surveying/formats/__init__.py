"""The files that a table can be taken away in."""
