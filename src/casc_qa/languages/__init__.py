"""What the program knows of languages: ``english`` and ``russian`` with the same modules, and here
what is common to all.

``detect`` tells a text's language, with ``cyrillic_languages`` for those of that script. ``words``
finds words and knows which only build sentences; ``normalising`` takes away what their spellings
differ in; ``snowball`` stems; ``cyrillic`` writes them in Latin letters and ``phonetic_keys``
compares names across alphabets; ``conjunctions`` are needed to join lines; ``glossary`` has the
terms of both languages. What only questions need is in folders called ``questions``, here and in
each language: it shapes no index.
"""
