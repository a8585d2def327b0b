"""Words that join the parts of a Russian question."""

from __future__ import annotations

ASKING = (
    "кто|кого|кому|кем|ком|что|чего|чему|чем|како(?:й|го|му|м|е)|как(?:ая|ие|их|им|ими|ую)|чь[яеию]|чей|"
    "котор(?:ый|ая|ое|ые)|когда|где|куда|откуда|почему|зачем|сколько|как"
)
"""What a part begins with that is a question by itself."""
PREPOSITIONS = "в|во|на|из|от|по|о|об|для|к|ко|с|со|при|у"
AND = "и(?: также)?|а(?: также)?"
BOTH = "и"
"""What stands before two things and says only that there are two."""
BETWEEN = "между"
"""What makes one question of two names."""
APART = r"\b(?:сравн\w*|оба|обе|обоих|обеих|кажд\w*|соответственно)\b"
"""What says that names which stand together are meant each by itself."""
IMPERATIVES = frozenset("сравни сравните назови назовите".split())
"""Words with a capital at the beginning of a question that belong to no name."""
