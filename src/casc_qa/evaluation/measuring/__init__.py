"""From the files of a run to figures. Nothing here asks a question or opens an index.

    measures.py     every measure of every question, and their means: start here
    rankings.py     measures of a ranking (ir_measures)
    answers.py      measures of the sentences shown, against the labels
    selective.py    measures of the confidence (scikit-learn)
    comparison.py   a run against a baseline: randomisation test and bootstrap (scipy)
    gate.py         figures against the levels of ``--fail-under``

A measure is a function in ``answers.py``, ``selective.py`` or ``rankings.py`` and a line in the
table of ``measures.py``.
"""
