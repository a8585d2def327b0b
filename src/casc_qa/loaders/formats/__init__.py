"""From the bytes of a file to its text: one module for each format.

A new format is a module with ``load(data: bytes) -> Extracted`` and a line in ``registry``, by the
suffix of its files. ``load`` raises Unreadable, with a reason for a person, for what it can't read;
it runs in a process that may not open files (``casc_qa.loaders.sandbox``), and what it returns is
final: documents are quoted by offsets in that text.

What formats share: ``extracted`` what they return, ``encoding`` from bytes to characters,
``archives`` zip archives and XML, ``blocks`` from paragraphs to one text with its headings and
pages, ``declared_metadata`` what may be believed of what a file says of itself.
"""
