"""HTML of questions, answers and notices."""

from __future__ import annotations

from collections.abc import Sequence

from casc_qa.phrases import (
    AFTER_IT,
    ASK_ALL,
    ASK_ONLY_THIS,
    COPY_QUOTE,
    ENGLISH,
    NEAREST_PASSAGES_HEADING,
    OF_THE_LAST,
    OPEN_SOURCE,
    RIGHT,
    UNREAD,
    WRONG,
    Phrase,
)
from casc_qa.types import (
    EVERYTHING,
    Answer,
    AnswerSentence,
    Citation,
    Scope,
    ShownPassage,
    Span,
)
from casc_qa.web.escaping import escape, isolated, lang, ours
from casc_qa.web.links import source_link
from casc_qa.wording import (
    before_it,
    characters,
    dated,
    filters_of,
    from_scan,
    not_understood,
    pages,
    passages_heading,
    read_as,
    sure_step,
    sureness,
)

_NEAREST = 3


def question_html(
    question: str,
    language: str | None = None,
    scope: Scope = EVERYTHING,
    titles: Sequence[str] = (),
) -> str:
    """A question as asked, in ``language``, with the filters that it was asked under: documents by
    their ``titles``, and dates.
    """
    asked = f'<h2 class="cq-question"{lang(language)}>{escape(question)}</h2>'
    limits = filters_of(scope, titles, language or ENGLISH)
    return f'{asked}<p class="cq-ref">{isolated(limits)}</p>' if limits else asked


def follow_up_html(question: str, titles: Sequence[str], language: str) -> str:
    """That a question was asked of the documents of these titles alone, with a way to ask all."""
    named = "; ".join(titles)
    return (
        f'<p class="cq-ref"{ours(language)}>{escape(OF_THE_LAST.to(language))} {isolated(named)} '
        f'<button type="button" class="cq-exact" value="{escape(question)}">'
        f"{escape(ASK_ALL.to(language))}</button></p>"
    )


def notice_html(message: str, language: str = ENGLISH) -> str:
    """Something the program has to say for itself, in ``language``."""
    return f'<p class="cq-notice"{ours(language)}>{escape(message)}</p>'


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
    return f'<article class="cq-answer"{ours(language)}>{"".join(parts)}</article>'


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
    link = source_link(citation, language, others)
    return (
        f'<a class="cq-open cq-number" href="{link}"{ours(language)} '
        f'aria-label="{label}">{citation.number}</a>'
    )


def _beside(citation: Citation | None, head: Phrase, language: str) -> str:
    """What is to be read before or after a quote."""
    if citation is None:
        return ""
    return (
        f'<p class="cq-context"><span{ours(language)}>{escape(head.to(language))}</span> '
        f"<span{lang(citation.language)}>{isolated(citation.quote)}</span> "
        f"{_number(citation, language)}</p>"
    )


def _quote(answer: Answer, sentence: AnswerSentence) -> str:
    language, citation = answer.language, answer.citations[sentence.citation - 1]
    link, spoken = source_link(citation, language), lang(citation.language)
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
        f"{COPY_QUOTE.to(language)}</button> "
        f'<button type="button" class="cq-rate" value="right">{RIGHT.to(language)}</button> '
        f'<button type="button" class="cq-rate" value="wrong">{WRONG.to(language)}</button>'
        "</p></li>"
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
    step = sure_step(answer.confidence)
    return f'<p class="cq-sure cq-sure-{step}">{escape(words)}</p>'


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
    link = source_link(passage, answer.language)
    span = characters(passage.start, passage.end, answer.language)
    return (
        f'<figure class="cq-passage"><blockquote{lang(passage.language)}>'
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


def _marked(text: str, spans: list[Span]) -> str:
    """``text`` with its ``spans`` marked; they may touch but not overlap."""
    marked, done = "", 0
    for span in sorted(set(spans)):
        marked += escape(text[done : span.start]) + f"<mark>{escape(span.of(text))}</mark>"
        done = span.end
    return marked + escape(text[done:])
