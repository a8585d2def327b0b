"""What is said in a text for people beside its quotes."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa import phrases, wording
from casc_qa.exporting.gathered import Entry, Export, Quote
from casc_qa.locators import SCHEME
from casc_qa.types import Citation


def remarks_on(export: Export) -> Iterator[str]:
    """At the beginning: where the quotes come from and how they can be checked."""
    yield phrases.ALL_QUOTED.to(
        export.language,
        generation=export.generation,
        scheme=SCHEME,
        command="casc-qa verify",
    )


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


def hash_of(citation: Citation, language: str) -> str:
    """Of which bytes a document was made."""
    return phrases.FILE_HASH.to(language, algorithm="SHA-256", value=citation.sha256)


def beside(quote: Quote, language: str) -> str | None:
    """What stands above a quote that is read before or after a sentence of the answer."""
    if quote.role == "before":
        return wording.before_it(quote.sentence).to(language)
    return phrases.AFTER_IT.to(language) if quote.role == "after" else None
