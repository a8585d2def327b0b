"""Words of Russian questions about what boilerplate holds."""

from __future__ import annotations

CONTACT = (
    r"\b(?:контакт|телефон|почт|адрес|связат|позвон|сайт|ссылк|подробн|написать|подпис"
    r"|мобильн|обратит|обращат|пресс-служб|[иеэ]-?м[еэ]йл)\w*|\bдополнительн\w+ информаци\w*"
)
