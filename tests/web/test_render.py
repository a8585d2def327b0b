"""HTML of questions and notices."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from casc_qa.system.visible import visible
from casc_qa.web.escaping import escape
from casc_qa.web.render import follow_up_html, notice_html, question_html

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


def test_a_question_that_points_back_names_what_is_asked() -> None:
    one = html.unescape(follow_up_html("Who <paid>?", {"a.txt": "First"}, "en"))
    assert "asked of that alone: <bdi>First</bdi>" in one
    assert 'class="cq-exact" value="Who <paid>?"' in one and "cq-which" not in one
    several = html.unescape(follow_up_html("А где?", {"a.txt": "A", "b.txt": "B"}, "ru"))
    assert "Какой из них имеется в виду?" in several
    assert '<button type="button" class="cq-which" value="b.txt"><bdi>B</bdi></button>' in several


def test_questions_and_notices_say_their_language() -> None:
    assert question_html("Кто?", "ru") == '<h2 class="cq-question" lang="ru">Кто?</h2>'
    assert notice_html("Идёт поиск", "ru") == '<p class="cq-notice" lang="ru">Идёт поиск</p>'
    assert notice_html("Searching", "kk") == '<p class="cq-notice" lang="en">Searching</p>'
