"""Everything that is shown around quotes, in both languages of the interface: phrases and dates.

An answer is surrounded by the language of its question: Russian for Russian, else English. Quotes
stay in the language of their document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casc_qa.languages.english import months as english
from casc_qa.languages.russian import months as russian
from casc_qa.text.table_rows import is_row
from casc_qa.types import AbstentionCode, Answer, AnswerSentence, Citation, Scope

ENGLISH, RUSSIAN = "en", "ru"


def interface_language(language: str) -> str:
    """The language in which the program speaks to somebody who asks in ``language``.

    >>> interface_language("ru"), interface_language("en"), interface_language("ka")
    ('ru', 'en', 'en')
    """
    return RUSSIAN if language == RUSSIAN else ENGLISH


class Phrase(NamedTuple):
    """One phrase in both languages; words in braces are filled in."""

    en: str
    ru: str

    def to(self, language: str, **parts: object) -> str:
        """For somebody who asks in ``language``.

        >>> Phrase("page {page}", "стр. {page}").to("ru", page=3)
        'стр. 3'
        """
        words = self.ru if interface_language(language) == RUSSIAN else self.en
        return words.format(**parts) if parts else words


# Under an answer
SOURCES = Phrase("Sources", "Источники")
FROM_THESE_PASSAGES = Phrase("From these passages", "Отрывки, из которых это взято")
THE_PASSAGE_OF_IT = Phrase("The passage it comes from", "Отрывок, из которого взята цитата")
THE_PASSAGE_OF_THEM = Phrase("The passage it comes from", "Отрывок, из которого взяты цитаты")
THE_PASSAGES_OF_THEM = Phrase("The passages they come from", "Отрывки, из которых взяты цитаты")
NEAREST_PASSAGES = Phrase(
    "Nearest passages (not an answer):", "Самые близкие по смыслу отрывки (это не ответ):"
)
NEAREST_PASSAGES_HEADING = Phrase(
    "Nearest passages, not an answer", "Самые близкие по смыслу отрывки, но не ответ"
)
OPEN_SOURCE = Phrase("Open source {number}: {title}", "Открыть источник {number}: {title}")
COPY_QUOTE = Phrase("Copy quote", "Скопировать цитату")

SURE_FROM = (0.5, 0.75)
"""From which confidence on an answer is fairly sure, and sure."""
_SURENESS = (
    Phrase(
        "Perhaps: right about {of_ten} times in ten",
        "Возможно: верно примерно в {of_ten} случаях из десяти",
    ),
    Phrase(
        "Likely: right about {of_ten} times in ten",
        "Вероятно: верно примерно в {of_ten} случаях из десяти",
    ),
    Phrase(
        "Very likely: right about {of_ten} times in ten",
        "Весьма вероятно: верно примерно в {of_ten} случаях из десяти",
    ),
)
READ_AS = Phrase("Searched for: {question}", "Поиск по словам: {question}")
BEFORE_IT = Phrase("Before it:", "Перед этим:")
COLUMN_HEADS = Phrase("Columns:", "Столбцы:")
AFTER_IT = Phrase("It goes on:", "Далее:")
UNREAD = Phrase(
    "Answered without reading, so less surely: {reason}.",
    "Ответ дан без чтения отрывков и менее надёжен ({reason}).",
)

# What there is
THERE_ARE = Phrase(
    "There are {count} ({period}): {titles}.", "В индексе {count} ({period}): {titles}."
)
AND_MORE = Phrase("{titles} and {more} more", "{titles} и ещё {more}")

# A question that points back
OF_THE_LAST = Phrase(
    "Understood as a question about what was quoted last, and asked of that alone:",
    "Понято как вопрос о том, что процитировано последним; поиск только там:",
)
ASK_ALL = Phrase("Ask all documents", "Спросить по всем документам")

# Filters
ONLY_FROM = Phrase("Only: {names}", "Только: {names}")
DATED_FROM = Phrase("from {date}", "с {date}")
DATED_UNTIL = Phrase("until {date}", "по {date}")

# Ratings
RIGHT = Phrase("Right", "Верно")
WRONG = Phrase("Wrong", "Неверно")

# The list of documents
FIND_DOCUMENT = Phrase("Find a document", "Найти документ")
SORT_DOCUMENTS = Phrase("Order of the documents", "Порядок документов")
BY_DATE = Phrase("newest first", "сначала новые")
BY_TITLE = Phrase("by title", "по названию")
ASK_ONLY_THIS = Phrase("Ask only this", "Спросить только его")
ASK_SINCE = Phrase("From 2023", "С 2023")
ASK_UNTIL = Phrase("Until 2024", "По 2024")
SOURCE_OF_DOCUMENT = Phrase("Open the document: {title}", "Открыть документ: {title}")
NOT_INDEXED = Phrase("Files that were not indexed: {count}", "Файлы, не вошедшие в индекс: {count}")
SHOWN_OF = Phrase("{shown} of {all} are shown.", "Показано {shown} из {all}.")
ALL_IN = Phrase("They lie in", "Они находятся в папке")
FROM_TO = Phrase("{first} to {last}", "{first} — {last}")
OF_THEM_UNDATED = Phrase("{count} undated", "без даты: {count}")

# A source
CHARACTERS = Phrase("characters {start}–{end}", "символы {start}–{end}")
PAGE = Phrase("page {page}", "стр. {page}")
PAGES = Phrase("pages {page}–{page_end}", "стр. {page}–{page_end}")
PAGE_AS_PRINTED = Phrase("Page {page} as it is printed", "Страница {page}, как она напечатана")
PAGE_DESCRIBED = Phrase(
    "Page {page} of the file with the quote marked; it is shown while the file is where it was.",
    "Страница {page} файла с выделенной цитатой; видна, пока файл остаётся на месте.",
)
PRINTED_NUMBER = Phrase("{pages} (numbered {label})", "{pages} (на ней стоит номер {label})")
FROM_SCAN = Phrase(
    "read from a scan, {sure} % sure: compare the page",
    "прочитано со скана, уверенность {sure} %: сверьте со страницей",
)
FILE_DATE = Phrase("undated, file of {date}", "без даты, файл от {date}")
ORIGINAL_PAGE = Phrase("Original page", "Исходная страница")
ALSO_AT = Phrase("also at {paths}", "тот же файл: {paths}")
NOT_FOUND = Phrase("Not found", "Не найдено")
DOCUMENT_CHANGED = Phrase(
    "This document has changed since the answer was given: ask again.",
    "Документ изменился после того, как был дан ответ: задайте вопрос ещё раз.",
)
QUOTE_MOVED = Phrase(
    "This document has changed since it was quoted. The quote stands in it still, word for word:",
    "Документ изменился с тех пор, как его процитировали. Цитата в нём осталась слово в слово:",
)
QUOTE_GONE = Phrase(
    "This document has changed since it was quoted, and the quote is no longer in it word for "
    "word: ask again.",
    "Документ изменился с тех пор, как его процитировали, и дословно этой цитаты в нём больше "
    "нет: задайте вопрос ещё раз.",
)
NO_LONGER_INDEXED = Phrase(
    "This document is not among those that can be asked now: it was removed or renamed.",
    "Этого документа сейчас нет среди доступных: его удалили или переименовали.",
)
NO_SUCH_OFFSET = Phrase("This place is not in the document.", "В документе нет такого места.")

# Dates
UNDATED = Phrase("undated", "без даты")

# A question
EXAMPLE_QUESTIONS = (
    "How many participants did the Bishkek training gather?",
    "Who funded the Gender and Human Rights Project?",
    "What is Ms. Artikova's title?",
    "Which countries took part in the Tashkent meeting?",
    "Сколько участников собрал тренинг в Бишкеке?",
)
SEARCHING = Phrase("Searching the documents …", "Идёт поиск по документам …")
LOADING = Phrase("Loading the language model …", "Загружается языковая модель …")
QUESTION_TOO_LONG = Phrase(
    "The question has more than {most:,} characters: shorten it.",
    "В вопросе больше {most} символов: сократите его.",
)

ABSTENTIONS: dict[AbstentionCode, Phrase] = {
    "empty_scope": Phrase(
        "No document is left by these filters: widen them and ask again.",
        "Под эти условия не подходит ни один документ: расширьте их и задайте вопрос ещё раз.",
    ),
    "other_language": Phrase(
        "No answer was found, and no document is in the question's language: ask in theirs.",
        "Ответ не найден, а документов на языке вопроса нет: задайте вопрос на языке документов.",
    ),
    "outside_documents": Phrase(
        "The documents do not say: nothing in them is about this.",
        "Ответа в документах нет: об этом в них ничего не говорится.",
    ),
    "not_stated": Phrase(
        "The documents do not say: they come near this, and do not state it.",
        "Ответа в документах нет: они касаются этой темы, но прямого ответа не дают.",
    ),
    "beyond_quotes": Phrase(
        "Only quotes are shown here, and no quote is a summary, an opinion, a translation or a "
        "count of documents: ask about something that a document says.",
        "Здесь показываются только цитаты, а цитата не может быть пересказом, мнением, переводом "
        "или подсчётом документов: спросите о том, что сказано в документе.",
    ),
    "greeting": Phrase(
        "Ask about something that the documents say. {documents}",
        "Спросите о том, что сказано в документах. {documents}",
    ),
    "about_documents": Phrase(
        "Answers here are quotes from the documents, word for word. {documents}",
        "Ответы здесь — дословные цитаты из документов. {documents}",
    ),
    "unsupported_language": Phrase(
        "Questions in {asked_in} are not understood yet: please ask in English or Russian.",
        "Программа пока не понимает {asked_in}: пожалуйста, задайте вопрос по-русски "
        "или по-английски.",
    ),
}
_MOST_TITLES = 8
_ANOTHER = Phrase("this language", "этот язык")
_LANGUAGES = {
    "ab": Phrase("Abkhaz", "абхазский язык"),
    "ar": Phrase("Arabic script", "языки с арабской письменностью"),
    "az": Phrase("Azerbaijani", "азербайджанский язык"),
    "ba": Phrase("Bashkir", "башкирский язык"),
    "be": Phrase("Belarusian", "белорусский язык"),
    "bg": Phrase("Bulgarian", "болгарский язык"),
    "cv": Phrase("Chuvash", "чувашский язык"),
    "en": Phrase("English", "английский язык"),
    "hy": Phrase("Armenian", "армянский язык"),
    "ka": Phrase("Georgian", "грузинский язык"),
    "kk": Phrase("Kazakh", "казахский язык"),
    "ky": Phrase("Kyrgyz", "кыргызский язык"),
    "mk": Phrase("Macedonian", "македонский язык"),
    "mn": Phrase("Mongolian", "монгольский язык"),
    "os": Phrase("Ossetian", "осетинский язык"),
    "ru": Phrase("Russian", "русский язык"),
    "sr": Phrase("Serbian", "сербский язык"),
    "tg": Phrase("Tajik", "таджикский язык"),
    "tk": Phrase("Turkmen", "туркменский язык"),
    "tr": Phrase("Turkish", "турецкий язык"),
    "tt": Phrase("Tatar", "татарский язык"),
    "uk": Phrase("Ukrainian", "украинский язык"),
    "uz": Phrase("Uzbek", "узбекский язык"),
    "zh": Phrase("Chinese", "китайский язык"),
}


def language_name(code: str | None, language: str) -> str | None:
    """What a document's language is called; None where it is not known.

    >>> language_name("kk", "en"), language_name("ru", "ru"), language_name(None, "en")
    ('Kazakh', 'русский язык', None)
    """
    return _LANGUAGES[code].to(language) if code in _LANGUAGES else code


def counted_documents(count: int, language: str) -> str:
    """How many documents there are.

    >>> counted_documents(1, "en"), counted_documents(22, "ru"), counted_documents(5, "ru")
    ('1 document', '22 документа', '5 документов')
    """
    if interface_language(language) != RUSSIAN:
        return f"{count:,} document{'s' * (count != 1)}"
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    one = count % 10 == 1 and count % 100 != 11
    return f"{count} {'документ' if one else 'документа' if few else 'документов'}"


def period(dates: Sequence[str | None], language: str) -> str:
    """From when to when dated documents are, and how many have no date.

    >>> period(["2023-06-08", None, "2024-05-31"], "en")
    '8 June 2023 to 31 May 2024 · 1 undated'
    """
    stated = sorted(part for date in dates if date for part in (date.partition("/")[0],))
    undated = sum(date is None for date in dates)
    parts = []
    if stated:
        first, last = written_date(stated[0], language), written_date(stated[-1], language)
        parts.append(first if first == last else FROM_TO.to(language, first=first, last=last))
    if undated:
        parts.append(OF_THEM_UNDATED.to(language, count=undated))
    return " · ".join(parts)


def about_documents(
    code: AbstentionCode, titles: Sequence[str], dates: Sequence[str | None], language: str
) -> str:
    """What is said to somebody who asks what there is, or greets."""
    shown = "; ".join(titles[:_MOST_TITLES])
    if len(titles) > _MOST_TITLES:
        shown = AND_MORE.to(language, titles=shown, more=len(titles) - _MOST_TITLES)
    documents = THERE_ARE.to(
        language,
        count=counted_documents(len(titles), language),
        period=period(dates, language),
        titles=shown,
    )
    return ABSTENTIONS[code].to(language, documents=documents)


def not_understood(language: str) -> Phrase:
    """That questions in ``language`` are not understood, in both languages: whoever asked in it may
    read only one of them.

    >>> not_understood("kk").en
    'Questions in Kazakh are not understood yet: please ask in English or Russian.'
    """
    name, phrase = _LANGUAGES.get(language, _ANOTHER), ABSTENTIONS["unsupported_language"]
    return Phrase(phrase.en.format(asked_in=name.en), phrase.ru.format(asked_in=name.ru))


def pages(citation: Citation, language: str) -> str | None:
    """On which pages a quote stands; None for a document without."""
    if citation.page is None:
        return None
    if citation.page_end is None or citation.page_end <= citation.page:
        counted = PAGE.to(language, page=citation.page)
    else:
        counted = PAGES.to(language, page=citation.page, page_end=citation.page_end)
    if citation.page_label in (None, str(citation.page)):
        return counted
    return PRINTED_NUMBER.to(language, pages=counted, label=citation.page_label)


def before_it(sentence: AnswerSentence) -> Phrase:
    """What stands before the words that are to be read before a quote."""
    return COLUMN_HEADS if is_row(sentence.text) else BEFORE_IT


def sureness(confidence: float, language: str) -> str:
    """How likely the first quote is the answer, in one of three steps.

    >>> sureness(0.83, "en"), sureness(0.4, "en")
    ('Very likely: right about 8 times in ten', 'Perhaps: right about 4 times in ten')
    """
    level = sum(confidence >= least for least in SURE_FROM)
    of_ten = max(1, min(9, round(10 * confidence)))
    return _SURENESS[level].to(language, of_ten=of_ten)


def filters_of(scope: Scope, language: str) -> str:
    """Which documents a question was asked of; nothing where it was all of them."""
    parts = [
        ONLY_FROM.to(language, names=", ".join(scope.doc_ids)) if scope.doc_ids else "",
        DATED_FROM.to(language, date=scope.after) if scope.after else "",
        DATED_UNTIL.to(language, date=scope.before) if scope.before else "",
    ]
    return " · ".join(filter(None, parts))


def from_scan(citation: Citation, language: str) -> str | None:
    """That a quote was read in a picture, and how surely; None for one that is text."""
    return None if citation.sure is None else FROM_SCAN.to(language, sure=citation.sure)


def dated(date: str | None, file_date: str | None, language: str = ENGLISH) -> str:
    """The date that a document states; for one without, that of its file as such.

    >>> dated(None, "2023-08-22"), dated("2023-08", "2023-08-22")
    ('undated, file of 22 August 2023', 'August 2023')
    """
    if date is None and file_date:
        return FILE_DATE.to(language, date=written_date(file_date, language))
    return written_date(date, language)


def characters(start: int, end: int, language: str) -> str:
    """Which characters of a document.

    >>> characters(10, 20, "en"), characters(10, 20, "ru")
    ('characters 10–20', 'символы 10–20')
    """
    return CHARACTERS.to(language, start=start, end=end)


def location(citation: Citation, language: str) -> str:
    """Where in its document a quote stands: "стр. 3–4, символы 10–20"."""
    parts = (pages(citation, language), characters(citation.start, citation.end, language))
    return ", ".join(filter(None, parts))


def passages_heading(quotes: int, passages: int, language: str) -> str:
    """What stands above the passages that quotes come from.

    >>> passages_heading(2, 1, "ru"), passages_heading(2, 1, "en")
    ('Отрывок, из которого взяты цитаты', 'The passage it comes from')
    """
    if passages > 1:
        return THE_PASSAGES_OF_THEM.to(language)
    return (THE_PASSAGE_OF_IT if quotes == 1 else THE_PASSAGE_OF_THEM).to(language)


def read_as(answer: Answer) -> str | None:
    """What was searched for in place of an English question, so that a wrong correction is seen;
    None where it is what was asked. A Russian one is searched for in the words of two languages,
    which nobody has to read.
    """
    if answer.asked_as is None or interface_language(answer.language) == RUSSIAN:
        return None
    return READ_AS.to(answer.language, question=answer.asked_as)


def written_date(value: str | None, language: str = ENGLISH) -> str:
    """A date for people, in Russian for "ru" and else in English; a document without one is
    "undated". ``value`` is ISO 8601: a year, a month, a day, or "first/last".

    >>> written_date("2023-08-22/2023-08-24"), written_date("2024-05"), written_date(None)
    ('22–24 August 2023', 'May 2024', 'undated')
    >>> written_date("2023-08-22/2023-08-24", "ru"), written_date("2024-05", "ru")
    ('22–24 августа 2023 г.', 'май 2024 г.')
    """
    if value is None:
        return UNDATED.to(language)
    is_russian = interface_language(language) == RUSSIAN
    one = _written_in_russian if is_russian else _written
    first, _, last = value.partition("/")
    if not last:
        return one(first)
    if len(first) == len("2023-08-22") and first[:7] == last[:7]:
        return f"{int(first[8:])}–{one(last)}"
    if is_russian:
        return f"{one(first)} — {one(last)}" if "-" in first else f"{first}–{last} гг."
    return f"{one(first)} – {one(last)}"


def _written(value: str) -> str:
    year, *rest = value.split("-")
    parts = [english.MONTHS[int(rest[0]) - 1].capitalize()] if rest else []
    if len(rest) == 2:
        parts.insert(0, str(int(rest[1])))
    return " ".join([*parts, year])


def _written_in_russian(value: str) -> str:
    year, *rest = value.split("-")
    if len(rest) == 2:
        return f"{int(rest[1])} {russian.MONTHS[int(rest[0]) - 1]} {year} г."
    return f"{russian.MONTHS_ALONE[int(rest[0]) - 1]} {year} г." if rest else f"{year} г."
