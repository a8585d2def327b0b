"""HTML of answers and documents. Every word that comes from a document or a user is escaped.

Messages pass Gradio's Markdown and its sanitiser before they are shown. HTML blocks go through
Markdown unread until a blank line, so no line break is left in them, and what Markdown could
take for its own is escaped too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlencode

from casc_qa.text.dates import written_date
from casc_qa.types import Answer, Citation, Document, ShownPassage, Span

SOURCE_PATH = "/casc/source"
_ESCAPED = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'\t\r\n\\`*_{}[]()#+!|~$:@^="})


def escape(text: str) -> str:
    """``text`` as it stands, safe in HTML, in an attribute and in Markdown.

    >>> escape("<b> *x*")
    '&#60;b&#62; &#42;x&#42;'
    """
    return text.translate(_ESCAPED)


def question_html(question: str) -> str:
    """A question as asked."""
    return f'<p class="cq-question">{escape(question)}</p>'


def notice_html(message: str) -> str:
    """Something the program has to say for itself."""
    return f'<p class="cq-notice">{escape(message)}</p>'


def answer_html(answer: Answer) -> str:
    """An answer: quotes with their sources, or why there is none; then the passages."""
    if answer.abstention:
        said = f'<p class="cq-abstains">{escape(answer.abstention.message)}</p>'
        return _article(said, _passages(answer, answer.passages, "Nearest passages, not an answer"))
    quotes = "".join(
        _quote(sentence.text, answer.citations[sentence.citation - 1])
        for sentence in answer.sentences
    )
    title = (
        "The passage it comes from"
        if len(answer.quoted_passages) == 1
        else "The passages they come from"
    )
    return _article(
        f'<ol class="cq-quotes">{quotes}</ol>', _passages(answer, answer.quoted_passages, title)
    )


def _article(*parts: str) -> str:
    return f'<article class="cq-answer">{"".join(parts)}</article>'


def _quote(text: str, citation: Citation) -> str:
    link = _source_link(
        citation.doc_id, citation.sha256, citation.start, citation.end, citation.quote
    )
    label = escape(f"Open source {citation.number}: {citation.title}")
    return (
        f'<li class="cq-quote"><blockquote>{escape(text)} '
        f'<a class="cq-open cq-number" href="{link}" aria-label="{label}">{citation.number}</a>'
        f'</blockquote><p class="cq-ref">'
        f'<a class="cq-open" href="{link}">{escape(citation.title)}</a> '
        f'<span class="cq-date">{_facts(citation)}</span> '
        f'<button type="button" class="cq-copy" value="{escape(reference(citation))}">'
        f"Copy quote</button></p></li>"
    )


def _facts(citation: Citation) -> str:
    """Page and date."""
    return escape(" · ".join(filter(None, (citation.pages, written_date(citation.date)))))


def reference(citation: Citation) -> str:
    """A quote with all that is needed to find it again, as plain text."""
    place = f"characters {citation.start}–{citation.end}"
    place = ", ".join(filter(None, (citation.pages, citation.doc_id, place)))
    parts = [citation.title, written_date(citation.date), place]
    if citation.url:
        parts.append(citation.url)
    return f"{citation.quote}\n— {'; '.join(parts)}"


def _passages(answer: Answer, passages: Sequence[ShownPassage], title: str) -> str:
    if not passages:
        return ""
    items = "".join(_passage(answer, passage) for passage in passages)
    return f'<details class="cq-passages"><summary>{title}</summary>{items}</details>'


def _passage(answer: Answer, passage: ShownPassage) -> str:
    inside = [
        Span(c.start - passage.start, c.end - passage.start)
        for c in answer.citations
        if passage.holds(c)
    ]
    link = _source_link(passage.doc_id, passage.sha256, passage.start, passage.end, passage.text)
    return (
        f'<figure class="cq-passage"><blockquote>{_marked(passage.text, inside)}</blockquote>'
        f'<figcaption><a class="cq-open" href="{link}">{escape(passage.doc_id)}</a>, '
        f"characters {passage.start}–{passage.end}</figcaption></figure>"
    )


def document_html(document: Document, quote: Span) -> str:
    """A whole document with ``quote`` highlighted."""
    link = ""
    if document.url and document.url.startswith(("https://", "http://")):
        link = (
            f'<a class="cq-url" href="{escape(document.url)}" target="_blank" '
            'rel="noopener noreferrer">Original page</a>'
        )
    before, words, after = (
        escape(part)
        for part in (
            document.text[: quote.start],
            quote.of(document.text),
            document.text[quote.end :],
        )
    )
    return (
        f'<header class="cq-source-head"><h2 id="cq-source-title">{escape(document.title)}</h2>'
        f'<p class="cq-source-facts"><span>{_date(document.date)}</span> '
        f"<span>{escape(document.doc_id)}</span> {_also_at(document)}{link}</p></header>"
        f'<div class="cq-text" lang="{escape(document.language or "")}">{before}'
        f'<mark id="cq-mark" tabindex="-1">{words}</mark>{after}</div>'
    )


def _also_at(document: Document) -> str:
    """Other files with the same bytes."""
    if not document.also_at:
        return ""
    return f"<span>also at {escape(', '.join(document.also_at))}</span> "


def page_html(body: str, title: str) -> str:
    """``body`` as a page of its own, for when a citation is opened in a new tab."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/casc/static/chat.css">'
        '<script src="/casc/static/chat.js" defer></script></head>'
        f'<body class="cq-page"><main class="cq-source-body">{body}</main></body></html>'
    )


def _source_link(doc_id: str, sha256: str, start: int, end: int, quote: str) -> str:
    place = {"doc": doc_id, "sha256": sha256, "start": start, "end": end}
    query = urlencode(place | {"quote": fingerprint_of(quote)})
    return escape(f"{SOURCE_PATH}?{query}")


def fingerprint_of(quote: str) -> str:
    """A few characters that tell a quote from another: the same bytes of a file can give another
    text once the program reads them in another way.
    """
    return hashlib.sha256(quote.encode("utf-8", "replace")).hexdigest()[:16]


def _marked(text: str, spans: list[Span]) -> str:
    """``text`` with its ``spans`` marked; they may touch but not overlap."""
    marked, done = "", 0
    for span in sorted(set(spans)):
        marked += escape(text[done : span.start]) + f"<mark>{escape(span.of(text))}</mark>"
        done = span.end
    return marked + escape(text[done:])


def _date(value: str | None) -> str:
    return escape(written_date(value))
