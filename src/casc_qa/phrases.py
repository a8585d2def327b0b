"""The phrases that are shown around quotes, in both languages of the interface.

An answer is surrounded by the language of its question: Russian for Russian, else English. Quotes
stay in the language of their document.
"""

from __future__ import annotations

from typing import NamedTuple

from casc_qa.types import AbstentionCode, AnswerKind

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


# The demo
DEMO_BEGINS = Phrase(
    "The first time, an index of five documents is built. This takes about a minute …",
    "При первом запуске строится индекс пяти документов. Это займёт около минуты …",
)
DEMO_GOES_ON = Phrase(
    """\
To ask something else about these five documents:
  casc-qa demo "Who funded the Gender and Human Rights Project?"
  casc-qa serve --index {index}     (in the browser)

To ask your own documents, put them into a folder:
  casc-qa index FOLDER
  casc-qa ask "…"
  casc-qa serve""",
    """\
Задать другой вопрос об этих пяти документах:
  casc-qa demo "Кто поддержал проект по гендерным вопросам?"
  casc-qa serve --index {index}     (в браузере)

Чтобы спрашивать о своих документах, положите их в папку:
  casc-qa index ПАПКА
  casc-qa ask "…"
  casc-qa serve""",
)

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
OPEN = Phrase("Open", "Открыть")
COPY_QUOTE = Phrase("Copy", "Копировать")
COPY_LINK = Phrase("Link", "Ссылка")
MORE_PASSAGES = Phrase("More passages near the question", "Другие отрывки, близкие к вопросу")
DIFFERENT_FIGURES = Phrase(
    "The documents give different figures: {figures}. See what each of them counts, and when.",
    "Документы называют разные числа: {figures}. Сверьте, что и когда в них посчитано.",
)
HOW_TO_ASK = Phrase(
    "It may help to ask for one thing at a time, with the names that the documents use.",
    "Попробуйте спросить о чём-то одном и теми названиями, которые есть в документах.",
)
ONLY_THESE_ASKED = Phrase(
    "Only a part of the documents was asked; others may say.",
    "Поиск был только в части документов; ответ может быть в других.",
)

