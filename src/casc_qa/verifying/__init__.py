"""Checks quotes against the documents of an index: whether they are the documents' own words, and
stand where they are said to stand.

``checking`` decides about each quote, with ``matching`` and ``nearest`` for where it stands;
``drafts`` and ``records`` find the quotes of a file, which ``files`` opens.
"""
