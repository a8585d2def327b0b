"""Numbers, dates, names, reasons and money in a Russian sentence, in every case ending."""

from __future__ import annotations

import re

from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.languages.russian.questions.letters import normalise_letters
from casc_qa.languages.words import is_function_word

_MONTH = (
    r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)"
    r"|(?:март|август)(?:а|у|ом|е)?|ма(?:й|я|ю|ем|е))\b"
)
_YEAR = r"(?<!\w)(?:19|20)\d\d(?=г\b|\b)"
_DAY = r"\d{1,2}(?:-?(?:го|е|ое|ого|му))?"
_DATE = re.compile(
    rf"(?<![\w/])(?:{_DAY}(?:(?:\s?[-–—]\s?|\s(?:и|по|до|,)\s){_DAY})?\s+)?\b{_MONTH}"
    rf"(?:\s+(?:19|20)\d\d\b)?|{_YEAR}(?:\s?[-–—]\s?(?:19|20)?\d\d\b)?(?:\s?г(?:г?\.|од\w*))?"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b",
    re.IGNORECASE,
)
ABOUT_A_NUMBER = (
    "более(?: чем)?|больше|свыше|около|порядка|примерно|приблизительно|почти|не менее|не более"
    "|не меньше|не больше|менее(?: чем)?|меньше|как минимум|до|лишь|только"
)
"""What before a number says how exact it is."""
_UNITS = (
    r"дв(?:а|е|ух|ум|умя)|тр(?:и|ех|ем|емя)|четыр(?:е|ех|ем|ьмя)|пят(?:ь|и|ью)|шест(?:ь|и|ью)"
    r"|сем(?:ь|и)|восем(?:ь|ью)|восьм(?:и|ью)|девят(?:ь|и|ью)|десят(?:ь|и|ью)"
    r"|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат(?:ь|и|ью)|(?:два|три)дцат(?:ь|и|ью)"
    r"|сорока?|(?:пят|шест|сем|восем)ьдесят|(?:пяти|шести|семи|восьми)десяти|девяност[оа]|ст[оа]"
    r"|дв(?:ести|ухсот|умстам|умястами|ухстах)|тр(?:иста|ехсот|емстам|емястами|ехстах)"
    r"|четыр(?:еста|ехсот|емстам)|(?:пять|шесть|семь|восемь|девять)сот|(?:пяти|шести|семи|восьми"
    r"|девяти)сот|(?:пятью|шестью|семью|восемью|девятью)(?:десятью|стами)"
)
_LARGE = (
    r"тысяч(?:а|и|у|ей|е|ам|ами|ах)?|тыс|миллион\w*|миллиард\w*|млн|млрд"
    r"|сот(?:ня|ни|ню|ен|ням|нями|нях)"
)
_COLLECTIVE = (
    r"дво(?:е|их|им|ими)|тро(?:е|их|им|ими)|(?:четвер|пятер|шестер|семер|десятер)(?:о|ых|ым|ыми)"
)
_PARTS = (
    r"половин(?:а|ы|е|у|ой)|треть|трети|четверт(?:ь|и|ью)|полутора|полтор[аы]|большинств\w+"
    r"|вдвое|втрое|вчетверо|десят(?:ок|ка|ки|ков|кам|ками|ках)|дюжин\w*"
    r"|кажд\w+ (?:втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)\w+"
)
_COMPOUND = (
    r"(?:одно|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти)"
    r"(?:дневн|недельн|месячн|летн|часов|кратн|процентн)\w+"
)
_NUMBER_WORD = rf"(?:{_UNITS}|{_LARGE}|{_COLLECTIVE})"
_NUMBER = re.compile(
    r"(?<![\w/+.-])\d[\d,.]*\s?%?(?![\w/-])"
    r"|(?<![\w/+.-])\d+-?(?:х|ти|ми|мя|дневн|недельн|месячн|летн|часов|процентн|кратн)\w*"
    rf"|\b(?:{_UNITS}|{_LARGE}|{_COLLECTIVE}|{_PARTS}|{_COMPOUND})\b"
    # Also "семью": a family, but for the ending of what is counted.
    r"|\bсемью(?=\s+\w+(?:ами|ями)\b)",
    re.IGNORECASE,
)
_CURRENCY = (
    r"(?:доллар\w*|долл\b|евро\b|рубл\w+|руб\b|сом(?:а|ов|у|ам|ами|ах|ом|е|ы)?\b"
    r"|сум(?:а|ов|у|ам|ами|ах|ом|е|ы)?\b|тенге\b|сомони\b|манат\w*|лари\b|драм(?:а|ов|ам|ами|ах)?\b"
    r"|фунт\w*|юан\w+|и?йен\w*|франк\w*|USD\b|EUR\b|RUB\b|GBP\b|[$€£₽₸₾¥])"
)
_MONEY = re.compile(
    rf"(?:\d[\d\s,.]{{0,20}}|\b{_NUMBER_WORD}\b\.?\s+)(?:\s?(?:{_LARGE})\b\.?\s*)?"
    rf"(?:[а-я]+(?:их|ых|ого|ими|ыми)\s+)?{_CURRENCY}|[$€£₽₸₾¥]\s?\d[\d\s,.]{{0,20}}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:понедельник|вторник)(?:а|у|ом|е|и|ов|ам|ами|ах)?\b|\bчетверг(?:а|у|ом|е|и|ов|ам|ами|ах)?\b"
    r"|\b(?:пятниц|суббот)(?:а|ы|е|у|ей|ой|ам|ами|ах)?\b|\bвоскресень(?:е|я|ю|ем|ям|ями|ях)\b"
    # Also the surroundings that people live in, which have other words around them.
    r"|\b(?:во?|по|до|после|со|прошлую|эту|следующую|каждую|минувшую|ближайшую|вечером|утром|днем)"
    r" сред(?:у|ам|ы)\b(?! обитани)|\bк среде\b(?=[,.;]|$|\s\d)"
    r"|(?:^|[,(] ?)сред[ау]\b(?=\s?[,)(]|\s\d)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:потому|поскольку|из-за|чтобы|благодаря|вследствие|ввиду|ибо|так как|в силу|в связи с"
    r"|по причине|причин\w+|в результате|в целях|с целью|цель\w*|вызван\w*|обусловлен\w*"
    r"|объясня\w+|поэтому|следовательно|таким образом|за счет|ради|для того|в ответ на"
    r"|прив[ео](?:л|ло|ла|ли|дит|дят) к|на основании)\b",
    re.IGNORECASE,
)
# A capital letter that no sentence start or quotation mark accounts for, or a quoted title.
_NAME = re.compile(
    r"(?<![.!?:…] )(?<!^)(?<!^[—–-] )(?<![“„\"«‘\w-])[^\W\d_a-zа-я][\w’'-]+"
    r"|[«“„\"][^\W\d_a-zа-я][^»”\"]*[»”\"]"
)
_PATTERNS: dict[AnswerType, re.Pattern[str]] = {
    "year": re.compile(_YEAR),
    "date": _DATE,
    "weekday": _WEEKDAY,
    "name": _NAME,
    "place": _NAME,
    "reason": _REASON,
    "money": _MONEY,
}


