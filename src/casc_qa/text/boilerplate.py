"""What stands on every page and answers no question: contact blocks, share lines, navigation.

Found by general signs, in English and Russian: telephone numbers, addresses and links with few
words around them; phrases that invite to read, share or call; short lines next to these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casc_qa.languages.english import boilerplate as english
from casc_qa.languages.russian import boilerplate as russian

_FEW_WORDS = 12
_WORDS_BESIDE_CONTACTS = 5
_LINES_AROUND = 6  # of a contact block: a name, an office, a department
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}(?:\.\w{1,63}){1,8}"  # address
    r"|\(?\+\(?\d[\d\s()./-]{6,30}\d"  # a telephone number
    r"|\b(?:https?://|www\.)\S+|(?<!\w)@\w{3,}",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"\b(?:{english.LABELS}|{russian.LABELS})\b", re.IGNORECASE)
_INVITATION = re.compile(rf"^\W*(?:{english.INVITATIONS}|{russian.INVITATIONS})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_TERMINALS = (".", "!", "?", "…", "”", '"', "»", ";", ":")


def find_boilerplate(sentences: Sequence[str]) -> list[bool]:
    """Which of a document's sentences, in their order, are boilerplate.

    >>> find_boilerplate(["It began in May.", "For more information:", "Ann", "+998 71 120-80"])
    [False, True, True, True]
    """
    marked = [_is_boilerplate(sentence) for sentence in sentences]
    around = list(marked)
    for number, is_marked in enumerate(marked):
        if is_marked:
            for step in (-1, 1):
                _spread(sentences, around, number, step)
    return around


def _is_boilerplate(sentence: str) -> bool:
    few = len(_WORD.findall(sentence)) <= _FEW_WORDS
    if few and _INVITATION.match(sentence):
        return True
    rest = _CONTACT.sub(" ", sentence)
    return rest != sentence and len(_WORD.findall(_LABEL.sub(" ", rest))) <= _WORDS_BESIDE_CONTACTS


def _spread(sentences: Sequence[str], marked: list[bool], start: int, step: int) -> None:
    """Marks the short lines next to a marked one: they belong to its block."""
    for number in range(start + step, start + step * (_LINES_AROUND + 1), step):
        if not 0 <= number < len(sentences) or not _is_short_line(sentences[number]):
            return
        marked[number] = True


def _is_short_line(sentence: str) -> bool:
    """A line of a block: few words, and no end of a sentence."""
    words = len(_WORD.findall(sentence))
    return words <= _FEW_WORDS and not sentence.rstrip().endswith(_TERMINALS)
