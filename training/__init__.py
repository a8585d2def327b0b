"""What makes the trained weights and word lists that ship; README.md beside this file says how.

Its programs are run from the root of the project: ``python -m training.calibrate``.
"""
