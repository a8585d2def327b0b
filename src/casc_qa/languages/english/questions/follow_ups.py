"""How English questions point back to the one before."""

from __future__ import annotations

GOING_ON = r"and|but|so|also|what about|how about|what else|who else|where else|anything else"
"""What they begin with."""
POINTING_BACK = (
    r"it|its|they|them|their|he|him|his|she|her|there|then"
    r"|(?:this|that|these|those|the same) ?(?:event|meeting|training|project|programme|document"
    r"|report|conference|seminar|one|ones)?"
)
"""What in them points back."""
