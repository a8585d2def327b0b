"""What a Russian question asks for, and which words of it are names."""

from __future__ import annotations

import re

from casc_qa.languages.questions.answer_types import Expected
from casc_qa.text.tokens import RUSSIAN_FUNCTION_WORDS, is_function_word

_ENGLISH_QUESTION = frozenset(
    """
    who whom whose which what when where why how is are was were do does did can could should will
    would has have tell list name compare give
    """.split()
)
_QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|\"([^\"]*)\"")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")


def normal(text: str) -> str:
    """``text`` with е for ё and plain spaces; every character stays in its place.

    >>> normal("Каков\\u00a0объём?")
    'Каков объем?'
    """
    return text.translate(_NORMAL)


_NORMAL = str.maketrans("ёЁ\u00a0\u202f\u2009", "еЕ   ")


def is_russian_function_word(word: str) -> bool:
    """Whether ``word`` only builds sentences, in Russian or in English.

    >>> is_russian_function_word("Скольких"), is_russian_function_word("Ташкент")
    (True, False)
    """
    return is_function_word(normal(word))


def is_russian(question: str) -> bool:
    """Whether the question itself is in Russian, whatever names and titles it holds.

    >>> is_russian("Кто финансировал Gender and Human Rights Project?")
    True
    >>> is_russian("Who wrote «Что делать»?")
    False
    """
    if not _CYRILLIC.search(question):
        return False
    unquoted = _QUOTED.sub(" ", question)
    for word in _WORD.findall(normal(unquoted).casefold()):
        if word in _ENGLISH_QUESTION:
            return False
        if word in RUSSIAN_FUNCTION_WORDS:
            return True
    return len(_CYRILLIC.findall(unquoted)) > len(_LATIN.findall(unquoted))


_SHORT = r"(?-i:\d?[A-ZА-Я]{2,}|\d[A-ZА-Я])\w*"  # an acronym
_WHICH = r"\bкак(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими|ов|ова|ово|овы)"
_UP_TO_TWO = r"(?: [\w-]+){0,2} "
_TELL = r"(?:назовите|назови|укажите|укажи|сообщите|скажите|уточните|напомните|дайте|приведите)"
_OWNER = r"(?:(?:(?-i:[A-ZА-Я])[\w-]*|было?|были|всего|он|она|они|в|на|из|для|ушло|им|ей|ему) )"

