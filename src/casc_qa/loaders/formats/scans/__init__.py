"""The words of pages that are pictures."""
