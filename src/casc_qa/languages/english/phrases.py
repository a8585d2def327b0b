"""English phrases that mean one word, which their own words hide."""

from __future__ import annotations

import re

PHRASES = (
    (re.compile(r"\b(?:take|takes|took|taken|taking) part\b", re.IGNORECASE), "participate"),
    (re.compile(r"\b(?:take|takes|took|taken|taking) place\b", re.IGNORECASE), "held"),
)
"""What is written, and the word that it is searched by."""
