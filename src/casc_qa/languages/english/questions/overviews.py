"""How English questions ask for an overview or a timeline."""

from __future__ import annotations

_PLEASE = (
    r"(?:(?:please|kindly|now|(?:can|could|would|will) you(?: please)?|can i (?:have|get)|help me"
    r"|i(?:['’]d| would)? (?:want|need|like)(?:(?: you)? to)?|let(?:['’]s| us))[\s,]+)*"
)
_SHORT = r"(?:(?:very|short|brief|quick|concise|general|good|complete|full|one-page)[\s,]+)*"
_GIVE = (
    r"(?:(?:give|show|write|make|draw|create|prepare|build|draft|tell|provide|list|compile)"
    r"(?: up)?(?: me| us)?(?: with)?\s+)?"
)
_SUMMARY = (
    rf"(?:an? |the |your )?{_SHORT}(?:summary|overview|outline|synopsis|abstract|gist|recap"
    r"|r[eé]sum[eé]|rundown|main (?:points|ideas|message)|key (?:points|takeaways|messages))"
)
_OF = r"(?:\s+(?:of|on|about|for|from|in)\s+(.+?))?"
_AMONG = r"(?:\s+(?:in|at|with|to|during|on|for|about)\s+(.+?))?"
_NOBODY = r"(?!(?:he|she|they|you|we|i|people|who)\b)"
# What somebody talks or is worried about is what a quote says.
_NOT_SAID = (
    r"(?<!ed)(?<!\btalking)(?<!\bsaying)(?<!\bspeaking)(?<!\bthinking)(?<!\bworrying)(?<!\basking)"
    r"(?<!\barguing)(?<!\bwriting)(?<!\bcomplaining)(?<!\bright)(?<!\bwrong)(?<!\bhappy)"
    r"(?<!\bangry)(?<!\bspecial)(?<!\bunique)(?<!\bknown)(?<!\btold)(?<!\bsaid)"
)
_TEXTS = (
    r"documents?|pages?|texts?|reports?|articles?|files?|corpus|collection|stor(?:y|ies)|papers?"
    r"|index|speech(?:es)?"
)
_THE = r"(?:(?:the|this|that|these|those|your|my|our|all|each|every|whole|entire|of)\s+)+"
OVERVIEWS = (
    rf"{_PLEASE}(?:briefly\s+)?(?:summari[sz]e|sum up|recap|outline|give the gist of)"
    r"(?:\s+(?:for me|briefly))?(?:\s+(.+?))?(?:\s+(?:for me|briefly|in brief|in short))?",
    rf"{_PLEASE}{_GIVE}{_SUMMARY}{_OF}",
    r"(?:tl;?dr|in brief|in short|briefly)(?:\s*[:,-]?\s+(.+?))?",
    rf"{_PLEASE}(?:tell me )?what(?:['’]s|\s+is|\s+are)\s+{_NOBODY}(.+?){_NOT_SAID}"
    r"\s+(?:all )?about",
    rf"{_PLEASE}tell me (?:briefly )?what {_NOBODY}(.+?) (?:is|are) (?:all )?about",
    rf"what (?:do|does) ({_THE}(?:{_TEXTS})) (?:say|deal with|contain|cover|discuss|describe)",
)
"""Regular expressions for whole questions, in any case; what a group holds is the topic."""
OVERVIEWS_UNLESS_QUOTED = (
    rf"what (?:was|were) {_NOBODY}(.+?){_NOT_SAID}\s+(?:all )?about",
    r"what happened (?:at|during) (.+?)",
)
"""The same for questions that a quote may answer, which is then the better answer."""
TIMELINES = (
    rf"{_PLEASE}{_GIVE}(?:what(?:['’]s| is| was) )?(?:an? |the )?{_SHORT}"
    rf"(?:time-?\s?line|chronology|list of (?:the )?dates|dates)(?: of events)?{_OF}",
    rf"what happened,? (?:and )?when{_AMONG}",
    rf"when did what happen{_AMONG}",
    rf"(?:what|which) (?:dates|events) are (?:mentioned|named|stated|given|there){_AMONG}",
)
"""Regular expressions for whole questions, in any case."""
THEMSELVES = (
    r"it|this|that|them|these|those|everything|all|all of (?:it|them|this|these)"
    rf"|{_THE}(?:{_TEXTS})(?:\s+(?:here|there|above))?"
)
"""What stands in the place of a topic for the documents themselves; alternatives of a regular
expression, in any case.
"""
