"""How good the answers are: run first, measure afterwards, from files.

    run:      questions -> every one asked -> a run folder (TREC run, qrels, answers, times)
    measure:  a run folder -> figures, by question type and language, against a baseline

A measure is a function in ``answers.py``, ``selective.py`` or ``rankings.py`` and a line in the
table of ``measures.py``.
"""
