"""Russian: function words, months, abbreviations, stems, and its words as tokens of the encoder
(``encoder_words``); in ``questions`` what only they need. README.md describes the trained files.
"""
