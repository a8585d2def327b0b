"""Words around English dates, as alternatives of regular expressions, in any case."""

from __future__ import annotations

BEFORE_MONTH = (
    r"in|since|until|till|by|during|of|early|late|mid|from|through|throughout|last|next|this|and"
    r"|to|between"
)
"""What stands before a month without a day or a year: "May" and "March" are other words too."""
BEFORE_YEAR = (
    r"in|since|until|till|by|from|during|before|after|between|year|early|late|mid|around|circa"
    r"|through|throughout|of|for|the|end|to|and|as early as|as of|dated"
    r"|spring|summer|autumn|fall|winter|quarter|half"
)
"""What stands before a year."""
SURELY_BEFORE_YEAR = r"in|since|until|till|during|year|early|late|mid|circa|as of|dated"
"""Of these, what stands before no number of things."""
AFTER_YEAR = r"the|and|as|was|is|were|to|with|when|in|at|by|on|that|which|through"
"""What stands behind a year, and behind no number that counts."""
NUMBERED = (
    r"resolutions?|no|number|rooms?|pages?|articles?|paragraphs?|regulations?|law|decree|order|box"
    r"|over|about|nearly|almost|than|some|approximately|up to|least|most|another|all|these|those"
)
"""What stands before a number that is no year."""
COUNTED = (
    r"people|women|men|children|percent|per cent|million|billion|thousand|hundred|dollars?|euros?"
    r"|km|kilomet\w+|met(?:er|re)s?|miles?|tons?|tonnes?|kg|kilograms?|hours?|days|cases|participants"
    r"|officers|members|years"
)
"""What stands behind a number of things."""
OTHER_YEAR = (
    r"(?:of )?(?:last|next|each|every|that|the (?:previous|following|next|same|past|coming)) year"
    r"|annually"
)
"""What stands behind a date without a year that lies in another year, or in each."""
THIS_YEAR = r"(?:of )?this year"
"""What stands behind a date without a year that lies in the year of the text."""
OTHER_BEFORE = r"last|next|every|each"
"""What stands before such a date."""
BETWEEN = r"between|from"
"""What stands before two years with a word between."""