# The first form that a question has tells.
_FORMS: tuple[tuple[Expected, str], ...] = (
    ("expansion", r"\bрасшифр\w+|\bаббревиатур\w+|\bакроним\w*|\bполностью (?:назыв|пиш|звуч)\w+"),
    ("expansion", rf"\bчто (?:же )?(?:такое|значит|означа\w+|обознача\w+|за) [«“„\"]?{_SHORT}"),
    ("expansion", rf"^[«“„\"]?{_SHORT}[»”“\"]?\W*(?:это )?что (?:это|такое|значит|означает)"),
    ("expansion", rf"^[«“„\"]?{_SHORT}[»”“\"]?\W*это что\b"),
    ("expansion", rf"\bполн\w+ (?:названи|наименовани)\w+.*\b{_SHORT}"),
    ("email", r"\be-?mail\w*|\bэлектронн\w+ (?:почт|адрес|ящик)\w*|\b[иеэ]-?м[еэ]йл\w*"),
    ("email", r"\bэл\.? ?(?:почт|адрес)\w*|\bкак(?:ая|ую|ой) (?:\w+ )?почт[ауые]\b"),
    (
        "phone",
        r"(?<!по )\bтелефон(?:а|у|ом|е|ы|ов|ам|ами|ах)?\b|\bтелефонн\w+ номер\w*"
        r"|\bwhatsapp\b|\bв[ао][тц]+сап\w*|\bмобильн\w+ номер\w*|\bномер\w* для связи\b"
        r"|\bконтактн\w+ номер\w*|\bпо какому (?:номеру|телефону)\b|\bкуда (?:по)?звонить\b"
        r"|\bкак (?:по|до)?звонить\w*|^мобильн\w+ (?-i:[А-ЯA-Z])",
    ),
    (
        "money",
        r"\b(?:сколько|во сколько|почем) (?:[\w-]+ ){0,3}?(?:стои|обош|обход)\w+\b"
        r"(?! (?:перед|на|за|в)\b)",
    ),
    (
        "money",
        r"\bсколько (?:[\w-]+ ){0,3}?(?:денег|средств|долларов|евро|рублей|сомов|сумов|тенге|сомони"
        r"|манатов|лари|драмов|фунтов|финансирования)\b",
    ),
    (
        "money",
        rf"\bсколько {_OWNER}{{0,5}}(?:за)?(?:плат|плач|трат|выдел|жертв|пожертв|израсход|внес|внос"
        r"|зараб|вложи|инвестир)\w+",
    ),
    (
        "money",
        rf"{_WHICH}{_UP_TO_TWO.replace('2', '1')}?(?:сумм[ауые]|суммой|стоимость|стоимости|бюджет"
        r"|бюджета|бюджете|бюджетом|цен[ауы]|зарплат[ау]|оклад|гонорар|расходы|затраты)\b",
    ),
    (
        "money",
        rf"{_WHICH} (?:объем|размер|величин)\w* (?:[\w-]+ )?(?:финансирован|инвестици|средств|грант"
        r"|бюджет|взнос|зарплат|штраф)\w*",
    ),
    ("money", rf"(?:^|\b{_TELL} (?:[\w-]+ )?)(?:сумму?|сумма|стоимость|бюджет|цен[ау])\b"),
    ("weekday", r"\bд(?:ень|ня|ню|нем|не|ни|ней|ням|нями|нях) недели\b"),
    ("reason", r"^(?:и |а |но |так )?(?:почему|отчего|зачем|из-за чего|по какой причине)\b"),
    ("place", r"^(?:и |а |но )?(?:где|куда|откуда) (?!и\b)"),
    ("date", r"\bс как(?:ого|их) (?:\w+ )?по как(?:ое|ой|ие)\b|\bпо какое число\b"),
    ("number", r"\bсколько\b|\bскольк(?:их|им|ими|и)\b|\bна ?сколько\b"),
    ("number", r"\bкак (?:много|долго|часто|быстро|далеко|велик\w*|высок\w*)\b"),
    (
        "number",
        rf"{_WHICH}{_UP_TO_TWO}(?:дол[яюией]+|процент\w*|количеств\w*|численност\w*|длительност\w*"
        r"|продолжительност\w*|возраст\w*|площад\w*|населени[ея]|числ(?:о|е))\b",
    ),
    (
        "number",
        rf"{_WHICH} (?:дол[яюией]+|процент\w*|количеств\w*|численност\w*|длительност\w*"
        r"|продолжительност\w*|возраст\w*|площад\w*|числ(?:о|е)|по счету)\b",
    ),
    ("number", r"(?<!в )\bкак(?:ая|ую) часть\b|^(?:количество|число|доля|процент|численность)\b"),
    ("number", rf"\b{_TELL} (?:[\w-]+ )?(?:количество|число|долю|процент|численность)\b"),
    (
        "year",
        r"\bкак(?:ой|ого|ому|им|ом|ие|их)(?: именно| из)? год(?:а|у|ом|е|ы|ах|ов|ам)?\b"
        r"|\bкаков год\b|\bв котором году\b|\bполн\w+ дат\w+|\bуказани\w+ года\b|\bмесяца и года\b"
        rf"|\bмесяц и год\b|^год\b|\b{_TELL} год\b",
    ),
    (
        "date",
        r"\bкогда\b|\bкак(?:ого|ому|им|их)(?: именно)? числ(?:а|у|ом|ам|ах)\b|\bкак давно\b",
    ),
    (
        "date",
        rf"{_WHICH} (?:[\w-]+ )?(?:дат[аыуе]?|датой|датах|датам|месяц\w*|день|дни|дня|дню|днем"
        r"|срок|сроки|срока|сроку)\b",
    ),
    ("date", r"\b(?:с|до) каких пор\b"),
    ("date", rf"\bс какого (?:времени|момента)\b|^дат[аы]\b|\b{_TELL} (?:\w+ )?дат[уы]\b"),
    ("name", r"\bкто\b|\bкого\b|\bкому\b|\bком\b"),
    ("name", r"\bкем\b(?! (?:\w+ )?(?:работа|явля|служи|труди|стал|приход))"),
    ("name", r"\bче[йю]\b|\bчь(?:я|е|и|его|ей|ему|им|ем|их|ими|ю)\b"),
    ("name", r"\bзовут\b|\bзвали\b|\bзвать\b|\bкак (?:\w+ )?(?:назыв|именуе)\w+"),
    ("name", rf"{_WHICH} (?:\w+ )?(?:им(?:я|ена|ени)|фамили\w+|названи[ея])\b"),
    ("name", rf"(?:^|\b{_TELL} (?:\w+ )?)(?:имя|имена|фамили\w+)\b"),
    ("reason", r"\bпочему\b|\bотчего\b|\bзачем\b|\bиз-за (?:чего|как)\w*|\bпо каким причинам\b"),
    ("reason", rf"\bв чем (?:\w+ )?причин\w+|{_WHICH} (?:\w+ )?причин\w*"),
    (
        "reason",
        r"\b(?:с какой целью|для чего|ради чего|в связи с чем|вследствие чего|в силу чего)\b",
    ),
    ("reason", r"\b(?:благодаря чему|чем (?:был\w* )?(?:вызван|обусловлен|объясн|мотивир)\w*)"),
    ("reason", r"\bчто (?:\w+ ){0,2}(?:причиной|привело|заставило|побудило|вынудило|вызвало)\b"),
    ("place", r"\bгде\b|\bкуда\b|\bоткуда\b|^место\b|\bмест[оа] проведения\b"),
    (
        "place",
        rf"{_WHICH} (?:[\w-]+(?:ая|ой|ую|ый|ий|ого|его|ом|ем|ые|ие|ых|их|ыми|ими) )?"
        r"(?:город\w*|стран(?!иц)\w*|государств\w*|регион\w*|столиц\w*|район\w*|республик\w*"
        r"|отел[еья]\w*|гостиниц\w*|адрес\w*|населенн\w+ пункт\w*)\b|\bкак(?:ом|их) мест(?:е|ах)\b",
    ),
)
_ASKS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)
# "..., кто" and the like, which in Russian opens a clause of its own.
_CLAUSE = re.compile(
    r", (?:[\w-]{1,3} )?(?:кто|кого|кому|кем|ком|чь\w+|чей|где|куда|откуда|когда|почему|зачем)\b",
    re.IGNORECASE,
)
_ASKS_ALREADY = re.compile(
    r"\b(?:что|чего|чему|чем|как|как(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими))\b"
)
_SPACES = re.compile(r"\s+")


