"""What a generation holds beside its vectors: each structure builds, saves and loads itself, and
checks what it loads, which may come from a stranger.

``records``      documents: what is known of each, and all texts, found by offset
``passages``     passages as columns of numbers, and the one numbering of their sentences
``postings``     BM25: the weight of each token in each passage
``spellings``    tokens by their phonetic key, for names asked for in Cyrillic letters
``boilerplate``  which sentences are boilerplate, and how much of each passage
``report``       what became of every file of the corpus
``keys``         the order of passages that the structures share
``arrays``       arrays as the bytes of .npy files
"""
