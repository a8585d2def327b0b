"""Questions in whichever language, used by asking alone: what they ask for (``answer_types``, found
by ``forms``), whether a sentence has it (``answers``), which ``names`` they hold, whether they are
about ``contact``, and terms of a glossary in them (``phrasebook``, by ``stems``).
"""
