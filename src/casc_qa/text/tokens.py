"""Words for the lexical side: folded, without function words, stemmed by Snowball: as Russian where
their letters are Cyrillic, as English elsewhere.
"""

from __future__ import annotations

import re
import unicodedata

from casc_qa.languages import cyrillic
from casc_qa.languages.snowball import snowball

STEMMERS = "english russian"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")

# Words that a question is built with, and that say nothing of what it asks about.
_ENGLISH_FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its they them their he him his she her hers we us
    our ours you your yours i me my mine who whom whose which what when where why how
    is are was were be been being am do does did doing done has have had having will would shall
    should can could may might must
    of in on at by for from to into onto with within without about as than then so and or but nor
    not no if between during per via up out over under off upon
    any some all each every both either such own same other please tell say said says
    there's what's who's
    """.split()
)
# The month of May is among them, as "may" is in English: the other language has no token for it.
RUSSIAN_FUNCTION_WORDS = frozenset(
    """
    и в во не что чего чему чем он его него ему нему им ним нем она ее нее ей ней оно они их них ими
    ними мы нас нам нами вы вас вам вами ты тебя тебе тобой я меня мне мной себя себе собой кто кого
    кому кем ком чей чья чье чьи чьего чьей чьих где когда куда откуда зачем почему отчего как какой
    какая какое какие какого какому каким каком какую каких какими каков какова каково каковы
    который которая которое которые которого которому которым котором которую которой которых
    которыми сколько скольких скольким насколько это этот эта эти этого этому этим этом эту этой
    этих этими то тот та те того тому тем том ту той тех теми такой такая такое такие такого таким
    таком такую таких так там тут здесь с со к ко на за из изо от ото до у о об обо про по под подо
    над надо при для без через между среди около вместо кроме ради а но да или либо же ли бы ни нет
    если чтобы хотя пока также тоже еще уже лишь только ведь вот все весь вся всего всей всех всем
    всеми каждый свой свои своего своей своих был была было были быть будет будут есть является
    являются являлся являлась являлось являлись может могут мог могла могли можно должен должна
    должны нужно скажите назовите перечислите расскажите пожалуйста чьему чьим чьем чьими чью
    сколькими скольки такому такими перед после именно должно нужен нужна нужны своя свое скажи
    назови перечисли расскажи укажите укажи сообщите сообщи опишите опиши объясните объясни сравните
    сравни подскажите подскажи напомните напомни уточните уточни найдите найди покажите покажи дайте
    дай приведите приведи процитируйте здравствуйте известно верно правда
    сказать сказал сказала сказали говорить говорит говорят говорил говорила говорили говорится
    говорилось зовут
    май мая маю маем мае
    """.split()
)
_FUNCTION_WORDS = _ENGLISH_FUNCTION_WORDS | RUSSIAN_FUNCTION_WORDS


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
    return word.casefold().replace("ё", "е") in _FUNCTION_WORDS


def tokens(text: str) -> list[str]:
    """Stems of the words that carry meaning; a text of function words alone keeps them.

    >>> tokens("Who funded the projects?"), tokens("took part") == tokens("participate")
    (['fund', 'project'], True)
    >>> tokens("Сколько стран участвовало в Ташкенте?")
    ['стран', 'участвова', 'ташкент']
    """
    found = words(_unphrased(text))
    content = [word for word in found if not is_function_word(word)] or found
    if cyrillic.has_cyrillic(text):
        return [_stem(word) for word in content]
    return snowball(content, "english")


def _stem(word: str) -> str:
    """Of a folded word, by the language of its letters."""
    if cyrillic.has_cyrillic(word):
        return cyrillic.stem(cyrillic.normalised(word))
    return snowball([word], "english")[0]


# Phrases that mean one word, which their own words hide.
_PHRASES = (
    (re.compile(r"\b(?:take|takes|took|taken|taking) part\b", re.IGNORECASE), "participate"),
    (re.compile(r"\b(?:take|takes|took|taken|taking) place\b", re.IGNORECASE), "held"),
)


def _unphrased(text: str) -> str:
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return text
