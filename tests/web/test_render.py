"""HTML of questions and notices."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.system.visible import visible
from casc_qa.web.escaping import escape
from casc_qa.web.render import notice_html, question_html

HOSTILE = '<img src=x onerror="alert(1)"> **b** [l](http://x) $$x$$ `c`\n\n</article><script>'


@given(st.text())
def test_escaped_text_reads_the_same_and_marks_up_nothing(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("<>\"'`*_[](){}!|~$\t\n\r\\")
    known = {ord(c): f"&#{ord(c)};" for c in "\r"}  # html.unescape drops carriage returns
    assert html.unescape(escaped.replace(known[13], "\r")) == visible(text)


def test_a_hostile_question_stays_words() -> None:
    asked = question_html(HOSTILE)
    assert "<" not in asked[len('<h2 class="cq-question" lang="">') : -len("</h2>")]


def test_questions_and_notices_say_their_language() -> None:
    assert question_html("Кто?", "ru") == '<h2 class="cq-question" lang="ru">Кто?</h2>'
    assert notice_html("Идёт поиск", "ru") == '<p class="cq-notice" lang="ru">Идёт поиск</p>'
    assert notice_html("Searching", "kk") == '<p class="cq-notice" lang="en">Searching</p>'