def russian_answers(answer_type: AnswerType, sentence: str) -> list[str]:
    """What ``sentence`` has of this type in Russian words; a date is no number.

    >>> russian_answers("number", "22–24 августа собрались более пятидесяти участников")
    ['пятидесяти']
    >>> russian_answers("name", "Встречу открыла Мария Иванова, и Вы её знаете")
    ['Мария', 'Иванова']
    """
    text = normalise_letters(sentence)
    if answer_type == "number":
        return _NUMBER.findall(_DATE.sub(" ", text))
    pattern = _PATTERNS.get(answer_type)
    answers = [match[0] for match in pattern.finditer(text)] if pattern else []
    if answer_type in ("name", "place"):
        return [answer for answer in answers if answer.isupper() or not is_function_word(answer)]
    return answers


def explains_in_russian(short: str, sentence: str) -> bool:
    """Whether brackets join an acronym to its long form, "(далее — …)" and endings included.

    >>> explains_in_russian("4P", "the framework of “4Ps” (Prevent, Pursue, Protect and Promote)")
    True
    >>> explains_in_russian("СНГ", "Содружество Независимых Государств (далее — СНГ)")
    True
    """
    bare = re.escape(_ENDING.sub("", short) or short)
    ending = r"(?:['’]?s|-?(?:а|у|е|ы|ом|ов|ам|ами|ах))?"
    joined = (
        rf"\((?:далее|сокращенно)?\s?[-–—]?\s?(?:[А-ЯA-Z]+ )?[«“\"]?{bare}{ending}\b[^)]*\)"
        rf"|\b{bare}{ending}[»”\"’']? \("
        rf"|\b{bare}{ending}[»”\"’']? (?:расшифр|означа|обозначает|— это|– это|это )"
    )
    return re.search(joined, normalise_letters(sentence)) is not None


_ENDING = re.compile(r"(?:s|а|у|е|ы|ом|ов|ам|ами|ах)$")
