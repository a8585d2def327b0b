"""Trains the reader: ``python -m training.reader``; README.md says of what and how."""
