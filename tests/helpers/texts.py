"""Texts to embed."""

from __future__ import annotations

from casc_qa.languages.cyrillic import has_cyrillic

TEXTS = [
    "Who funded the Gender and Human Rights Project?",
    "",
    "?",
    "  Samarkand \n",
    "Сколько участников собрала встреча?",
    "«Organised crime» – it’s 🙂 თბილისი",
    "The social reuse of confiscated property. " * 100,
]

ENGLISH = [text for text in TEXTS if not has_cyrillic(text)]
"""The library's own tokenizer has no Russian words."""
