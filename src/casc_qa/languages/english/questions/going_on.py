"""How English sentences begin that go on from one before, and so can't be read alone."""

from __future__ import annotations

from casc_qa.languages.english.questions.openings import SAYING_WHICH, THINGS

GOING_ON = (
    r"(?:however|therefore|thus|hence|moreover|furthermore|besides|additionally|also|likewise"
    r"|similarly|consequently|accordingly|nevertheless|nonetheless|instead|meanwhile|otherwise"
    r"|rather|the (?:above|aforementioned|abovementioned|following)|then|and|but|or|so|yet|indeed"
    r"|finally|lastly|(?:first|second|third)(?:ly)?(?=,)|again|in addition|as a result"
    r"|for (?:example|instance)|in (?:particular|turn|other|conclusion|short|fact|response)"
    r"|(?:in|on|to|by|with|under|after|for|through|of|from|at|among) (?:this|that|these|those|them)"
    r"|on the (?:other|contrary)|at the same|from (?:here|there)|of course|here"
    r"|there(?= (?:is|are|was|were) also)|such|another|others?|some of|one of the (?:key|main|most)"
    r"|equally|(?:yes|no)(?=,)|you|your|my|me|us|as (?:i|you)"
    r"|as (?:a|the) (?:result|consequence))\b"
    r"|(?:[\w’'-]+\s+){1,5}also\b"
    r"|[\w’'-]+(?:\s+[\w’'-]+)?,\s+(?:therefore|however|too|thus|moreover|meanwhile|in turn),"
)
"""A regular expression, in any case."""
GREETING = (
    r"(?:thank(?:s| you)?|let|dear|allow|permit|madam|sir|(?:your )?excellenc(?:y|ies)|hello|hi"
    r"|ladies and gentlemen|distinguished|mr\.? (?:president|chair\w*|secretary)|on behalf of"
    r"|(?:i|we) (?:am (?:honou?red|pleased|grateful|glad|also convinced|convinced)|wish|have the"
    r"|(?:should|would) like|thank|congratulate|express|join|hope)"
    r"|good (?:morning|afternoon|evening)|at the outset|first of all"
    r"|it is (?:an?|my|with) (?:great |true |real )?(?:honou?r|pleasure|privilege))\b"
    r"|(?:\S+\s+){0,15}?(?:congratulat\w+|allow me|on (?:your|his|her) election)\b"
)
"""How sentences begin that greet or thank; a regular expression, in any case."""
_ITS_THINGS = "|".join(THINGS.split())
POINTING = (
    r"(?:[\w’'-]+,?(?:\s+(?-i:[a-z’'-]+),?){0,6}\s+(?:his|her|he|she|him|this|these|those|such|above"
    r"|(?:with|to|of|by|in|from|on|for) that)\b"
    r"(?!\s+(?:year|month|week|day|century|decade|as|morning|afternoon)s?\b)"
    r"|(?:during|at|in|after|before|following|throughout|since)\s+the\s+"
    rf"(?:{_ITS_THINGS}|dialogue)\b(?!\s+(?:{SAYING_WHICH})\b)"
    r"|(?:the )?participants\b(?!\s+(?:of|in|from|at|to)\b))"
)
"""What points back within the first words of a sentence; a regular expression, in any case."""
THANKS = r"\b(?:grateful|thank(?:s|ful)?|gratitude|appreciation)\b"
"""What is in a sentence that thanks, which says little of a subject; in any case."""