SURENESS = (
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

# Overviews and timelines
OVERVIEW = Phrase(
    "An overview in the documents' own sentences",
    "Обзор из предложений самих документов",
)
TIMELINE = Phrase("Dates that the documents state", "Даты, названные в документах")
WITHOUT_YEAR = Phrase("The year is not stated", "Год не указан")
YEAR_OF_DOCUMENT = Phrase("the year is that of the document", "год — по дате документа")
MORE_DOCUMENTS = Phrase(
    "Not quoted here: {count}. Name one of them, or a topic.",
    "Здесь не процитировано: {count}. Назовите один из них или тему.",
)
MORE_DATES = Phrase(
    "{count} more dates are not shown: choose fewer documents, or a topic.",
    "Ещё дат, которые не показаны: {count}. Выберите меньше документов или тему.",
)
DOCUMENTS_UNREAD = Phrase(
    "Not looked through for dates: {count}. Choose fewer documents, or a topic.",
    "Не просмотрено в поисках дат: {count}. Выберите меньше документов или тему.",
)
NOTHING_OF: dict[AnswerKind, Phrase] = {
    "overview": Phrase(
        "No sentence of the documents can be read by itself.",
        "В документах нет предложений, которые можно прочитать отдельно.",
    ),
    "timeline": Phrase(
        "The documents do not say: no date is stated there.",
        "Ответа в документах нет: даты в них не названы.",
    ),
}

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
WHICH_IS_MEANT = Phrase("Which one is meant?", "Какой из них имеется в виду?")
ASK_ALL = Phrase("Ask all documents", "Спросить по всем документам")

# Filters
ONLY_FROM = Phrase("Only: {names}", "Только: {names}")
DATED_FROM = Phrase("from {date}", "с {date}")
DATED_UNTIL = Phrase("until {date}", "по {date}")

# Ratings
RIGHT = Phrase("Right", "Верно")
WRONG = Phrase("Wrong", "Неверно")

# The list of documents
ANY_LANGUAGE = Phrase("Any language", "Любой язык")
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
KILOBYTES = Phrase("{count} KB", "{count} КБ")
CHARACTERS = Phrase("characters {start}–{end}", "символы {start}–{end}")
PAGE = Phrase("page {page}", "стр. {page}")
PAGES = Phrase("pages {page}–{page_end}", "стр. {page}–{page_end}")
PAGES_OF = Phrase("Pages ({count})", "Страницы ({count})")
CONTENTS = Phrase("Contents", "Содержание")
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

# An export
ANSWERS = Phrase("Answers from the documents", "Ответы из документов")
ALL_QUOTED = Phrase(
    "Every quote is a document’s own text, from index generation {generation}. The address in its "
    "note ({scheme}…) says where it stands; {command} compares the two.",
    "Каждая цитата — текст самого документа, поколение индекса {generation}. Адрес в её сноске "
    "({scheme}…) указывает, где она стоит; сверить их может {command}.",
)
INDEX_GENERATION = Phrase("index generation {generation}", "поколение индекса {generation}")
FILE_HASH = Phrase("{algorithm} of its file: {value}", "{algorithm} файла: {value}")
IN_ANSWER_TO = Phrase("in answer to: {question}", "в ответ на вопрос: {question}")
UNANSWERED = Phrase(
    "Questions that the documents do not answer", "Вопросы, на которые в документах нет ответа"
)

# A table
TABLE = Phrase("Table", "Таблица")
DOCUMENT = Phrase("Document", "Документ")
DATE = Phrase("Date", "Дата")
NUMBER = Phrase("No.", "№")
QUESTION = Phrase("Question", "Вопрос")
WORDS = Phrase("Words that answer", "Слова ответа")
SENTENCE = Phrase("Sentence", "Предложение")
PLACE = Phrase("Place", "Место")
LOCATOR = Phrase("Address", "Адрес")
NOT_SAID = Phrase("does not say", "не сказано")
CELLS_FILLED = Phrase(
    "{filled} of {cells} cells hold an answer. Where a cell is empty, the document does not say.",
    "Ответ есть в {filled} из {cells} ячеек. Пустая ячейка значит, что в документе этого не "
    "сказано.",
)

# Dates
UNDATED = Phrase("undated", "без даты")

# A question
SEARCHING = Phrase("Searching the documents …", "Идёт поиск по документам …")
LOADING = Phrase("Loading the language model …", "Загружается языковая модель …")
QUESTION_EMPTY = Phrase(
    "The question is empty: ask about something that the documents say.",
    "Вопрос пуст: спросите о том, что сказано в документах.",
)
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
        "Only quotes are shown here, and no quote is an opinion, a translation, a letter or a "
        "count of documents: ask about something that a document says.",
        "Здесь показываются только цитаты, а цитата не может быть мнением, переводом, письмом "
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
ANOTHER_LANGUAGE = Phrase("this language", "этот язык")
LANGUAGES = {
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

# Where the chat has a password
PASSWORD = Phrase("Password", "Пароль")
SIGN_IN = Phrase("Sign in", "Войти")
SIGN_OUT = Phrase("Sign out", "Выйти")
SIGN_IN_WHY = Phrase(
    "Whoever set up this chat has given it a password.",
    "Тот, кто открыл этот чат, защитил его паролем.",
)
SIGN_OUT_WHY = Phrase(
    "After this, this browser needs the password again.",
    "После этого браузер снова спросит пароль.",
)
WRONG_PASSWORD = Phrase("That is not the password.", "Пароль неверный.")
WAIT_TO_SIGN_IN = Phrase(
    "There were too many attempts: try again in {seconds} s.",
    "Слишком много попыток: попробуйте снова через {seconds} с.",
)

# Of quotes that are checked
VERIFIED = Phrase("verified", "подтверждено")
MOVED = Phrase("moved", "в другом месте")
CHANGED = Phrase("changed", "изменено")
MISSING = Phrase("missing", "не найдено")
QUOTED = Phrase("“{quote}”", "«{quote}»")
IS_NOT_THERE = Phrase("It does not stand in the documents.", "В документах её нет.")
TOO_LONG_TO_COMPARE = Phrase(
    "It is too long for finding the text that comes nearest: check parts of it.",
    "Цитата слишком длинная, чтобы искать ближайший текст: проверьте её по частям.",
)
NOTHING_LIKE_IT = Phrase(
    "Nothing like it stands in the documents.", "Ничего похожего в документах нет."
)
STANDS_IN = Phrase("It stands in {place}.", "Цитата стоит здесь: {place}.")
NEAREST_TEXT = Phrase("The nearest text is in {place}:", "Ближайший текст: {place}:")
OF_THE_QUOTE_AND_OF_THE_DOCUMENT = Phrase(
    "[-words of the quote-]{+words of the document+}",
    "[-слова цитаты-]{+слова документа+}",
)
WHOLE_SENTENCE = Phrase("The whole sentence:", "Предложение целиком:")
FILE_HAS_CHANGED = Phrase(
    "The document's file has changed since it was quoted.",
    "Файл документа изменился с тех пор, как его процитировали.",
)
OTHER_DOCUMENT = Phrase(
    "This is another document than the one that is named.",
    "Это не тот документ, который указан.",
)
UNKNOWN_DOCUMENT = Phrase(
    "No document of the index is called as the source is.",
    "В индексе нет документа с таким названием, как у источника.",
)
NEGATION_LEFT_OUT = Phrase(
    "The words that were left out of the sentence say “not” or the like: see that the quote means "
    "the same.",
    "В опущенных словах предложения есть отрицание: проверьте, не изменился ли смысл.",
)
CLOSING_MARK_ADDED = Phrase(
    "The mark before the closing quotation mark is not the document's.",
    "Знака перед закрывающей кавычкой в документе нет.",
)
SEVERAL_PLACES = Phrase(
    "It stands in {count} places; this is the one that fits best.",
    "Мест, где она стоит: {count}; показано самое подходящее.",
)
QUOTES_CHECKED = Phrase("Quotes checked: {count}", "Проверено цитат: {count}")
NOT_COUNTED = Phrase(
    "Not counted as quotes: {count} (one or two words without a source beside them, titles, "
    "notes).",
    "Не считались цитатами: {count} (одно-два слова без источника рядом, названия, сноски).",
)
NOT_CLOSED = Phrase(
    "Quotation marks that are not closed in their paragraph: {count}. What follows them was not "
    "checked.",
    "Кавычки, не закрытые в своём абзаце: {count}. Текст после них не проверялся.",
)
OUTDATED = Phrase(
    "Files that have changed since the index was built: {documents}. Build it again and check once "
    "more: casc-qa index.",
    "Файлы, изменившиеся после построения индекса: {documents}. Постройте его снова и проверьте "
    "ещё раз: casc-qa index.",
)
NO_QUOTE_FOUND = Phrase(
    "Addresses (casc-qa:…) for which no quote was found: {count}. What they are on was not "
    "checked.",
    "Адреса (casc-qa:…), к которым не нашлось цитаты: {count}. То, к чему они относятся, не "
    "проверялось.",
)
AT_LINE = Phrase("line {number}", "строка {number}")
AT_PAGE = Phrase("page {number}", "стр. {number}")
AT_ROW = Phrase("row {number}", "строка {number}")
