"""Raised and lowered figures as characters of their own: "1,204" with a note's mark 3 behind it is
"1,204³", and nobody reads it as 12,043.
"""

from __future__ import annotations

STRUCK_NOTE = "words that are struck out were left out"
"""What the report says of a document that had such."""
_LONGEST = 12  # characters: more are words that stand there, and no mark
_LETTER = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_PLAIN = "0123456789+-−=()"  # the minus sign as well
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def raised(text: str) -> str:
    """``text`` that stands above its line. Letters stay as they are, unless there is one alone, and
    so does what brackets set apart already.

    >>> raised("3"), raised("a"), raised("st"), raised("[4]"), raised("-6")
    ('³', 'ᵃ', 'st', '[4]', '⁻⁶')
    """
    return _moved(text, _LETTER if len(text) == 1 and text.isalpha() else _RAISED)


def lowered(text: str) -> str:
    """``text`` that stands below its line: CO₂.

    >>> lowered("2"), lowered("max")
    ('₂', 'max')
    """
    return _moved(text, _LOWERED)


def _moved(text: str, figures: dict[int, int]) -> str:
    if len(text) > _LONGEST or "[" in text:
        return text
    has_figures = any(char.isdecimal() for char in text)
    return text.translate(figures) if has_figures or figures is _LETTER else text
