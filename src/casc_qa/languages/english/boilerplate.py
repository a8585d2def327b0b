"""What contact blocks and navigation say in English, as alternatives of a regular expression."""

from __future__ import annotations

LABELS = (
    r"tel|phone|telephone|mobile|cell|fax|e-?mail|web(?:site)?|whatsapp|telegram|facebook"
    r"|twitter|instagram|skype|address"
)
"""What stands in front of a number or an address."""
INVITATIONS = (
    r"for (?:more|further|additional|media|press) (?:information|details|[ei]nquiries)"
    r"|(?:media |press )?contacts?\b(?: us| person| information| details)?\W|contact us"
    r"|share (?:this|on|via|with)|follow us|find us on|(?:tweet|e-?mail|print) this"
    r"|(?:read|learn|find out|see|view) (?:more|also|all)\b|related (?:links|articles|stories|news)"
    r"|click here|subscribe|sign up|back to (?:top|home)|all rights reserved|copyright\b|©"
    r"|(?:privacy|cookie) (?:policy|notice|settings)|terms (?:of use|and conditions)"
)
"""What a line begins with that invites to read, share or call."""
