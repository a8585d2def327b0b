"""Which of the region's languages in Latin script a text is in: by its function words, endings and
letters. English is what remains when nothing else is sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from casc_qa.languages.english.function_words import ASKING, FUNCTION_WORDS

ENGLISH = "en"
_ENDING_CHARS = 6  # a shorter word may end so in any language
_NEEDED = 2.0
_SURE = 2.0
_SHARE = 0.12  # of the words of a text
_ENDING = 0.75  # as much as a word
_LETTER = 0.75


class _Language(NamedTuple):
    """What tells a language of this script from English."""

    words: Set[str]
    """Function words, and what questions are made of; folded."""
    ending: re.Pattern[str]
    """Of nouns and verbs."""
    letters: Set[str]
    """That English lacks."""


def _language(words: str, endings: str, letters: str) -> _Language:
    return _Language(frozenset(words.split()), re.compile(rf"(?:{endings})$"), frozenset(letters))


_OTHERS = {
    "uz": _language(
        """va bilan uchun bu ham emas qanday qanaqa nima nimalar nimani nimaga kim kimlar kimning
        kimga qachon qayerda qaerda qayerga qayerdan qancha nechta necha qaysi haqida boyicha
        togrisida edi boldi bolgan bolib kerak lekin yoki ular qilish qilgan qildi tomonidan ega
        mavjud mumkin yilda orqali orasida nega ishtirok etdi otkazildi ekan yoq qachondan
        ozbekiston toshkentda royxati deb degan kishi sozladi otdi soz nimadir""",
        "ning|larni|lari|larga|larda|dagi|moqda|gan|ganlar|lishi|lashdi|ildi|ishdi|chilar|lik|likni"
        "|ligi|mizni|sida|siga|sidan|arni|otda|onda",
        "",
    ),
    "az": _language(
        """və ilə üçün bu nə kim kimlər kimin kimə hansı harada haraya haradan neçə nece necə niyə
        haqqında deyil edir edib olan oldu olunur olub ki da də hər bir iştirak keçirildi zaman
        vaxt bakıda azərbaycan nədir kimdir nəfər görə qədər sonra ve ile ucun hansi""",
        "lar|lər|nın|nin|nun|nün|dır|dir|dur|dür|mək|maq|lıq|lik|ların|lərin|ında|ində|ıb|ib|dilər",
        "əığşçöüğ",
    ),
    "tk": _language(
        """bilen üçin bu näme kim kimler kimiň kime haçan nirede niräden näçe haýsy nähili barada
        barasynda däl boldy bolan hem ýa ýaly şeýle bolup edýär diýip gatnaşdy geçirildi sebäpli
        türkmenistanyň aşgabatda arkaly boýunça çykyş nämedir""",
        "nyň|niň|lary|leri|lar|ler|dyr|dir|ýar|ýär|lyk|lik|mak|mek|ynda|inde|lygy|lygyny",
        "äňýžşçöü",
    ),
    "tr": _language(
        """ve ile için bu ne kim kimler kimin kime hangi nerede nereye nereden kaç nasıl neden niye
        hakkında değil oldu olan olarak olduğu bir mı mi mu mü da de çok daha kadar sonra göre
        tarafından katıldı yapıldı edildi zaman arasında icin hakkinda nerde nedir kimdir kaçıncı
        toplantı kişi etti""",
        "lar|ler|nın|nin|nun|nün|dır|dir|mek|mak|lık|lik|ların|lerin|ında|inde|yor|dılar|diler|ması"
        "|mesi",
        "ığşçöü",
    ),
}
_HINTS = frozenset(
    """kim bu de da ve ki mi mu ne mı mü va olan ega ham hem ya bir zaman sonra ile hansi var edi
    ular bilan deb hər oldu vaxt nega nere emas ozbekiston azərbaycan toshkentda bakıda
    aşgabatda""".split()
)
"""Words that could also be a name or another language's; two of them tell."""
LATIN = frozenset([ENGLISH, *_OTHERS])
"""ISO 639-1 of every language that is known here."""
_ENGLISH = FUNCTION_WORDS | ASKING
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`´][^\W\d_]+)*")
_APOSTROPHES = re.compile("['’ʻʼ‘`´]")


def latin_language(text: str) -> str:
    """ISO 639-1 of the language of a text in Latin script; English unless another is sure.

    >>> latin_language("Toshkentdagi seminarda kimlar ishtirok etdi?")
    'uz'
    >>> latin_language("Bişkekdäki maslahata näçe adam gatnaşdy?")
    'tk'
    >>> latin_language("Did Kim Bu speak?"), latin_language("Alisher Navoiy, O‘zbekiston")
    ('en', 'en')
    """
    words = [_folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    english = sum(word in _ENGLISH for word in words)
    fits = {code: _fit(language, words) for code, language in _OTHERS.items()}
    if "ə" not in text.casefold():
        fits["az"] = 0.0  # hardly a sentence of Azerbaijani is without it; Turkish has it not
    best = max(fits, key=lambda code: fits[code])
    is_sure = fits[best] >= max(_NEEDED, _SHARE * len(words)) and fits[best] > 2 * english
    return best if is_sure else ENGLISH


def _folded(word: str) -> str:
    """In lower case, without the marks that Uzbek writes after o and g."""
    return _APOSTROPHES.sub("", word.replace("İ", "i").casefold())


def _fit(language: _Language, words: Sequence[str]) -> float:
    """How much speaks for the language: its words, and the endings and letters of others."""
    score = 0.0
    for word, times in Counter(words).items():
        if word in language.words:
            score += min(times, 3) * (1.0 if word in _HINTS else _SURE)
            continue
        ends = len(word) >= _ENDING_CHARS and language.ending.search(word) is not None
        strange = {char for char in word if not char.isascii()}
        lettered = bool(strange) and strange <= language.letters
        score += _ENDING * ends + _LETTER * lettered - _LETTER * bool(strange - language.letters)
    return score
