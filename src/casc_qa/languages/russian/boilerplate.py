"""What contact blocks and navigation say in Russian, as alternatives of a regular expression."""

from __future__ import annotations

LABELS = r"тел|телефон|факс|моб|почта|эл|сайт|адрес"
"""What stands in front of a number or an address."""
INVITATIONS = (
    r"(?:за|для получения) дополнительной информаци|поделиться|подписаться|подписывайтесь"
    r"|читайте также|подробнее|контакт(?:ы|ная информация|ное лицо)|все права защищены"
    r"|наверх\b|распечатать"
)
"""What a line begins with that invites to read, share or call."""
