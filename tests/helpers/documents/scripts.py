"""Sentences in the scripts of the region."""

from __future__ import annotations

# One sentence in each script that documents of the region are written in.
SCRIPTS = {
    "ru": "Семинар прошёл в Бишкеке — «впервые».",
    "kk": "Қазақстан Республикасының кеден қызметі.",
    "ka": "სემინარი თბილისში გაიმართა.",
    "hy": "Սեմինարը կայացավ Երևանում։",
    "ar": "عُقدت الندوة في بيشكيك، وحضرها ٥٣ شخصًا.",
    "fa": "این نشست در دوشنبه برگزار می‌شود.",
    "he": "הסמינר נערך בבישקק.",
    "tg": "Семинар дар шаҳри Душанбе баргузор гардид.",
}
