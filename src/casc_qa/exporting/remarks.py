"""What is said in a text for people beside its quotes."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa import phrases, wording
from casc_qa.exporting.gathered import Entry, Export, Quote


def remarks_on(export: Export) -> Iterator[str]:
    """At the beginning: where the quotes come from and how they can be checked."""
    language = export.language
    yield phrases.ALL_QUOTED.to(language, generation=export.generation)


def heading_of(entry: Entry, language: str) -> Iterator[str]:
    """Between a question and its quotes: how it was read, how sure it is, what differs."""
    answer = entry.asked.answer
    if answer is None or not entry.quotes:
        return
    if read_as := wording.read_as(answer):
        yield read_as
    if answer.confidence is not None:
        yield wording.sureness(answer.confidence, language)
    figures = [
        sentence.highlight.of(sentence.text)
        for sentence in answer.sentences
        if sentence.highlight and sentence.citation in answer.differing
    ]
    if figures:
        yield phrases.DIFFERENT_FIGURES.to(language, figures="; ".join(figures))
    if answer.unread:
        yield phrases.UNREAD.to(language, reason=answer.unread)


def beside(quote: Quote, language: str) -> str | None:
    """What stands above a quote that is read before or after a sentence of the answer."""
    if quote.role == "before":
        return wording.before_it(quote.sentence).to(language)
    return phrases.AFTER_IT.to(language) if quote.role == "after" else None
