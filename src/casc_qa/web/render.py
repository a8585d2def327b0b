"""HTML of answers and documents. Every word that comes from a document or a user is escaped.

Messages pass Gradio's Markdown and its sanitiser before they are shown. HTML blocks go through
Markdown unread until a blank line, so no line break is left in them, and what Markdown could
take for its own is escaped too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlencode

from casc_qa.phrases import (
    AFTER_IT,
    ALSO_AT,
    ASK_ALL,
    ASK_ONLY_THIS,
    COPY_QUOTE,
    ENGLISH,
    NEAREST_PASSAGES_HEADING,
    OF_THE_LAST,
    OPEN_SOURCE,
    ORIGINAL_PAGE,
    PAGE_AS_PRINTED,
    PAGE_DESCRIBED,
    RUSSIAN,
    SURE_FROM,
    UNREAD,
    Phrase,
    before_it,
    characters,
    dated,
    filters_of,
    from_scan,
    interface_language,
    not_understood,
    pages,
    passages_heading,
    read_as,
    sureness,
)
from casc_qa.system.visible import visible
from casc_qa.text.line_wraps import paragraphs
from casc_qa.text.places import Places
from casc_qa.types import (
    EVERYTHING,
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Scope,
    ShownPassage,
    Span,
)

_NEAREST = 3
_MOST_MARKS = 20
SOURCE_PATH = "/casc/source"
PAGE_PATH = "/casc/page"
_ESCAPED = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'\t\r\n\\`*_{}[]()#+!|~$:@^="})


def escape(text: str) -> str:
    """``text`` as it stands, safe in HTML, in an attribute and in Markdown; what would steer how
    the rest is read is replaced by its name.

    >>> escape("<b> *x*")
    '&#60;b&#62; &#42;x&#42;'
    """
    return visible(text).translate(_ESCAPED)


def isolated(text: str) -> str:
    """``text`` escaped, and kept from turning round what stands beside it."""
    return f"<bdi>{escape(text)}</bdi>"


def _lang(language: str | None) -> str:
    """The attribute that says which language words are in; empty where that is unknown."""
    return f' lang="{escape(language or "")}"'


def _ours(language: str) -> str:
    """The attribute of what the program says to somebody who asks in ``language``."""
    return _lang(interface_language(language))


def question_html(question: str, language: str | None = None, scope: Scope = EVERYTHING) -> str:
    """A question as asked, in ``language``, with the filters that it was asked under."""
    asked = f'<h2 class="cq-question"{_lang(language)}>{escape(question)}</h2>'
    limits = filters_of(scope, language or ENGLISH)
    return f'{asked}<p class="cq-ref">{isolated(limits)}</p>' if limits else asked


def follow_up_html(question: str, titles: Sequence[str], language: str) -> str:
    """That a question was asked of the documents of these titles alone, with a way to ask all."""
    named = "; ".join(titles)
    return (
        f'<p class="cq-ref"{_ours(language)}>{escape(OF_THE_LAST.to(language))} {isolated(named)} '
        f'<button type="button" class="cq-exact" value="{escape(question)}">'
        f"{escape(ASK_ALL.to(language))}</button></p>"
    )


def notice_html(message: str, language: str = ENGLISH) -> str:
    """Something the program has to say for itself, in ``language``."""
    return f'<p class="cq-notice"{_ours(language)}>{escape(message)}</p>'


def answer_html(answer: Answer) -> str:
    """An answer: quotes with their sources, or why there is none; then the passages. The
    words around them are in the language of the question.
    """
    language = answer.language
    if answer.abstention:
        title = NEAREST_PASSAGES_HEADING.to(language)
        return _article(
            language,
            _read_as(answer),
            _abstention(answer),
            _unread(answer),
            _passages(answer, answer.passages, title, is_open=True),
        )
    quotes = "".join(_quote(answer, sentence) for sentence in answer.sentences)
    quoted = answer.quoted_passages
    title = passages_heading(len(answer.sentences), len(quoted), language)
    return _article(
        language,
        _read_as(answer),
        f'<ol class="cq-quotes">{quotes}</ol>',
        _sureness(answer),
        _unread(answer),
        _passages(answer, quoted, title),
    )


def _article(language: str, *parts: str) -> str:
    return f'<article class="cq-answer"{_ours(language)}>{"".join(parts)}</article>'


def _read_as(answer: Answer) -> str:
    """A line where slips of the pen were corrected."""
    text = read_as(answer)
    return "" if text is None else f'<p class="cq-ref">{isolated(text)}</p>'


def _unread(answer: Answer) -> str:
    """A line where no passage was read."""
    if answer.unread is None:
        return ""
    return f'<p class="cq-ref">{escape(UNREAD.to(answer.language, reason=answer.unread))}</p>'


def _abstention(answer: Answer) -> str:
    """Why there is no answer; a message in both languages states the language of each part."""
    assert answer.abstention is not None  # noqa: S101  # for the type checker
    message = escape(answer.abstention.message)
    if answer.abstention.code == "unsupported_language":
        parts = not_understood(answer.language)._asdict()
        message = " ".join(f'<span lang="{name}">{escape(p)}</span>' for name, p in parts.items())
    is_plain = answer.abstention.code in ("greeting", "about_documents")
    return f'<p class="{"cq-told" if is_plain else "cq-abstains"}">{message}</p>'


def _number(citation: Citation, language: str, others: Sequence[Citation] = ()) -> str:
    """The citation's number, which opens its source, the answer's other quotes marked too."""
    label = escape(OPEN_SOURCE.to(language, number=citation.number, title=citation.title))
    link = _source_link(citation, language, others)
    return (
        f'<a class="cq-open cq-number" href="{link}"{_ours(language)} '
        f'aria-label="{label}">{citation.number}</a>'
    )


def _beside(citation: Citation | None, head: Phrase, language: str) -> str:
    """What is to be read before or after a quote."""
    if citation is None:
        return ""
    return (
        f'<p class="cq-context"><span{_ours(language)}>{escape(head.to(language))}</span> '
        f"<span{_lang(citation.language)}>{isolated(citation.quote)}</span> "
        f"{_number(citation, language)}</p>"
    )


def _quote(answer: Answer, sentence: AnswerSentence) -> str:
    language, citation = answer.language, answer.citations[sentence.citation - 1]
    link, spoken = _source_link(citation, language), _lang(citation.language)
    number = _number(citation, language, answer.citations)
    before = _beside(answer.context_of(sentence), before_it(sentence), language)
    after = _beside(answer.continuation_of(sentence), AFTER_IT, language)
    copied = escape(reference(citation, language))
    return (
        f'<li class="cq-quote">{before}<blockquote{spoken}>{_with_words(sentence)} {number}'
        f'</blockquote>{after}<p class="cq-ref">'
        f'<a class="cq-open" href="{link}"{spoken}>{isolated(citation.title)}</a> '
        f'<span class="cq-date">{_facts(citation, language)}</span> '
        f'<button type="button" class="cq-copy" value="{copied}">'
        f"{COPY_QUOTE.to(language)}</button></p></li>"
    )


def _with_words(sentence: AnswerSentence) -> str:
    """The sentence, the words in it that answer set off."""
    words, text = sentence.highlight, sentence.text
    if words is None:
        return isolated(text)
    before, after = escape(text[: words.start]), escape(text[words.end :])
    return f"<bdi>{before}<b>{escape(words.of(text))}</b>{after}</bdi>"


def _sureness(answer: Answer) -> str:
    """How likely the first quote answers, in words and as a figure."""
    if answer.confidence is None:
        return ""
    words = sureness(answer.confidence, answer.language)
    level = sum(answer.confidence >= least for least in SURE_FROM)
    return f'<p class="cq-sure cq-sure-{level}">{escape(words)}</p>'


def _facts(citation: Citation, language: str) -> str:
    """Page and date, and whether it was read in a picture."""
    date = dated(citation.date, citation.file_date, language)
    facts = (pages(citation, language), date, from_scan(citation, language))
    return isolated(" · ".join(filter(None, facts)))


def reference(citation: Citation, language: str = ENGLISH) -> str:
    """A quote with all that is needed to find it again, as plain text."""
    span = characters(citation.start, citation.end, language)
    location = ", ".join(filter(None, (pages(citation, language), citation.doc_id, span)))
    date = dated(citation.date, citation.file_date, language)
    parts = [citation.title, date, location]
    if warning := from_scan(citation, language):
        parts.append(warning)
    if citation.url:
        parts.append(citation.url)
    return f"{citation.quote}\n— {'; '.join(parts)}"


def _passages(
    answer: Answer, passages: Sequence[ShownPassage], title: str, is_open: bool = False
) -> str:
    """The passages, the first few of them to be seen at once where they stand in an answer's
    place.
    """
    if not passages:
        return ""
    shown = passages[:_NEAREST] if is_open else passages
    items = "".join(_passage(answer, passage, is_open) for passage in shown)
    return (
        f'<details class="cq-passages"{" open" * is_open}><summary>{escape(title)}</summary>{items}'
        "</details>"
    )


def _passage(answer: Answer, passage: ShownPassage, is_nearest: bool) -> str:
    """A passage, the quotes in it marked; one of the nearest with a way to ask its document."""
    inside = [
        Span(c.start - passage.start, c.end - passage.start)
        for c in answer.citations
        if passage.holds(c)
    ]
    link = _source_link(passage, answer.language)
    span = characters(passage.start, passage.end, answer.language)
    return (
        f'<figure class="cq-passage"><blockquote{_lang(passage.language)}>'
        f"{_marked(passage.text, inside)}</blockquote>"
        f'<figcaption><a class="cq-open" href="{link}">{isolated(passage.doc_id)}</a>, '
        f"{span}{_ask_only(answer, passage) if is_nearest else ''}</figcaption></figure>"
    )


def _ask_only(answer: Answer, passage: ShownPassage) -> str:
    """A button that asks the document of a passage alone."""
    return (
        f' <button type="button" class="cq-only" value="{escape(passage.doc_id)}">'
        f"{escape(ASK_ONLY_THIS.to(answer.language))}</button>"
    )


def document_html(
    document: Document, quote: Span, also: Sequence[Span] = (), language: str = ENGLISH
) -> str:
    """A whole document with ``quote`` highlighted, unless that is empty, and ``also`` other quotes
    from it, less; the words around it are in ``language``.
    """
    link = ""
    if document.url and document.url.startswith(("https://", "http://")):
        link = (
            f'<a class="cq-url" href="{escape(document.url)}" target="_blank" '
            f'rel="noopener noreferrer">{ORIGINAL_PAGE.to(language)}</a>'
        )
    spoken = _lang(document.language)
    date = isolated(dated(document.date, document.file_date, language))
    return (
        f'<header class="cq-source-head"{_ours(language)}>'
        f'<h2 id="cq-source-title"{spoken}>{isolated(document.title)}</h2>'
        f'<p class="cq-source-facts"><span>{date}</span> '
        f"<span>{isolated(document.doc_id)}</span> {_also_at(document, language)}{link}</p>"
        f"</header>{_page_picture(document, quote, language)}"
        f'<div class="cq-text"{spoken}>{_paragraphs(document.text, quote, also)}</div>'
    )


def _paragraphs(text: str, quote: Span, also: Sequence[Span]) -> str:
    """The text with its quotes marked, a paragraph at a time; white space stays as it is."""
    marks = sorted({span for span in also if span != quote and span.end <= len(text)})
    cuts = {0, len(text), quote.start, quote.end, *(end for span in marks for end in span)}
    html, done = "", 0
    for paragraph in paragraphs(text):
        inner = sorted({*paragraph, *(c for c in cuts if paragraph.start < c < paragraph.end)})
        pieces = [Span(*pair) for pair in pairwise(inner)]
        words = "".join(_piece(text, piece, quote, marks) for piece in pieces)
        html += f"{_gap(text[done : paragraph.start])}<p>{words}</p>"
        done = paragraph.end
    return html + _gap(text[done:])


def _gap(blank: str) -> str:
    """What stands between paragraphs: there for whoever copies, seen as a distance."""
    return f'<span class="cq-gap">{escape(blank)}</span>' if blank else ""


def _piece(text: str, piece: Span, quote: Span, marks: Sequence[Span]) -> str:
    """A piece of text that is all in a quote or all outside."""
    words = escape(piece.of(text))
    if quote.start <= piece.start and piece.end <= quote.end:
        is_first = piece.start == quote.start
        name = ' id="cq-mark"' if is_first else ""
        return f'<mark{name} class="cq-now" tabindex="-1">{words}</mark>'
    if any(mark.start <= piece.start and piece.end <= mark.end for mark in marks):
        return f"<mark>{words}</mark>"
    return words


def _page_picture(document: Document, quote: Span, language: str) -> str:
    """The page as it is printed, the quote marked: behind a click, but for what was read in a scan,
    whose only proof it is.
    """
    boxes = Places(document.places).boxes(quote)
    if not boxes:
        return ""
    page = boxes[0].page
    arguments = {"doc": document.doc_id, "sha256": document.sha256, "page": str(page)}
    arguments |= {"start": str(quote.start), "end": str(quote.end)}
    is_scan = Places(document.places).sure(quote) is not None
    return (
        f'<details class="cq-page-picture"{" open" * is_scan}{_ours(language)}>'
        f"<summary>{escape(PAGE_AS_PRINTED.to(language, page=page))}</summary>"
        f'<img src="{escape(f"{PAGE_PATH}?{urlencode(arguments)}")}" loading="lazy" '
        f'alt="{escape(PAGE_DESCRIBED.to(language, page=page))}"></details>'
    )


def _also_at(document: Document, language: str) -> str:
    """Other files with the same bytes."""
    if not document.also_at:
        return ""
    paths = ALSO_AT.to(language, paths=", ".join(document.also_at))
    return f"<span>{isolated(paths)}</span> "


def page_html(body: str, title: str, language: str = ENGLISH) -> str:
    """``body`` as a page of its own, for when a citation is opened in a new tab."""
    return (
        f'<!doctype html><html lang="{interface_language(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/casc/static/chat.css">'
        '<script type="module" src="/casc/static/main.js"></script></head>'
        f'<body class="cq-page"><main class="cq-source-body">{body}</main></body></html>'
    )


def _source_link(
    quoted: Citation | ShownPassage, language: str, others: Sequence[Citation] = ()
) -> str:
    text = quoted.quote if isinstance(quoted, Citation) else quoted.text
    arguments = {"doc": quoted.doc_id, "sha256": quoted.sha256}
    arguments |= {"start": str(quoted.start), "end": str(quoted.end)}
    arguments["quote"] = fingerprint_of(text)
    also = [f"{c.start}-{c.end}" for c in others if c.doc_id == quoted.doc_id and c is not quoted]
    if also:
        arguments["also"] = "_".join(also[:_MOST_MARKS])
    if interface_language(language) == RUSSIAN:
        arguments["language"] = RUSSIAN
    return escape(f"{SOURCE_PATH}?{urlencode(arguments)}")


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
