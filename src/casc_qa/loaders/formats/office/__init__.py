"""The files of word processors and presentation programs."""
