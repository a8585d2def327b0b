"""How Russian texts begin that have no title."""

from __future__ import annotations

GREETINGS = (
    r"уважаем\w+|дорог\w+|глубокоуважаем\w+|многоуважаем\w+|господин\w*|госпож\w+|дамы и господа"
    r"|ваши? (?:превосходительств\w+|высочеств\w+)|позвольте|разрешите|здравствуйте"
    r"|добрый (?:день|вечер)|доброе утро|прежде всего|от имени|для меня (?:большая )?честь"
)
"""Alternatives of a regular expression, for the first words of a speech or a letter."""
DATED = frozenset("от в на с по и до дата опубликовано обновлено г года".split())
"""Small words that may stand before the date at the head of a text."""