def expected_in_russian(question: str) -> Expected | None:
    """The kind of thing that a Russian question asks for, where its form tells.

    >>> expected_in_russian("Что сказал министр, когда открыл встречу?")
    >>> expected_in_russian("Скажите, когда была встреча?")
    'date'
    """
    whole = _SPACES.sub(" ", normal(question)).strip()
    main = _CLAUSE.sub(",", whole)
    kind = _first_form(main)
    if kind is None and not _ASKS_ALREADY.search(main.casefold()):
        kind = _first_form(whole)
    return kind


def _first_form(question: str) -> Expected | None:
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


_MOST_WORDS_OF_A_TITLE = 10
# What may begin a question with a capital letter that is its own.
_PLACES = re.compile(
    r"(?:[а-я]+стан|афган|росси[яюией]|грузи[яюией]|армени[яюией]|азербайджан|киргизи|туркмени"
    r"|ташкент|самарканд|бишкек|душанбе|ашхабад|ашгабат|тбилиси|ереван|баку|алматы|астан[ауые]|вен[ауые]$"
    r"|великобритани|франци|германи|канад|китай|турци|иран|европ|евросоюз|интерпол)",
)


def names_in_russian(question: str) -> list[str]:
    """Capitalised words of a Russian question that no sentence start accounts for, words of quoted
    titles included, which Russian leaves in small letters.

    >>> names_in_russian("Сравните, сколько участников было в Бишкеке")
    ['Бишкеке']
    >>> names_in_russian("Кто вёл «Конструктивный диалог» УНП ООН?")
    ['Конструктивный', 'диалог', 'УНП', 'ООН']
    """
    found = list(_NAMED_WORD.finditer(question))
    following = [match[0] for match in found[1:]] + [""]
    titles = _titles(question)
    return [
        match[0]
        for match, after in zip(found, following, strict=True)
        if _is_name(question, match, after) or _is_in_title(match, titles)
    ]


def _is_name(question: str, match: re.Match[str], after: str) -> bool:
    word = match[0]
    if not word[0].isupper() or word.casefold() in _FORMS_OF_ADDRESS:
        return False
    if is_russian_function_word(word) and not _is_acronym(word):
        return False
    return not _opens(question, match.start()) or _is_name_anyway(word, after)


def _is_in_title(match: re.Match[str], titles: list[tuple[int, int]]) -> bool:
    return not is_russian_function_word(match[0]) and any(
        start <= match.start() < end for start, end in titles
    )


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


_NAMED_WORD = re.compile(r"[^\W_][\w’'-]*")
_OPENING = re.compile(r"(?:^|[.!?…] )[\s«“„\"'(—–-]*$")


def _opens(question: str, place: int) -> bool:
    """Whether a sentence begins there."""
    return _OPENING.search(question, 0, place) is not None


def _is_name_anyway(word: str, after: str) -> bool:
    """Whether a sentence's first word is a name: an acronym, a place, before another name."""
    before_another = after[:1].isupper() and not after.isupper()
    return (
        _is_acronym(word)
        or _LATIN.match(word) is not None
        or _PLACES.match(normal(word.casefold())) is not None
        or before_another
    )


_FORMS_OF_ADDRESS = frozenset("г-н г-жа г-на г-жи г-ну г-же г-ном г-жой ms mr mrs dr".split())


def _titles(question: str) -> list[tuple[int, int]]:
    """Where quoted titles start and end."""
    found = []
    for match in _QUOTED.finditer(question):
        quoted = match[match.lastindex or 0]
        if quoted[:1].isupper() and len(quoted.split()) <= _MOST_WORDS_OF_A_TITLE:
            found.append(match.span())
    return found
