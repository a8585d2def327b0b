"""How people who write English greet, thank, and ask what there is to ask about."""

from __future__ import annotations

GREETINGS = (
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|thanks|thank you|thx|cheers"
    r"|bye|goodbye|ok|okay|test|help|start)(?: (?:there|you|so much|very much|a lot|all|again))*"
)
"""A regular expression for all of a message, in any case."""
ABOUT_THE_DOCUMENTS = (
    r"(?:what|which) (?:documents?|files?|texts?|sources?|pages?|reports?)"
    r"(?: (?:do|did|can|could|have|has|are|is|you|i|we|there|here|available|loaded|indexed|read"
    r"|in|the|index|know|use|got|search|ask|about))*"
    r"|(?:list|show)(?: me)?(?: all)?(?: the| your)? (?:documents?|files?|sources?)"
    r"|what(?:['’]?s| is) (?:this|casc-qa)(?: (?:program|thing|tool|chat|page|site|app))?"
    r"|what (?:can|do) you (?:do|know|have)|who are you|what can i ask(?: you)?(?: about)?"
    r"|how does (?:this|it) work|how (?:do|can) i use (?:this|it)"
)
