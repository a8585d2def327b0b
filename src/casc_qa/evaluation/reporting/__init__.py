"""Figures for people and programs. Nothing here measures.

results.py   the object of ``casc-qa eval --json``, and the questions that came out wrong
report.py    one HTML file of all figures, by ``templates/`` (jinja2)
plots.py     its two plots, as SVG
"""
