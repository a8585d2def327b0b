"""How good the answers are: run first, measure afterwards, from files.

    questions.py, beir.py   what is asked: our own labelled questions, or a folder in BEIR's format
    run.py                  asks all of it, and writes a run: a folder of plain files
    run_files.py            those files, written and read again: the only thing measuring knows
    measuring/              a run to figures, by question type and language, against a baseline
    reporting/              figures as JSON, tables, plots and a page

``casc-qa eval`` (``cli/evaluate.py``) goes through them in this order.
"""
