"""Reads a question together with a few sentences, and says which of them answers it, in which
words, or that none does.

``windows`` lays question and sentences out as tokens, ``network`` runs the trained weights over
them, and ``reader`` puts both together. The weights and the graph that uses them lie beside, made
by ``training/reader``; CARD.md says of what and how good they are.
"""
