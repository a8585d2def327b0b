"""Building: files in, a published generation of the index out."""
