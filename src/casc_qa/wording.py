"""What is said around quotes of what is there: counts, dates, places, filters, confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from casc_qa.languages.english import months as english
from casc_qa.languages.russian import months as russian
from casc_qa.phrases import (
    ABSTENTIONS,
    AND_MORE,
    ANOTHER_LANGUAGE,
    BEFORE_IT,
    CHARACTERS,
    COLUMN_HEADS,
    DATED_FROM,
    DATED_UNTIL,
    DIFFERENT_FIGURES,
    DOCUMENTS_UNREAD,
    ENGLISH,
    FILE_DATE,
    FROM_SCAN,
    FROM_TO,
    LANGUAGES,
    MORE_DATES,
    MORE_DOCUMENTS,
    OF_THEM_UNDATED,
    ONLY_FROM,
    OVERVIEW,
    PAGE,
    PAGES,
    PRINTED_NUMBER,
    READ_AS,
    RUSSIAN,
    SURENESS,
    THE_PASSAGE_OF_IT,
    THE_PASSAGE_OF_THEM,
    THE_PASSAGES_OF_THEM,
    THERE_ARE,
    TIMELINE,
    UNDATED,
    YEAR_OF_DOCUMENT,
    Phrase,
    interface_language,
)
from casc_qa.text.date_forms import NO_YEAR
from casc_qa.text.stated_dates import in_year
from casc_qa.text.table_rows import is_row
from casc_qa.types import AbstentionCode, Answer, AnswerSentence, Citation, Scope

_SURE_FROM = (0.5, 0.75)
_MOST_TITLES = 8


def language_name(code: str | None, language: str) -> str | None:
    """What a document's language is called; None where it is not known.

    >>> language_name("kk", "en"), language_name("ru", "ru"), language_name(None, "en")
    ('Kazakh', 'русский язык', None)
    """
    return LANGUAGES[code].to(language) if code in LANGUAGES else code


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
    name, phrase = LANGUAGES.get(language, ANOTHER_LANGUAGE), ABSTENTIONS["unsupported_language"]
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


def sure_step(confidence: float) -> int:
    """Which of three steps: 0 for perhaps, 1 for fairly sure, 2 for sure."""
    return sum(confidence >= least for least in _SURE_FROM)


def sureness(confidence: float, language: str) -> str:
    """How likely the first quote is the answer, in one of three steps.

    >>> sureness(0.83, "en"), sureness(0.4, "en")
    ('Very likely: right about 8 times in ten', 'Perhaps: right about 4 times in ten')
    """
    of_ten = max(1, min(9, round(10 * confidence)))
    return SURENESS[sure_step(confidence)].to(language, of_ten=of_ten)


def filters_of(scope: Scope, titles: Sequence[str], language: str) -> str:
    """Which documents, of these ``titles``, a question was asked of; nothing where it was all."""
    parts = [
        ONLY_FROM.to(language, names="; ".join(titles)) if scope.doc_ids else "",
        DATED_FROM.to(language, date=scope.after) if scope.after else "",
        DATED_UNTIL.to(language, date=scope.before) if scope.before else "",
        *(language_name(code, language) or "" for code in scope.languages or ()),
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
    return READ_AS.to(answer.told_in, question=answer.asked_as)


def differing_figures(answer: Answer) -> str | None:
    """That documents answer with different figures, each with its citation; None where not."""
    words = {
        sentence.citation: sentence.highlight.of(sentence.text)
        for sentence in answer.sentences
        if sentence.highlight
    }
    figures = "; ".join(f"{words[number]} [{number}]" for number in answer.differing)
    return DIFFERENT_FIGURES.to(answer.told_in, figures=figures) if figures else None


def survey_heading(answer: Answer) -> str:
    """What an overview or a timeline is called."""
    return (TIMELINE if answer.kind == "timeline" else OVERVIEW).to(answer.told_in)


def survey_rest(answer: Answer) -> str | None:
    """What an overview or a timeline leaves out; None where it leaves out nothing."""
    language, left_out = answer.told_in, answer.left_out
    parts = []
    if left_out and answer.kind == "timeline":
        parts.append(MORE_DATES.to(language, count=left_out))
    elif left_out:
        parts.append(MORE_DOCUMENTS.to(language, count=counted_documents(left_out, language)))
    if answer.unread_documents:
        unread = counted_documents(answer.unread_documents, language)
        parts.append(DOCUMENTS_UNREAD.to(language, count=unread))
    return " ".join(parts) or None


def by_date(answer: Answer) -> Iterator[tuple[str, bool, list[AnswerSentence]]]:
    """The sentences of a timeline under each of its dates, for people, and whether its year is
    known. A date whose year is that of the document says so.
    """
    language = answer.told_in
    for (date, stated), sentences in groupby(
        answer.sentences, key=lambda sentence: (sentence.date or "", sentence.year_is_stated)
    ):
        is_known = not date.startswith(NO_YEAR)
        words = stated_date(date, language)
        if is_known and not stated:
            words = f"{words} ({YEAR_OF_DOCUMENT.to(language)})"
        yield words, is_known, list(sentences)


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


def stated_date(value: str, language: str) -> str:
    """A date of a timeline for people, which may have no year.

    >>> stated_date("--03-09/--03-10", "en"), stated_date("--05", "ru"), stated_date("2021", "en")
    ('9–10 March', 'май', '2021')
    """
    if not value.startswith(NO_YEAR):
        return written_date(value, language)
    with_year = written_date(in_year(value, _A_LEAP_YEAR), language)
    return _YEAR_WRITTEN.sub("", with_year).strip()


_A_LEAP_YEAR = "2000"
_YEAR_WRITTEN = re.compile(r"\s*200[01](?: г\.)?")


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
