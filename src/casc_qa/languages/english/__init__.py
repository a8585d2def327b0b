"""English: function words, months, abbreviations, phrases; in ``questions`` what only they need."""
