"""English function words."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its they them their he him his she her hers we us
    our ours you your yours i me my mine who whom whose which what when where why how
    is are was were be been being am do does did doing done has have had having will would shall
    should can could may might must
    of in on at by for from to into onto with within without about as than then so and or but nor
    not no if between during per via up out over under off upon
    any some all each every both either such own same other please tell say said says
    there's what's who's
    """.split()
)
"""They build sentences and say nothing of what these are about: left out of the tokens of questions
and documents alike."""
ASKING = frozenset(
    "who whom whose what when where which why how is are was were do does did has have had many "
    "much".split()
)
"""Words that tell an English question among names in other letters."""
CONJUNCTIONS = frozenset("and or to".split())
"""What joins two words that share an ending."""
