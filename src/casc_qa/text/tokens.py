"""Words for the lexical side: folded, without function words, stemmed by Snowball."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")

# Words that a question is built with, and that say nothing of what it asks about.
_FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its they them their he him his she her hers we us
    our ours you your yours i me my mine who whom whose which what when where why how
    is are was were be been being am do does did doing done has have had having will would shall
    should can could may might must
    of in on at by for from to into onto with within without about as than then so and or but nor
    not no if between during per via up out over under off upon
    any some all each every both either such own same other please tell say said says
    there's what's who's
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее её мне было
    вот от меня еще ещё нет о об из ему когда где кто какой какая какие каких кем чем чего чему
    для мы их при или ли был была были быть это эта этот эти том тем который которая которые
    """.split()
)


def fold(text: str) -> str:
    """The normalised view of a text: NFKC, straight quotes, collapsed white space, case folded.

    >>> fold("UNODC’s\\xa0 Office")
    "unodc's office"
    """
    straight = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return " ".join(straight.casefold().split())


_STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def words(text: str) -> list[str]:
    """Folded words in order, possessive endings off.

    >>> words("Women's side-event, 9-10 March")
    ['women', 'side', 'event', '9', '10', 'march']
    """
    return [_POSSESSIVE.sub("", match) for match in _WORD.findall(fold(text))]


def is_function_word(word: str) -> bool:
    """Whether ``word`` only builds sentences: articles, question words, auxiliaries."""
    return word.casefold() in _FUNCTION_WORDS


def tokens(text: str, language: str = "english") -> list[str]:
    """Stems of the words that carry meaning; a text of function words alone keeps them.

    >>> tokens("Who funded the projects?"), tokens("took part") == tokens("participate")
    (['fund', 'project'], True)
    """
    found = words(_unphrased(text))
    content = [word for word in found if word not in _FUNCTION_WORDS]
    stems: list[str] = _stemmer(language).stemWords(content or found)
    return stems


# Phrases that mean one word, which their own words hide.
_PHRASES = (
    (re.compile(r"\b(?:take|takes|took|taken|taking) part\b", re.IGNORECASE), "participate"),
    (re.compile(r"\b(?:take|takes|took|taken|taking) place\b", re.IGNORECASE), "held"),
)


def _unphrased(text: str) -> str:
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return text


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # PyStemmer ships no types
    import Stemmer

    return Stemmer.Stemmer(language)
