"""Answers taken away: as a text with footnotes, a table, data, or a bibliography. Every quote keeps
its locator, by which it can be checked later.
"""
