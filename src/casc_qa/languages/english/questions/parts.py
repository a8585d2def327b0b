"""Words that join the parts of an English question."""

from __future__ import annotations

ASKING = "who|whom|whose|what|which|when|where|why|how"
"""What a part begins with that is a question by itself."""
PREPOSITIONS = "in|at|for|of|from|by|with|to|on|under"
AND = "and(?: also)?|as well as"
BOTH = "both"
"""What stands before two things and says only that there are two."""
BETWEEN = "between"
"""What makes one question of two names."""
APART = r"\b(?:compare|comparing|both|each|respectively|differ\w*)\b"
"""What says that names which stand together are meant each by itself."""
IMPERATIVES = frozenset("compare contrast list name".split())
"""Words with a capital at the beginning of a question that belong to no name."""
