"""HTML of answers shows documents' words and nothing of their making."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from casc_qa.types import (
    Abstention,
    Answer,
    AnswerSentence,
    Citation,
    Scope,
    ShownPassage,
    Span,
)
from casc_qa.web.answer_card import answer_html, reference
from casc_qa.wording import not_understood

HOSTILE = '<img src=x onerror="alert(1)"> **b** [l](http://x) $$x$$ `c`\n\n</article><script>'


def answer(text: str) -> Answer:
    citation = Citation(
        1, "a&b.txt", "0" * 64, text, "2024-05", None, None, None, 0, len(text), text
    )
    passage = ShownPassage("a&b.txt@0-9", "a&b.txt", "0" * 64, 0, len(text), text, 0.5)
    return Answer(
        text, "en", Scope(), (AnswerSentence(text, 1),), (citation,), (passage,), "g", "m"
    )


def test_hostile_words_stay_words() -> None:
    shown = answer_html(answer(HOSTILE))
    assert "<img" not in shown
    assert "<script" not in shown
    assert shown.count("</article>") == 1
    assert "\n" not in shown
    quote = re.search(r'<blockquote lang=""><bdi>(.*?)</bdi> <a ', shown)
    assert quote is not None
    assert html.unescape(quote[1]) == HOSTILE


def test_what_goes_before_and_after_a_quote_stands_there() -> None:
    whole = answer("The quote.")
    before = replace(whole.citations[0], number=2, quote="Before <b>.")
    after = replace(whole.citations[0], number=3, quote="After.", language="ru")
    around = replace(
        whole,
        language="ru",
        sentences=(replace(whole.sentences[0], context=2, continuation=3),),
        citations=(*whole.citations, before, after),
    )
    words = re.sub(r"<[^>]+>", "", answer_html(around))
    assert html.unescape(words).startswith(
        "The quote. май 2024 г.Перед этим: Before <b>. 2The quote. 1Далее: After. 3Открыть "
    )
    assert '<span lang="ru"><bdi>After' in answer_html(around)


def test_a_copied_quote_says_where_it_stands() -> None:
    citation = Citation(
        2, "sub/a.pdf", "0" * 64, "Title", "2023-08-22/2023-08-24", "https://e.org", 4, 4, 10, 20,
        "The words.",
    )  # fmt: skip
    assert reference(citation) == (
        "The words.\n— Title; 22–24 August 2023; page 4, sub/a.pdf, characters 10–20; https://e.org"
    )


def test_a_quote_names_every_page_it_stands_on() -> None:
    def cited(page: int | None, last: int | None) -> Citation:
        return Citation(1, "a.pdf", "0" * 64, "Title", None, None, page, last, 10, 20, "Words.")

    assert "pages 3–4, a.pdf, characters 10–20" in reference(cited(3, 4))
    assert "page 3, a.pdf, characters 10–20" in reference(cited(3, 3))
    assert "; undated; a.pdf, characters 10–20" in reference(cited(None, None))


def two_quotes(language: str) -> Answer:
    """An answer in English words to a question in this language."""
    text = "One quote. Another quote."
    citations = tuple(
        Citation(number, "a.pdf", "0" * 64, "Title", date, None, page, page, start, end,
                 text[start:end], "en")
        for number, date, page, start, end in ((1, "2023-06-08", 3, 0, 10), (2, None, None, 11, 25))
    )  # fmt: skip
    sentences = tuple(AnswerSentence(c.quote, c.number) for c in citations)
    passage = ShownPassage("a.pdf@0-25", "a.pdf", "0" * 64, 0, 25, text, 0.5, "en")
    return Answer("q", language, Scope(), sentences, citations, (passage,), "g", "m")


def test_what_stands_around_quotes_follows_the_question() -> None:
    shown = html.unescape(answer_html(two_quotes("ru")))
    assert shown.startswith('<article class="cq-answer" lang="ru">')
    assert shown.count('<blockquote lang="en">') == 3  # quotes, and the passage
    assert 'lang="ru" aria-label="Открыть источник 1: Title">1</a></blockquote>' in shown
    assert '<span class="cq-date"><bdi>8 июня 2023 г.</bdi></span></h3>' in shown
    assert '<p class="cq-ref"><span class="cq-date"><bdi>стр. 3</bdi></span>' in shown
    assert ">Копировать</button>" in shown
    assert 'value="One quote.\n— Title; 8 июня 2023 г.; стр. 3, a.pdf, символы 0–10"' in shown
    assert "<summary>Отрывок, из которого взяты цитаты</summary>" in shown
    assert "a.pdf</bdi></a>, символы 0–25</figcaption>" in shown
    assert shown.count("&language=ru") == 6


def from_several(**changes: object) -> Answer:
    """Quotes from two documents, the second of them quoted between two of the first."""
    citations = tuple(
        Citation(n, doc_id, "0" * 64, title, None, None, None, None, 0, 7, quote, "en")
        for n, doc_id, title, quote in (
            (1, "a.txt", "First", "37 came."), (2, "b.txt", "Second", "45 came."),
            (3, "a.txt", "First", "It ended."),
        )
    )  # fmt: skip
    sentences = tuple(AnswerSentence(c.quote, c.number, Span(0, 2)) for c in citations)
    passages = tuple(
        ShownPassage(f"{d}@0-9", d, "0" * 64, 0, 9, text, 0.5, "en", title)
        for d, title, text in (
            ("a.txt", "First", "37 came. It ended."), ("b.txt", "Second", "45 came."),
            ("c.txt", "Third", "Nobody counted."),
        )
    )  # fmt: skip
    whole = Answer("q", "en", Scope(), sentences, citations, passages, "g", "m")
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_quotes_are_grouped_by_document_the_best_first() -> None:
    shown = html.unescape(answer_html(from_several()))
    groups = re.findall(r'(?s)<section class="cq-group">(.*?)</section>', shown)
    assert [re.findall(r"<bdi>(\w+)</bdi></a> ", group) for group in groups] == [
        ["First"], ["Second"],
    ]  # fmt: skip
    assert [re.findall(r'">(\d)</a></blockquote>', group) for group in groups] == [
        ["1", "3"],
        ["2"],
    ]


def test_passages_that_are_not_quoted_are_there_too() -> None:
    shown = html.unescape(answer_html(from_several()))
    quoted, more = re.findall(r"(?s)<details.*?</details>", shown)
    assert "Nobody counted." in more and "Nobody counted." not in quoted
    assert "<summary>More passages near the question</summary>" in more
    assert ">Third</bdi></a>" in more and 'class="cq-only" value="c.txt"' in more
    assert "cq-only" not in quoted


def test_documents_that_give_different_figures_are_said_to() -> None:
    assert "different figures" not in answer_html(from_several())
    shown = html.unescape(answer_html(from_several(differing=(1, 2))))
    assert "The documents give different figures: 37 [1]; 45 [2]." in shown
    russian = html.unescape(answer_html(from_several(differing=(1, 2), language="ru")))
    assert "Документы называют разные числа: 37 [1]; 45 [2]." in russian


def test_who_asked_a_part_of_the_documents_can_ask_all() -> None:
    none = {"sentences": (), "citations": (), "abstention": Abstention("not_stated", "No.")}
    everywhere = html.unescape(answer_html(from_several(**none)))
    assert "one thing at a time" in everywhere and "cq-everywhere" not in everywhere
    part = html.unescape(answer_html(from_several(**none, scope=Scope(("a.txt",)))))
    assert '<button type="button" class="cq-everywhere" value="q">Ask all documents' in part
    assert "one thing at a time" not in part


def test_the_same_in_english() -> None:
    shown = html.unescape(answer_html(two_quotes("en")))
    assert shown == html.unescape(answer_html(two_quotes("hy")))
    assert shown.startswith('<article class="cq-answer" lang="en">')
    assert 'aria-label="Open source 2: Title">2</a>' in shown
    assert '<span class="cq-date"><bdi>8 June 2023</bdi></span></h3>' in shown
    assert '<span class="cq-date"><bdi>page 3</bdi></span>' in shown
    assert "<summary>The passage it comes from</summary>" in shown
    assert ">Copy</button>" in shown
    assert "language=" not in shown
    assert not re.search("[а-я]", shown)


def test_an_abstention_in_russian() -> None:
    near = replace(two_quotes("ru"), sentences=(), citations=())
    abstaining = replace(near, abstention=Abstention("not_stated", "Ответа нет."))
    shown = html.unescape(answer_html(abstaining))
    assert '<p class="cq-abstains">Ответа нет.</p>' in shown
    assert "<summary>Самые близкие по смыслу отрывки, но не ответ</summary>" in shown


def test_what_is_said_in_both_languages_is_marked_so() -> None:
    both = not_understood("kk")
    abstention = Abstention("unsupported_language", " ".join(both))
    refused = replace(two_quotes("kk"), sentences=(), citations=(), passages=())
    shown = html.unescape(answer_html(replace(refused, abstention=abstention)))
    assert shown == (
        '<article class="cq-answer" lang="en"><p class="cq-abstains">'
        f'<span lang="en">{both.en}</span> <span lang="ru">{both.ru}</span></p></article>'
    )


def test_what_is_to_be_read_before_a_quote_is_marked_and_opens_its_source() -> None:
    given = answer("It was held in Osh.")
    first = replace(given.citations[0], number=2, quote="A fair opened.", start=90, end=104)
    shown = answer_html(
        replace(
            given,
            sentences=(replace(given.sentences[0], context=2),),
            citations=(*given.citations, first),
        )
    )
    before, _, after = shown.partition("<blockquote")
    assert "Before it:" in html.unescape(before)
    assert "A fair opened." in before
    assert ">2</a>" in before
    assert "It was held in Osh." in html.unescape(after)


def test_an_answer_that_was_given_without_reading_says_so() -> None:
    assert "without reading" not in answer_html(answer("Osh."))
    shown = html.unescape(answer_html(replace(answer("Osh."), unread="a <file> is gone")))
    assert "Answered without reading, so less surely: a <file> is gone." in shown


def test_what_was_searched_for_instead_is_said() -> None:
    corrected = replace(answer("Osh."), asked_as="Who <paid>?")
    for instead in (corrected, replace(corrected, abstention=Abstention("not_stated", "No."))):
        shown = answer_html(instead)
        assert "Searched for: Who <paid>?" in html.unescape(shown)
        assert "<paid>" not in shown
    assert "Searched for" not in answer_html(answer("Osh."))
    assert "Who" not in answer_html(replace(corrected, language="ru"))


def test_words_that_answer_are_set_off_and_sureness_is_said() -> None:
    whole = answer("The quote.")
    sentence = replace(whole.sentences[0], highlight=Span(4, 9))
    shown = answer_html(replace(whole, sentences=(sentence,), confidence=0.62))
    assert "<bdi>The <b>quote</b>.</bdi>" in shown
    assert '<p class="cq-sure cq-sure-1">Likely&#58; right about 6 times in ten</p>' in shown
    russian = answer_html(replace(whole, language="ru", confidence=0.2))
    assert "cq-sure-0" in russian and "Возможно&#58; верно примерно в 2 случаях" in russian


def test_an_overview_has_its_name_and_what_is_left_out() -> None:
    overview = replace(answer("The quote."), kind="overview", left_out=3)
    shown = html.unescape(re.sub(r"<[^>]+>", " ", answer_html(overview)))
    assert "An overview in the documents' own sentences" in shown
    assert "Not quoted here: 3 documents. Name one of them, or a topic." in shown
    assert "times in ten" not in shown


def test_a_timeline_is_by_date_and_what_has_no_year_stands_apart() -> None:
    whole = answer(HOSTILE)
    dated = AnswerSentence(HOSTILE, 1, Span(0, 4), date="2023-05-31", year_is_stated=False)
    without = replace(dated, date="--05-20")
    timeline = replace(whole, kind="timeline", sentences=(dated, without))
    shown = answer_html(timeline)
    assert "<img" not in shown
    headings = re.findall(r"<h3[^>]*><b><bdi>(.*?)</bdi></b></h3>", html.unescape(shown))
    assert headings == ["31 May 2023 (the year is that of the document)", "20 May"]
    assert shown.index("The year is not stated") < shown.index("20 May</bdi>")
    assert shown.index("31 May 2023") < shown.index("The year is not stated")
