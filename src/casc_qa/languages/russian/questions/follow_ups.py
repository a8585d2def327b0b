"""How Russian questions point back to the one before."""

from __future__ import annotations

GOING_ON = r"а|и|но|еще|что еще|кто еще|а что насчет"
"""What they begin with."""
POINTING_BACK = (
    r"он|она|оно|они|его|ее|их|ему|ей|им|него|нее|них|нем|ней|там|туда|тогда"
    r"|эт(?:от|а|о|и|ого|ой|их|ом|у)(?: (?:встреч\w*|тренинг\w*|проект\w*|мероприяти\w*"
    r"|документ\w*|семинар\w*|конференци\w*))?"
)
"""What in them points back."""
