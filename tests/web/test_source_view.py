"""A document in the browser: whole, its quotes marked."""

from __future__ import annotations

import html
import re

from casc_qa.types import Document, Span
from casc_qa.web.source_view import document_html, page_html


def test_a_document_is_whole_with_its_quote_marked() -> None:
    text = "Before <b>.\nThe quote.\nAfter & more."
    document = Document("a.txt", "T<i>", text, "0" * 64, "decoded utf-8", url="https://e.org/?a&b")
    shown = document_html(document, Span(12, 22))
    assert '<mark id="cq-mark" class="cq-now" tabindex="-1">The quote&#46;</mark>' in shown.replace(
        ".", "&#46;"
    )
    body = re.search(r'<div class="cq-text" lang="">(.*)</div>', shown)
    assert body is not None
    assert html.unescape(re.sub(r"</?(?:mark|p|span)[^>]*>", "", body[1])) == text
    assert 'rel="noopener noreferrer"' in shown
    assert "undated" in shown
    assert page_html(shown, "T<i>").startswith("<!doctype html>")
    assert "<i>" not in page_html(shown, "T<i>")


def test_a_document_shows_all_its_paths() -> None:
    document = Document("a.txt", "T", "Words.", "0" * 64, "x", also_at=("sub/<b>.txt", "c.txt"))
    assert html.unescape("also at sub/<b>.txt, c.txt") in html.unescape(
        document_html(document, Span(0, 6))
    )


def test_a_source_opened_from_a_russian_answer() -> None:
    document = Document(
        "a.txt", "T", "Words.", "0" * 64, "x", "2023-06", "en", "https://e.org", (), ("b.txt",)
    )
    shown = html.unescape(document_html(document, Span(0, 6), language="ru"))
    assert shown.startswith('<header class="cq-source-head" lang="ru"><h2 id="cq-source-title" ')
    facts = shown.replace("<bdi>", "").replace("</bdi>", "")
    assert "<span>июнь 2023 г.</span> <span>a.txt</span> <span>тот же файл: b.txt</span>" in facts
    assert ">Исходная страница</a>" in shown
    assert '<div class="cq-text" lang="en">' in shown
    assert page_html("", "T", "ru").startswith('<!doctype html><html lang="ru">')
    assert page_html("", "T", "kk").startswith('<!doctype html><html lang="en">')


def test_all_quotes_of_an_answer_are_marked_and_one_of_them_most() -> None:
    text = "One came. Two went.\nThree stayed.\n\nFour slept."
    document = Document("a.txt", "T", text, "0" * 64, "x")
    marked = document_html(document, Span(10, 33), [Span(0, 9), Span(10, 33), Span(35, 46)])
    shown = html.unescape(marked.partition('class="cq-text"')[2])
    assert re.findall(
        r"<mark( id=\"cq-mark\")?( class=\"cq-now\")?[^>]*>(.*?)</mark>", shown, re.S
    ) == [
        ("", "", "One came."),
        (' id="cq-mark"', ' class="cq-now"', "Two went.\n"),
        ("", ' class="cq-now"', "Three stayed."),
        ("", "", "Four slept."),
    ]
    assert html.unescape(re.sub(r"<[^>]*>", "", shown.partition(">")[2])) == text
    assert "<mark" not in document_html(document, Span(0, 0))
