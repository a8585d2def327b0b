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
