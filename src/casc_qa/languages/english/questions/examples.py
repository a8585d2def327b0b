"""What English sentences can be asked, by their form."""

from __future__ import annotations

_SUBJECT = r"^(?P<subject>(?:[A-Z]|[A-Z][\w’'&-]+)(?: [\w’'&/-]+){0,11}?)"
_NAMED = (
    r"^(?P<subject>(?:The )?(?:[A-Z]{2,}\w*|[A-Z][\w’'-]+(?:(?: (?:of|for|and|on|in|the))*"
    r" [A-Z][\w’'-]+)+))(?: \([A-Z]+\))?"
)
_NAME = (
    r"(?:^|(?<=[\s“\"(]))(?<!the )"
    r"(?P<name>(?:(?:Mr|Ms|Mrs|Dr|Prof)\. )?[A-Z][\w’'-]+"
    r"(?: (?:d[’']|(?:de|van|von|der|bin|ibn|ul) )?[A-Z][\w’'-]+){1,2})"
)
_ROLE = (
    r"(?:the )?(?:[A-Z][\w’'-]* ){0,5}(?:Director|Minister|President|Head|Representative|Prosecutor"
    r"|Secretary|Officer|Manager|Expert|Chair|Co-Chair|Ambassador|Professor|Commissioner|Judge"
    r"|Coordinator|Chief|Founder)"
)
_COUNT = r"(?:(?:more than|over|about|around|nearly|some|at least) )?\d[\d,]*"
_COUNTED = r"(?P<counted>(?:[a-z-]+ ){0,2}?[a-z-]{3,}(?:s|people|women|children|men))\b"
_YEAR = r"(?:\w+ ){0,2}(?:19|20)\d\d\b"
_EVENT = (
    r"(?P<event>the (?:[\w’'-]+ ){0,8}?[\w’'-]{3,})"
    r"(?= (?:held|organi[sz]ed|convened|hosted|which|that|in|at|on|and|to|for|with)\b|[.,;]|$)"
)
_MADE = (
    "established|founded|created|launched|adopted|signed|opened|approved|ratified|introduced"
    "|published|inaugurated"
)
_CAME = "attended|participated in|took part in|joined|benefited from|graduated from"
_GATHERED = {
    "gathered": "gather",
    "brought together": "bring together",
    "trained": "train",
    "reached": "reach",
    "involved": "involve",
    "covered": "cover",
    "united": "unite",
    "supported": "support",
    "registered": "register",
    "detected": "detect",
    "received": "receive",
    "identified": "identify",
}
_DID = {
    "joined": "join",
    "signed": "sign",
    "ratified": "ratify",
    "adopted": "adopt",
    "launched": "launch",
    "established": "establish",
    "became": "become",
    "hosted": "host",
    "opened": "open",
    "introduced": "introduce",
    "abolished": "abolish",
}
_SAID = {
    "said": "say",
    "stated": "say",
    "noted": "note",
    "emphasized": "emphasize",
    "emphasised": "emphasise",
    "stressed": "stress",
    "underlined": "underline",
    "highlighted": "highlight",
    "explained": "explain",
    "added": "add",
}
_WHAT_IT_DID = rf"(?P<did>{'|'.join(_DID)}) (?P<object>(?:[\w’'-]+ ){{1,9}}?[\w’'-]{{3,}})"

FORMS = (
    (
        rf"{_SUBJECT} (?P<be>was|were|is|are) (?P<done>funded|financed|supported|organi[sz]ed|led"
        r"|opened|hosted|prepared|written) by ",
        "Who {done} {subject}?",
    ),
    (
        rf"{_SUBJECT} (?P<be>was|were) (?:first )?(?P<done>{_MADE}) (?:in|on) {_YEAR}",
        "When {be} {subject} {done}?",
    ),
    (rf"{_SUBJECT} {_WHAT_IT_DID} (?:in|on) {_YEAR}", "When did {subject} {did} {object}?"),
    (
        rf"^(?:In|On) {_YEAR},? (?P<subject>(?:the )?[A-Z][\w’'-]+(?: [\w’'-]+){{0,6}}?)"
        rf" {_WHAT_IT_DID}(?=[.,;])",
        "When did {subject} {did} {object}?",
    ),
    (rf"{_SUBJECT} took place in (?:[a-z]+ )?[A-Z]", "Where did {subject} take place?"),
    (rf"{_SUBJECT} (?P<be>was|were) held in (?:[a-z]+ )?[A-Z]", "Where {be} {subject} held?"),
    (
        r"^The (?P<what>(?:main |overall |primary )?(?:aim|purpose|goal|objective)) of"
        r" (?P<subject>[\w’' -]{5,70}?) (?:is|was) to ",
        "What is the {what} of {subject}?",
    ),
    (
        rf"^{_COUNT} {_COUNTED}[^.;]{{0,160}}? (?P<came>{_CAME}) {_EVENT}",
        "How many {counted} {came} {event}?",
    ),
    (
        rf"{_SUBJECT} (?P<gathered>{'|'.join(_GATHERED)}) {_COUNT} {_COUNTED}",
        "How many {counted} did {subject} {gathered}?",
    ),
    (rf"{_NAME}, {_ROLE}\b", "Who is {name}?"),
    (
        rf"{_NAME},[^.;]{{3,160}}, (?P<said>{'|'.join(_SAID)}) that\b",
        "What did {name} {said}?",
    ),
    (rf"{_NAMED} (?P<be>is|are) (?:an?|the) [a-z]", "What {be} {subject}?"),
)
"""Each with the question to it, in which the named parts of the sentence are filled in."""
BASE_FORMS = _GATHERED | _DID | _SAID
"""Of verbs that "did" stands before."""
POINTING = (
    r"(?:it|this|that|these|those|they|he|she|we|you|i|there|here|what|which|who|another|such|one"
    r"|our|his|her|its|their|as|in|on|at|for|to|if|when|while|although|but|and|or|so|however"
    r"|according|during|since|after|before|by|with|from|among|under|more)\b"
)
"""How a subject begins that says nothing where its sentence does not stand."""
