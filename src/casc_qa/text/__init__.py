"""A document's text, by offsets that never change it: ``sentences`` (by ``boundaries``, within the
``sections`` between headings), ``chunking`` into passages, ``tokens`` to search by, ``boilerplate``
and ``dates`` in it.
"""
