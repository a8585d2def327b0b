"""Words that join the parts of a Russian question."""

from __future__ import annotations

ASKING = (
    "кто|кого|кому|кем|ком|что|чего|чему|чем|како(?:й|го|му|м|е)|как(?:ая|ие|их|им|ими|ую)|чь[яеию]|чей|"
    "котор(?:ый|ая|ое|ые)|когда|где|куда|откуда|почему|зачем|сколько|как"
)
"""What a part begins with that is a question by itself."""
PREPOSITIONS = "в|во|на|из|от|по|о|об|для|к|ко|с|со|при|у"
AND = "и(?: также)?|а(?: также)?"
BOTH = "и|как"
"""What stands before two things and says only that there are two."""
BETWEEN = "между"
"""What makes one question of two names."""
