"""English abbreviations that do not end a sentence."""

from __future__ import annotations

TITLES = (
    "Ms Mr Mrs Mx Dr Prof Hon Rev St Gen Lt Col Maj Capt Sgt Adm Amb Gov Sen Rep Pres Messrs Mmes "
    "H.E Reg Dir Art"
).split()
"""They stand before a name or another abbreviation."""
REFERENCES = r"paras?|arts?|res|nos?|vols?|pp?|secs?|figs?|ch|regs?|dir|approx|ca|c|est|min|max"
"""A number may follow them, as in "para. 4"; alternatives of a regular expression."""
