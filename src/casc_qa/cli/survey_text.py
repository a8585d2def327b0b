"""What a terminal shows of overviews and timelines; and of any answer, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa import phrases, wording
from casc_qa.cli.terminal import BOLD, CYAN, DIM, YELLOW, Painter, answer_text, safe, wrapped
from casc_qa.types import Answer, AnswerSentence, Citation


def text_of(answer: Answer, colour: bool) -> str:
    """The answer for a person: an overview or a timeline as such."""
    if answer.kind == "answer" or not answer.answered:
        return answer_text(answer, colour)
    paint = Painter(colour)
    lines = [paint(wording.survey_heading(answer), DIM), ""]
    if answer.kind == "timeline":
        lines += _by_date(answer, paint)
    else:
        lines += _by_document(answer, paint)
    if rest := wording.survey_rest(answer):
        lines += [*wrapped(rest, YELLOW, paint), ""]
    lines.append(paint(phrases.SOURCES.to(answer.told_in), BOLD))
    lines += _sources(answer, paint)
    return "\n".join(lines).rstrip() + "\n"


def _by_document(answer: Answer, paint: Painter) -> Iterator[str]:
    """The sentences, where they are of several documents under the titles of these."""
    quotes = [answer.citations[sentence.citation - 1] for sentence in answer.sentences]
    several, titled = len({quote.doc_id for quote in quotes}) > 1, ""
    for sentence, quote in zip(answer.sentences, quotes, strict=True):
        if several and quote.doc_id != titled:
            titled = quote.doc_id
            yield from wrapped(safe(quote.title), BOLD, paint)
        yield from [*_quoted(answer, sentence, paint, indent=2 * several), ""]


def _by_date(answer: Answer, paint: Painter) -> Iterator[str]:
    """Each date above its sentences, those without a year under a line that says so."""
    was_known = True
    for date, is_known, sentences in wording.by_date(answer):
        if was_known and not is_known:
            yield from (paint(phrases.WITHOUT_YEAR.to(answer.told_in), YELLOW), "")
        was_known = is_known
        yield paint(safe(date), BOLD)
        for sentence in sentences:
            yield from [*_quoted(answer, sentence, paint, indent=2), ""]


def _quoted(
    answer: Answer, sentence: AnswerSentence, paint: Painter, indent: int = 0
) -> Iterator[str]:
    if before := answer.context_of(sentence):
        words = f"{wording.before_it(sentence).to(answer.told_in)} {safe(before.quote)}"
        yield from wrapped(words, DIM, paint, indent, tail=f" {_mark(before, paint)}")
    mark = _mark(answer.citations[sentence.citation - 1], paint)
    yield from wrapped(safe(sentence.text), "", paint, indent, indent, tail=f" {mark}")


def _mark(citation: Citation, paint: Painter) -> str:
    return paint(f"[{citation.number}]", CYAN)


def _sources(answer: Answer, paint: Painter) -> Iterator[str]:
    """Each document with the places of its quotes."""
    by_document: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_document.setdefault(citation.doc_id, []).append(citation)
    language = answer.told_in
    for doc_id, citations in by_document.items():
        first = citations[0]
        date = wording.dated(first.date, first.file_date, language)
        yield from wrapped(safe(first.title), "", paint)
        yield f"    {date} · {safe(doc_id)}"
        for citation in citations:
            place = [
                safe(wording.location(citation, language)),
                wording.from_scan(citation, language) or "",
            ]
            yield f"    {_mark(citation, paint)} {', '.join(filter(None, place))}"
        if first.url:
            yield f"    {paint(safe(first.url), DIM)}"
