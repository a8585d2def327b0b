"""HTML shows documents' words and nothing of their making."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Answer, AnswerSentence, Citation, Document, Scope, ShownPassage, Span
from casc_qa.web.render import (
    answer_html,
    document_html,
    escape,
    page_html,
    question_html,
    reference,
)

HOSTILE = '<img src=x onerror="alert(1)"> **b** [l](http://x) $$x$$ `c`\n\n</article><script>'


def answer(text: str) -> Answer:
    citation = Citation(
        1, "a&b.txt", "0" * 64, text, "2024-05", None, None, None, 0, len(text), text
    )
    passage = ShownPassage("a&b.txt@0-9", "a&b.txt", "0" * 64, 0, len(text), text, 0.5)
    return Answer(
        text, "en", Scope(), (AnswerSentence(text, 1),), (citation,), (passage,), "g", "m"
    )


@given(st.text())
def test_escaped_text_reads_the_same_and_marks_up_nothing(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("<>\"'`*_[](){}!|~$\t\n\r\\")
    known = {ord(c): f"&#{ord(c)};" for c in "\r"}  # html.unescape drops carriage returns
    assert html.unescape(escaped.replace(known[13], "\r")) == text


def test_hostile_words_stay_words() -> None:
    shown = answer_html(answer(HOSTILE))
    assert "<img" not in shown
    assert "<script" not in shown
    assert shown.count("</article>") == 1
    assert "\n" not in shown
    quote = re.search(r"<blockquote>(.*?) <a ", shown)
    assert quote is not None
    assert html.unescape(quote[1]) == HOSTILE
    assert "<" not in question_html(HOSTILE)[len('<p class="cq-question">') : -len("</p>")]


def test_a_document_is_whole_with_its_quote_marked() -> None:
    text = "Before <b>.\nThe quote.\nAfter & more."
    document = Document("a.txt", "T<i>", text, "0" * 64, "decoded utf-8", url="https://e.org/?a&b")
    shown = document_html(document, Span(12, 22))
    assert '<mark id="cq-mark" tabindex="-1">The quote&#46;</mark>' in shown.replace(".", "&#46;")
    body = re.search(r'<div class="cq-text" lang="">(.*)</div>', shown)
    assert body is not None
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", body[1])) == text
    assert 'rel="noopener noreferrer"' in shown
    assert "undated" in shown
    assert page_html(shown, "T<i>").startswith("<!doctype html>")
    assert "<i>" not in page_html(shown, "T<i>")


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

    assert [cited(*pages).pages for pages in ((3, 3), (3, 4), (2, 1), (None, None))] == [
        "page 3", "pages 3–4", "page 2", None
    ]  # fmt: skip
    assert cited(3, 4).place == "pages 3–4, characters 10–20"
    assert cited(None, None).place == "characters 10–20"
    assert "pages 3–4, a.pdf, characters 10–20" in reference(cited(3, 4))


def test_a_document_shows_all_its_places() -> None:
    document = Document("a.txt", "T", "Words.", "0" * 64, "x", also_at=("sub/<b>.txt", "c.txt"))
    assert html.unescape("also at sub/<b>.txt, c.txt") in html.unescape(
        document_html(document, Span(0, 6))
    )
