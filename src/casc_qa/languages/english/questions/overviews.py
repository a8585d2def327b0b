"""How English questions ask for an overview or a timeline, and which sentences suit neither."""

from __future__ import annotations

_PLEASE = (
    r"(?:(?:please|kindly|now|(?:can|could|would|will) you(?: please)?|i(?:['’]d| would)? (?:want|need"
    r"|like)(?: you)? to|i(?:['’]d| would)? (?:want|need|like)|let(?:['’]s| us)|can i (?:have|get)"
    r"|help me)[\s,]+)*"
)
_SHORT = r"(?:(?:very|short|brief|quick|concise|general|good|complete|full|one-page)[\s,]+)*"
_GIVE = (
    r"(?:(?:give|show|write|make|draw|create|prepare|build|draft|tell|provide|list|compile)"
    r"(?: up)?(?: me| us)?(?: with)?\s+)?"
)
_SUMMARY = (
    rf"(?:an? |the |your )?{_SHORT}(?:summary|overview|outline|synopsis|abstract|gist|recap|r[eé]sum[eé]"
    r"|main (?:points|ideas|message)|key (?:points|takeaways|messages)|rundown)"
)
_OF = r"(?:\s+(?:of|on|about|for|from|in)\s+(?P<{}>.+?))?"
_NOBODY = r"(?!(?:he|she|they|you|we|i|people|who)\b)"
# What somebody talks or is worried about is what a quote says.
_NOT_SAID = (
    r"(?<!ed)(?<!\btalking)(?<!\bsaying)(?<!\bspeaking)(?<!\bthinking)(?<!\bworrying)(?<!\basking)"
    r"(?<!\barguing)(?<!\bwriting)(?<!\bcomplaining)(?<!\bright)(?<!\bwrong)(?<!\bhappy)"
    r"(?<!\bangry)(?<!\bspecial)(?<!\bunique)(?<!\bknown)(?<!\btold)(?<!\bsaid)"
)
OVERVIEWS = (
    rf"{_PLEASE}(?:briefly\s+)?(?:summari[sz]e|sum up|recap|outline|give the gist of)"
    r"(?:\s+(?:for me|briefly))?(?:\s+(?P<en1>.+?))?(?:\s+(?:for me|briefly|in brief|in short))?",
    rf"{_PLEASE}{_GIVE}{_SUMMARY}{_OF.format('en2')}",
    r"(?:tl;?dr|in brief|in short|briefly)(?:\s*[:,-]?\s+(?P<en3>.+?))?",
    rf"{_PLEASE}(?:tell me )?what(?:['’]s|\s+is|\s+are)\s+{_NOBODY}(?P<en4>.+?){_NOT_SAID}"
    r"\s+(?:all )?about",
    rf"{_PLEASE}tell me (?:briefly )?what {_NOBODY}(?P<en5>.+?) (?:is|are) (?:all )?about",
    r"what (?:do|does) (?P<en6>(?:this|these|the|your|all(?: the)?) (?:\w+ )?"
    r"(?:documents?|pages?|texts?|reports?|articles?|files?|speech(?:es)?|stor(?:y|ies)))"
    r" (?:say|deal with|contain|cover|discuss|describe)",
)
"""Regular expressions for whole questions, in any case; what a group holds is the topic."""
OVERVIEWS_UNLESS_QUOTED = (
    rf"what (?:was|were) {_NOBODY}(?P<en7>.+?){_NOT_SAID}\s+(?:all )?about",
    r"what happened (?:at|during) (?P<en8>.+?)",
)
"""The same for questions that a quote may answer, which is then the better answer."""
TIMELINES = (
    rf"{_PLEASE}{_GIVE}(?:what(?:['’]s| is| was) )?(?:an? |the )?{_SHORT}"
    rf"(?:time-?\s?line|chronology|list of (?:the )?dates|dates)"
    rf"(?: of events)?{_OF.format('en11')}",
    r"what happened,? (?:and )?when(?:\s+(?:in|at|with|to|during|on)\s+(?P<en12>.+?))?",
    r"when did what happen(?:\s+(?:in|at|with|to|during|on)\s+(?P<en13>.+?))?",
    r"(?:what (?:dates|events) are (?:mentioned|named|stated|given|there)|which dates are"
    r" (?:mentioned|named|stated|given|there))(?:\s+(?:in|for|about|on|with)\s+(?P<en14>.+?))?",
)
"""Regular expressions for whole questions, in any case."""
_TEXTS = (
    r"documents?|pages?|texts?|reports?|articles?|files?|corpus|collection|stor(?:y|ies)|papers?|index"
    r"|speech(?:es)?"
)
THEMSELVES = (
    r"(?:it|this|that|them|these|those|everything|all|all of (?:it|them|this|these)"
    r"|(?:(?:the|this|that|these|those|your|my|our|all|each|every|whole|entire|of)\s+)+"
    rf"(?:{_TEXTS})(?:\s+(?:here|there|above))?)"
)
"""What stands in the place of a topic for the documents themselves."""
CONNECTING = (
    r"(?:however|therefore|thus|hence|moreover|furthermore|besides|additionally|also|likewise"
    r"|similarly|consequently|accordingly|nevertheless|nonetheless|instead|meanwhile|otherwise"
    r"|rather|the (?:above|aforementioned|abovementioned|following)|then|and|but|or|so|yet|indeed|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|again"
    r"|in addition|as a result|for (?:example|instance)|in (?:particular|this|that|these|those|turn"
    r"|other|conclusion|short|fact|response)|on (?:this|that|the (?:other|contrary)|these)"
    r"|at (?:this|that|the same)|to (?:this|that)|by (?:this|that|doing)|with (?:this|that|these)"
    r"|from (?:this|that|here|there)|under (?:this|these)|after (?:this|that|these)"
    r"|of (?:these|those|them|course)|for (?:this|these|that)|through (?:this|these)"
    r"|among (?:these|them)|here|there(?= (?:is|are|was|were) also)|more(?:over)?(?= specifically)"
    r"|such|another|others?|some of|one of (?:them|these|the (?:key|main|most))|equally|yes|no"
    r"|you|your|my|me|us|thank(?:s| you)?|let|as (?:i|you)|as (?:a|the) (?:result|consequence)"
    r"|(?:i|we) (?:am (?:honou?red|pleased|grateful|glad)|wish|have the|(?:should|would) like|thank|congratulate"
    r"|express|join|hope|am (?:also )?convinced)|dear|allow|permit|madam|sir|your excellenc(?:y|ies)"
    r"|excellenc(?:y|ies)|ladies and gentlemen|distinguished|mr\.? (?:president|chair\w*|secretary)"
    r"|hello|hi|good (?:morning|afternoon|evening)|at the outset|first of all|on behalf of"
    r"|it is (?:an?|my|with) (?:great |true |real )?(?:honou?r|pleasure|privilege))\b"
    r"|(?:[\w’'-]+\s+){1,5}also\b"
    r"|[\w’'-]+(?:\s+[\w’'-]+)?,\s+(?:therefore|however|too|thus|moreover|meanwhile|in turn),"
)
"""How sentences begin that go on from one before, or greet or thank; a regular
expression, in any case."""
POINTING = (
    r"[\w’'-]+,?(?:\s+(?-i:[a-z’'-]+),?){0,6}\s+(?:his|her|he|she|him|this|these|those|such|above"
    r"|(?:with|to|of|by|in|from|on|for) that)\b"
    r"(?!\s+(?:year|month|week|day|century|decade|as|morning|afternoon)s?\b)"
)
"""How sentences begin that point back within their first words; a regular expression, in any
case."""
