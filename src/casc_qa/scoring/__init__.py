"""Pure functions on numbers and words: fused rankings, evidence for a sentence."""
