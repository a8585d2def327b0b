"""Which of the languages in Cyrillic script a text is in: by its function words, then by letters.

A question in Russian may name people and places of every neighbour, so that letters which Russian
lacks prove little, and Russian is what remains when nothing else is sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from typing import NamedTuple

from casc_qa.languages.normalising import STRESS

RUSSIAN = "ru"
_LETTERS_ALONE = 4  # words: more than a full name has
_LETTERS_AGAINST = 8  # words that outweigh one Russian function word


class _Language(NamedTuple):
    """What tells a language of this script from Russian."""

    adds: str
    """Letters that Russian lacks; "Ъ" is a hard sign before a consonant."""
    lacks: str
    """Letters of Russian that it lacks."""
    words: Set[str]
    """Function words, and what questions are made of; each tells by itself, unless it is Russian
    too."""
    hints: Set[str]
    """Words that could also be a Russian abbreviation, name or noun; two of them tell."""


def _language(adds: str, lacks: str, words: str, hints: str = "") -> _Language:
    return _Language(adds, lacks, frozenset(words.split()), frozenset(hints.split()))


# Written with "е" for "ё". Where two languages explain a text equally well, the first is taken.
_RUSSIAN = frozenset(
    """
    и в во не что он на я с со как а то все она так его но да ты к ко у же вы за бы по ее мне было
    вот от меня еще нет о об обо из ему когда даже ли если уже или ни быть был него до вас там себя
    ей может они тут где есть надо ней для мы их чем была сам без чего раз тоже себе под будет кто
    этот того потому этого какой какая какое какие каких каким какими какую какого каком каков
    какова каково каковы какому им ним здесь этом один мой тем чтобы нее были куда зачем всех можно
    при об другой после над больше тот через эти нас про них много эту этой перед том такой такая
    такое такие таких такого между сколько скольких почему откуда отчего кем кого кому ком чей чья
    чье чьи чему чем который которая которое которые которых которой которого котором которую
    которому которыми это эта также только та те той тех свой своей своих ими ваш наш наши кое кои
    само сама сами зато либо хотя пока лишь около вокруг среди против согласно является являются
    называется находится назовите назови перечислите перечисли расскажите расскажи расшифруйте
    расшифруй объясните объясни сравните сравни опишите опиши укажите скажите скажи покажите покажи
    найдите найди переведите переведи приведите дайте сказал сказала говорит прошел прошла прошло
    состоялся состоялась состоялось участвовал участвовала участвовали
    """.split()
)
_OTHERS = {
    "uk": _language(
        "іїєґ",
        "ыэъ",
        """хто що коли чому скільки який яка яке які яких якого якому якою якій яким куди звідки
        навіщо чия чиє це цей ця ці цього цьому був бути і під від між після щодо щоб якщо він вона
        вони його її їх також тільки вже ще буде будуть може таке такий називається означає
        відбувся відбулася відбулося назвіть чого немає має потрібно лише слід
        в у на за по до для про при над через перед не я а кого кому була було були нас та так без
        вас сам раз можна те тут все того таких такого то той них ваш там себе том ним""",
        "й чи де як ви ми з зі із є або але треба чий",
    ),
    "be": _language(
        "іў",
        "ищъ",
        """хто што дзе калі чаму колькі які якая якое якія якіх якога якой куды адкуль навошта гэта
        гэты гэтая гэтыя быў былі і ці паміж праз пасля ён яны яго яе іх таксама толькі ужо яшчэ
        будзе можа называецца адбылася адбыўся адбылося удзельнічаў быць падчас гэтага
        гэтай больш альбо
        на за не у для над я была было вы мы да па так ў а то тут без такой
        той раз сама""",
        "як пра пры пад ад з або але каб трэба",
    ),
    "bg": _language(
        "Ъ",
        "ыэ",
        """какво къде кога колко защо кой коя какъв каква какви който която което които беше бяха
        това този тази тези няма като във със към през според още трябва където когато защото също
        нито ние вие тя казва нарича ако всички повече
        и в на с за от по до при под над без между не да но или а то как ли той те им ни я много
        там само кое кои сам може така кого та все него себе у после""",
        "чрез е се са ще има вече преди срещу чий",
    ),
    "sr": _language(
        "ђћљњџј",
        "йщъыьэюя",
        """шта који која које када зашто како колико је јер ће овај према међу чији чија какав
        налази његов њен њега односно није нисам нису све више након ако приликом
        и у на за до по при под над без не да или а то та те они она ли ко где сам било зато
        из само о него их ни сами после""",
        "као се од би био ово ова тај",
    ),
    "mk": _language(
        "ѓќѕљњџјѐѝ",
        "йщъыьэюя",
        """што кој која каде кога колку зошто како беше овој оваа овие тоа тој таа тие меѓу преку
        според ќе уште исто каков каква какви зборува
        и во на со за до по при под над без не да или а но кое кои само те им ни""",
        "е се од ги има нема дека кон ова",
    ),
    "ky": _language(
        "ңөү",
        "",
        """эмне эмнеге эмнеден канча канчанчы качан кайда кайдан кайсы кайсыл кандай кандайча кантип
        кимдер кимге кимдин кимди кимден булар алар менен үчүн тууралуу жөнүндө боюнча аркылуу
        деген болуп болду болгон эмес экен өз ошол бардык кийин чейин мүмкүн жылы катышты катышкан
        катышкандар өттү өткөн айтты айткан уюштурган каржылаган болобу турат
        да""",
        "ким бул биз сиз жана деп керек мен эле жок",
    ),
    "kk": _language(
        "әғқңөұүһі",
        "",
        """кім кімнің кімге кімді кімдер неге неше нешінші қанша қашан қайда қайдан қай қайсы қандай
        қалай неліктен бұл бұлар олар біз сіз және үшін туралы бойынша арқылы деген дегеніміз болып
        болды болған болады емес еді екен өз барлық кейін дейін бірге қатысты қатысқан әр бір
        мүмкін жылы өтті өткен айтты айтқан
        не да""",
        "ол мен ма ме осы деп керек",
    ),
    "uz": _language(
        "ўқғҳЪ",
        "щы",
        """нима нималар нимага нимани қачон қаерда қаерга қаердан қайси қандай қанча нечта неча
        кимлар кимнинг кимга кимни билан учун ҳақида бўйича орқали бўлган бўлди бўлиб экан эмас
        деган йўқ ҳам қилди қилган мумкин йилда ўтказилди ҳисобланади иштирок этди айтди
        качон кайси кандай хакида булди булган булиб
        у""",
        "ким ва мен деб нега улар биз сиз эди керак йил узбекистон",
    ),
    "tg": _language(
        "ғӣқӯҳҷЪ",
        "ыщць",
        """чӣ кӣ куҷо чаро чандто кадом кадоме кадомҳо чигуна ҳаст буданд шуданд мебошад мебошанд
        мешавад барои онҳо шумо ҳам карданд кардааст шудааст доданд гуфт нафар дорад кишварҳо
        иштирок
        он то""",
        "кист чист аст чанд дар аз ба ва ки соли агар буд шуд номи узбекистон",
    ),
    "tt": _language(
        "әөүҗңһ",
        "",
        """нәрсә нигә кайчан кайда каян ничә ничек нинди кайсы алар сез һәм белән өчен турында
        буенча дигән булды булган булып түгел икән үз барлык кадәр бергә кирәк мөмкин елда кемнәр
        кемнең катнашты
        кем ни без да""",
        "бу дип юк шул иде",
    ),
    "ba": _language(
        "әғҙҡңҫөүһ",
        "",
        """нимә ниңә ҡасан ҡайҙа ҡайһы нисә нисек ниндәй беҙ һеҙ һәм менән өсөн тураһында буйынса
        тигән булды булған юҡ түгел икән үҙ кемдәр ҡатнашты үтте
        кем ни был да""",
        "улар",
    ),
    "mn": _language(
        "өү",
        "",
        """хэн хэний хэнд юу юуны хаана хэзээ хэдэн ямар яагаад яаж энэ эдгээр байна байсан байгаа
        болон дээр тухай хувьд гэж гэсэн гэдэг хийсэн болсон оролцсон улсын
        та он""",
        "хэд бид вэ бэ юм нь бол ба тэр онд",
    ),
    "az": _language(
        "әғјҝөүһҹ",
        "щцэюяйъь",
        """кимдир нә нәдир нечә хансы һансы һарада һара вә илә үчүн олуб олмуш олду һаггында ҝөрә
        нијә иштирак едиб""",
        "бу дир олан",
    ),
    "os": _language(
        "ӕЪ", "", "кӕм кӕд кӕй куыд цавӕр ӕмӕ ацы уыцы уыд уыди цӕмӕн кӕцы цал у", "чи цы нӕ"
    ),
    "ab": _language(
        "ӷқҟӡҧԥҭҳҵҷҽҿҩәџ", "", "иарбан дарбан иабаҟоу ианбыку изеиԥшроу абри дызусҭада закәи"
    ),
    "cv": _language("ӑӗҫӳ", "", "ӑҫта хӑҫан мӗн мӗнле мӗнпе миҫе хӑш ҫинчен", "кам пирки"),
}
CYRILLIC = frozenset([RUSSIAN, *_OTHERS])
"""ISO 639-1 of every language that is known here."""
DETECTION_WORDS = _RUSSIAN.union(*(language.words for language in _OTHERS.values()))
"""Of all of them, folded."""

_WORD = re.compile(r"[\u0400-\u052f]+(?:[-'’ʼ][\u0400-\u052f]+)*")
_INITIAL = re.compile(r"\b[\u0400-\u052f]\.")
_HARD_SIGN_AS_VOWEL = re.compile("ъ(?=[бвгджзклмнпрстфхцчшщ])")
_RUSSIAN_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя-'’ʼ")


def cyrillic_words(text: str) -> list[str]:
    """The Cyrillic words of ``text`` in order, without initials; case, stress and the dots of "ё"
    do not count.

    >>> cyrillic_words("Что написа\u0301л Н. Ёлкин об UNODC?")
    ['что', 'написал', 'елкин', 'об']
    """
    plain = unicodedata.normalize("NFC", text.casefold()).replace("ё", "е").replace(STRESS, "")
    return _WORD.findall(_INITIAL.sub(" ", plain))


def cyrillic_language(text: str) -> str:
    """ISO 639-1 of the language of a text in Cyrillic script; Russian unless another is sure.

    >>> cyrillic_language("Качан болду?"), cyrillic_language("Кто такой Ғабит Мүсірепов?")
    ('ky', 'ru')
    """
    every = {_HARD_SIGN_AS_VOWEL.sub("Ъ", word) for word in cyrillic_words(text)}
    lower = {word.lower() for word in every}
    sure = [code for code in _OTHERS if _is_sure(_OTHERS[code], every, lower)]
    return max(sure, key=lambda code: _fit(_OTHERS[code], every, lower), default=RUSSIAN)


def _is_sure(language: _Language, every: Set[str], lower: Set[str]) -> bool:
    """Whether a text of these words is rather in ``language`` than in Russian."""
    words = (lower & language.words) - _RUSSIAN
    hints = (lower & language.hints) - _RUSSIAN
    russian = len((lower & _RUSSIAN) - language.words - language.hints)
    lettered = len(_lettered(language, every))
    is_its_own = words or (hints and len(hints) + lettered > 1)
    if is_its_own and len(words | hints) > 2 * russian:
        return True
    needed = _LETTERS_ALONE + _LETTERS_AGAINST * russian
    return lettered >= needed and 2 * lettered >= len(every)


def _fit(language: _Language, every: Set[str], lower: Set[str]) -> int:
    """How well ``language`` explains the words."""
    words = len(lower & language.words)
    hints = len(lower & language.hints)
    foreign = sum(not set(language.lacks).isdisjoint(word) for word in every)
    return 2 * words + hints + len(_lettered(language, every)) - foreign


def _lettered(language: _Language, every: Set[str]) -> list[str]:
    """The words with letters that Russian lacks, and only such as ``language`` has."""
    strange = ((word, set(word) - _RUSSIAN_LETTERS) for word in every)
    return [word for word, letters in strange if letters and letters <= set(language.adds)]
