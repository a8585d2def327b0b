"""Words of English questions about what boilerplate holds."""

from __future__ import annotations

CONTACT = (
    r"\b(?:contacts?|(?:tele)?phones?|mobile|fax|e-?mails?|whatsapp|telegram|web ?sites?|web|urls?"
    r"|links?|address(?:es)?|reach|call|write to|further information|more information|follow"
    r"|press office|spokes\w+|communications|copyright|subscribe|newsletter)\b"
)
