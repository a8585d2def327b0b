"""What stands on every page and answers no question: contact blocks, share lines, navigation.

Found by general signs, in English and Russian: telephone numbers, addresses and links with few
words around them; phrases that invite to read, share or call; short lines next to these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FEW_WORDS = 12
_WORDS_BESIDE_CONTACTS = 5
_LINES_AROUND = 6  # of a contact block: a name, an office, a department
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}(?:\.\w{1,63}){1,8}"  # address
    r"|\(?\+\(?\d[\d\s()./-]{6,30}\d"  # a telephone number
    r"|\b(?:https?://|www\.)\S+|(?<!\w)@\w{3,}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:tel|phone|telephone|mobile|cell|fax|e-?mail|web(?:site)?|whatsapp|telegram|facebook"
    r"|twitter|instagram|skype|address|тел|телефон|факс|моб|почта|эл|сайт|адрес)\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"^\W*(?:for (?:more|further|additional|media|press) (?:information|details|[ei]nquiries)"
    r"|(?:media |press )?contacts?\b(?: us| person| information| details)?\W|contact us"
    r"|share (?:this|on|via|with)|follow us|find us on|(?:tweet|e-?mail|print) this"
    r"|(?:read|learn|find out|see|view) (?:more|also|all)\b|related (?:links|articles|stories|news)"
    r"|click here|subscribe|sign up|back to (?:top|home)|all rights reserved|copyright\b|©"
    r"|(?:privacy|cookie) (?:policy|notice|settings)|terms (?:of use|and conditions)"
    r"|(?:за|для получения) дополнительной информаци|поделиться|подписаться|подписывайтесь"
    r"|читайте также|подробнее|контакт(?:ы|ная информация|ное лицо)|все права защищены"
    r"|наверх\b|распечатать)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:contacts?|(?:tele)?phones?|mobile|fax|e-?mails?|whatsapp|telegram|web ?sites?|web|urls?"
    r"|links?|address(?:es)?|reach|call|write to|further information|more information|follow"
    r"|press office|spokes\w+|communications|copyright|subscribe|newsletter)\b"
    r"|\b(?:контакт|телефон|почт|адрес|связат|позвон|сайт|ссылк|подробн|написать|подпис"
    r"|мобильн|обратит|обращат|пресс-служб|[иеэ]-?м[еэ]йл)\w*|\bдополнительн\w+ информаци\w*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_TERMINALS = (".", "!", "?", "…", "”", '"', "»", ";", ":")


def asks_for_contact(question: str) -> bool:
    """Whether the question is about what boilerplate holds.

    >>> asks_for_contact("Whom do I call?"), asks_for_contact("Who spoke?")
    (True, False)
    """
    return _ASKS.search(question) is not None


def find_boilerplate(sentences: Sequence[str]) -> list[bool]:
    """Which of a document's sentences, in their order, are boilerplate.

    >>> find_boilerplate(["It began in May.", "For more information:", "Ann", "+998 71 120-80"])
    [False, True, True, True]
    """
    marked = [_is_boilerplate(sentence) for sentence in sentences]
    around = list(marked)
    for place, is_marked in enumerate(marked):
        if is_marked:
            for step in (-1, 1):
                _spread(sentences, around, place, step)
    return around


def _is_boilerplate(sentence: str) -> bool:
    few = len(_WORD.findall(sentence)) <= _FEW_WORDS
    if few and _INVITATION.match(sentence):
        return True
    rest = _CONTACT.sub(" ", sentence)
    return rest != sentence and len(_WORD.findall(_LABEL.sub(" ", rest))) <= _WORDS_BESIDE_CONTACTS


def _spread(sentences: Sequence[str], marked: list[bool], place: int, step: int) -> None:
    """Marks the short lines next to a marked one: they belong to its block."""
    for next_place in range(place + step, place + step * (_LINES_AROUND + 1), step):
        if not 0 <= next_place < len(sentences) or not _is_short_line(sentences[next_place]):
            return
        marked[next_place] = True


def _is_short_line(sentence: str) -> bool:
    """A line of a block: few words, and no end of a sentence."""
    words = len(_WORD.findall(sentence))
    return words <= _FEW_WORDS and not sentence.rstrip().endswith(_TERMINALS)
