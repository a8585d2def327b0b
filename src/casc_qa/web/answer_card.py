"""HTML of answers: quotes by document with their sources, or why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casc_qa.phrases import (
    AFTER_IT,
    ASK_ALL,
    COPY_LINK,
    COPY_QUOTE,
    ENGLISH,
    HOW_TO_ASK,
    MORE_PASSAGES,
    NEAREST_PASSAGES_HEADING,
    ONLY_THESE_ASKED,
    OPEN,
    OPEN_SOURCE,
    RIGHT,
    UNREAD,
    WITHOUT_YEAR,
    WRONG,
    Phrase,
)
from casc_qa.types import EVERYTHING, Answer, AnswerSentence, Citation
from casc_qa.web.escaping import escape, isolated, lang, ours
from casc_qa.web.links import source_link
from casc_qa.web.passages import passages_html
from casc_qa.wording import (
    before_it,
    by_date,
    characters,
    dated,
    differing_figures,
    from_scan,
    not_understood,
    pages,
    passages_heading,
    read_as,
    sure_step,
    sureness,
    survey_heading,
    survey_rest,
)

_NEAREST = 3
_NOT_SEARCHED = ("greeting", "about_documents", "unsupported_language")


def answer_html(answer: Answer) -> str:
    """An answer: quotes with their sources, or why there is none; then the passages. The
    words around them are in the language of the question.
    """
    if answer.abstention:
        parts = _abstaining(answer)
    else:
        parts = _quoting(answer) if answer.kind == "answer" else _surveying(answer)
    read = "" if (words := read_as(answer)) is None else _line("cq-ref", isolated(words))
    html = "".join([read, *parts])
    return f'<article class="cq-answer"{ours(answer.told_in)}>{html}</article>'


def _line(name: str, html: str) -> str:
    return f'<p class="{name}">{html}</p>'


def _quoting(answer: Answer) -> list[str]:
    language, quoted = answer.told_in, answer.quoted_passages
    more = [passage for passage in answer.passages if passage not in quoted]
    title = passages_heading(len(answer.sentences), len(quoted), language)
    return [
        f'<div class="cq-quotes">{"".join(_groups(answer))}</div>',
        _sureness(answer),
        _differing(answer),
        _unread(answer),
        passages_html(answer, quoted, title),
        passages_html(answer, more, MORE_PASSAGES.to(language)),
    ]


def _surveying(answer: Answer) -> list[str]:
    """An overview by document, or a timeline by date; the passages are where each quote leads."""
    groups = _dates(answer) if answer.kind == "timeline" else _groups(answer)
    rest = survey_rest(answer)
    return [
        _line("cq-ref", escape(survey_heading(answer))),
        f'<div class="cq-quotes">{"".join(groups)}</div>',
        _line("cq-ref", escape(rest)) if rest else "",
    ]


def _dates(answer: Answer) -> Iterator[str]:
    """The quotes under their dates, those without a year under a line that says so."""
    was_known = True
    for date, is_known, sentences in by_date(answer):
        if was_known and not is_known:
            yield _line("cq-ref", escape(WITHOUT_YEAR.to(answer.told_in)))
        was_known = is_known
        quotes = "".join(_quote(answer, sentence, names_document=True) for sentence in sentences)
        yield (
            f'<section class="cq-group"><h3 class="cq-heading"><b>{isolated(date)}</b></h3>'
            f"<ol>{quotes}</ol></section>"
        )


def _abstaining(answer: Answer) -> list[str]:
    """Why there is no answer, what to do, and the nearest passages, open."""
    title = NEAREST_PASSAGES_HEADING.to(answer.told_in)
    return [
        _abstention(answer),
        _advice(answer),
        _unread(answer),
        passages_html(answer, answer.passages[:_NEAREST], title, is_open=True),
    ]


def _abstention(answer: Answer) -> str:
    """A message in both languages states the language of each part."""
    assert answer.abstention is not None  # noqa: S101  # for the type checker
    message = escape(answer.abstention.message)
    if answer.abstention.code == "unsupported_language":
        parts = not_understood(answer.language)._asdict()
        message = " ".join(f'<span lang="{name}">{escape(p)}</span>' for name, p in parts.items())
    is_plain = answer.abstention.code in ("greeting", "about_documents")
    return _line("cq-told" if is_plain else "cq-abstains", message)


def _advice(answer: Answer) -> str:
    """How to go on: to all documents where only some were asked, or in other words."""
    language, abstention = answer.told_in, answer.abstention
    if abstention is None or abstention.code in _NOT_SEARCHED:
        return ""
    if answer.scope == EVERYTHING:
        is_near = abstention.code in ("not_stated", "outside_documents")
        return _line("cq-ref", escape(HOW_TO_ASK.to(language))) if is_near else ""
    return _line(
        "cq-ref",
        f"{escape(ONLY_THESE_ASKED.to(language))} "
        f'<button type="button" class="cq-everywhere" value="{escape(answer.question)}">'
        f"{escape(ASK_ALL.to(language))}</button>",
    )


def _unread(answer: Answer) -> str:
    """A line where no passage was read."""
    if answer.unread is None:
        return ""
    return _line("cq-ref", escape(UNREAD.to(answer.told_in, reason=answer.unread)))


def _sureness(answer: Answer) -> str:
    """How likely the first quote answers, in words and as a figure."""
    if answer.confidence is None:
        return ""
    words = sureness(answer.confidence, answer.told_in)
    return _line(f"cq-sure cq-sure-{sure_step(answer.confidence)}", escape(words))


def _differing(answer: Answer) -> str:
    """That documents answer with different figures."""
    words = differing_figures(answer)
    return "" if words is None else _line("cq-differing", isolated(words))


def _groups(answer: Answer) -> list[str]:
    """The quotes by document, that of the best quote first."""
    by_document: dict[str, list[AnswerSentence]] = {}
    for sentence in answer.sentences:
        doc_id = answer.citations[sentence.citation - 1].doc_id
        by_document.setdefault(doc_id, []).append(sentence)
    return [_group(answer, sentences) for sentences in by_document.values()]


def _group(answer: Answer, sentences: Sequence[AnswerSentence]) -> str:
    """The quotes from one document under its title, which opens it at the first of them."""
    language, first = answer.told_in, answer.citations[sentences[0].citation - 1]
    link = source_link(first, language, answer.citations)
    date = dated(first.date, first.file_date, language)
    quotes = "".join(_quote(answer, sentence) for sentence in sentences)
    return (
        f'<section class="cq-group"><h3 class="cq-heading"><a class="cq-open" href="{link}"'
        f"{lang(first.language)}>{isolated(first.title)}</a> "
        f'<span class="cq-date">{isolated(date)}</span></h3><ol>{quotes}</ol></section>'
    )


def _quote(answer: Answer, sentence: AnswerSentence, names_document: bool = False) -> str:
    language, citation = answer.told_in, answer.citations[sentence.citation - 1]
    before = _beside(answer, answer.context_of(sentence), before_it(sentence))
    after = _beside(answer, answer.continuation_of(sentence), AFTER_IT)
    return (
        f'<li class="cq-quote">{before}<blockquote{lang(citation.language)}>'
        f"{_with_words(sentence)} {_number(answer, citation)}</blockquote>{after}"
        f'<p class="cq-ref">{_title(citation) if names_document else ""}'
        f"{_facts(citation, language)}{_buttons(answer, citation)}</p></li>"
    )


def _title(citation: Citation) -> str:
    return f"<span{lang(citation.language)}>{isolated(citation.title)}</span> "


def _beside(answer: Answer, citation: Citation | None, head: Phrase) -> str:
    """What is to be read before or after a quote."""
    if citation is None:
        return ""
    return _line(
        "cq-context",
        f"<span{ours(answer.told_in)}>{escape(head.to(answer.told_in))}</span> "
        f"<span{lang(citation.language)}>{isolated(citation.quote)}</span> "
        f"{_number(answer, citation)}",
    )


def _number(answer: Answer, citation: Citation) -> str:
    """The citation's number, which opens its source, the answer's other quotes marked too."""
    language = answer.told_in
    label = escape(OPEN_SOURCE.to(language, number=citation.number, title=citation.title))
    link = source_link(citation, language, answer.citations)
    return (
        f'<a class="cq-open cq-number" href="{link}"{ours(language)} '
        f'aria-label="{label}">{citation.number}</a>'
    )


def _with_words(sentence: AnswerSentence) -> str:
    """The sentence, the words in it that answer set off."""
    words, text = sentence.highlight, sentence.text
    if words is None:
        return isolated(text)
    before, after = escape(text[: words.start]), escape(text[words.end :])
    return f"<bdi>{before}<b>{escape(words.of(text))}</b>{after}</bdi>"


def _facts(citation: Citation, language: str) -> str:
    """The page, and whether it was read in a picture."""
    facts = " · ".join(filter(None, (pages(citation, language), from_scan(citation, language))))
    return f'<span class="cq-date">{isolated(facts)}</span> ' if facts else ""


def _buttons(answer: Answer, citation: Citation) -> str:
    """What can be done with a quote."""
    language = answer.told_in
    link = source_link(citation, language, answer.citations)
    copied = escape(reference(citation, language))
    return (
        f'<a class="cq-open cq-button" href="{link}">{OPEN.to(language)}</a> '
        f'<button type="button" class="cq-copy" value="{copied}">'
        f"{COPY_QUOTE.to(language)}</button> "
        f'<button type="button" class="cq-address">{COPY_LINK.to(language)}</button> '
        f'<button type="button" class="cq-rate" value="right">{RIGHT.to(language)}</button> '
        f'<button type="button" class="cq-rate" value="wrong">{WRONG.to(language)}</button>'
    )


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
