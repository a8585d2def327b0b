"""Exports of a quote as a test wants it."""

from __future__ import annotations

from casc_qa.asking.many import Asked
from casc_qa.exporting.gathered import Export, gather
from casc_qa.types import EVERYTHING, Answer, AnswerSentence, Citation

SHA256 = "5f" * 32
HOSTILE = [
    '=HYPERLINK("http://x")',
    "*bold* _it_ `code` [a](b) <b>x</b> # | ~~no~~ \\ ![i](j) $x$ ^a^ &amp; &lt;",
    "1. first\n2. second\n- third\n+ fourth\n> fifth\n===\n# sixth\n    code",
    "100 % of {a} & $5 #1 a_b ~ ^ \\ -- --- `` '' ?` @x{y}",
    "\x00\x01\x1b[31m\x0b\x0c\u202e35\u202c\ufffe\ud800\U0001f642",
    "TY  - BOOK\r\nER  - \r\n",
    "]]></w:t><evil/>",
    "“nested” «кавычки» 'q' \"q\"",
    "}}, @misc{x, title={",
]


def cited(
    quote: str,
    title: str = "A title",
    doc_id: str = "a b/ж.html",
    *,
    number: int = 1,
    date: str | None = "2023-06-08",
    url: str | None = "https://example.org/a_b?c=1&d=%20#e",
    page: int | None = 3,
    page_end: int | None = None,
    page_label: str | None = None,
) -> Citation:
    """A citation of ``quote``, from character 10 on."""
    return Citation(
        number,
        doc_id,
        SHA256,
        title,
        date,
        url,
        page,
        page_end,
        10,
        10 + len(quote),
        quote,
        "en",
        page_label,
    )


def answered(*citations: Citation, question: str = "Why?", language: str = "en") -> Asked:
    """A question that each of these answers."""
    sentences = tuple(AnswerSentence(c.quote, c.number) for c in citations)
    answer = Answer(
        question, language, EVERYTHING, sentences, citations, (), "g1", "model", confidence=0.5
    )
    return Asked(question, answer, None, language)


def of(*citations: Citation, question: str = "Why?", style: str = "chicago-notes") -> Export:
    """An export of one question."""
    return gather([answered(*citations, question=question)], "g1", style)
