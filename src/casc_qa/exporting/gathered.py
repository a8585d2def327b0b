"""What is exported: questions with their quotes in the order of reading, numbered throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casc_qa.asking.many import Asked
from casc_qa.locators import Locator
from casc_qa.phrases import ENGLISH, interface_language
from casc_qa.system.small_files import shortened
from casc_qa.system.visible import one_line
from casc_qa.types import Answer, AnswerSentence, Citation, Span

_MOST_SHOWN = 500  # characters of a question
Role = Literal["answer", "before", "after"]
"""A sentence of the answer, or what is to be read before or after one."""


class Quote(NamedTuple):
    """A quote at its place among all."""

    number: int
    """From 1, through all questions."""
    role: Role
    citation: Citation
    sentence: AnswerSentence
    """Of the answer: itself, or the one that it is read with."""

    @property
    def highlight(self) -> Span | None:
        """The words that answer, of a sentence of the answer."""
        return self.sentence.highlight if self.role == "answer" else None

    @property
    def locator(self) -> Locator:
        """Where it stands."""
        return Locator.of(self.citation)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, with the quotes that answer it or with what was said instead."""

    asked: Asked
    quotes: tuple[Quote, ...]

    @property
    def question(self) -> str:
        """As it was asked."""
        return self.asked.answer.question if self.asked.answer else self.asked.question

    @property
    def question_shown(self) -> str:
        """For people: in one line, and no more of it than can be read."""
        return shortened(one_line(self.question), _MOST_SHOWN)

    @property
    def said(self) -> str | None:
        """Why there is no quote."""
        if self.asked.answer is None:
            return self.asked.error
        abstention = self.asked.answer.abstention
        return abstention.message if abstention else None


class QuotedDocument(NamedTuple):
    """A document and all that is quoted of it."""

    key: str
    """A short name in plain letters that no other document of the export has."""
    first: Citation
    quotes: tuple[tuple[Entry, Quote], ...]


@dataclass(frozen=True, slots=True)
class Export:
    """All that goes into one file."""

    entries: tuple[Entry, ...]
    generation: str
    """Of the index that was asked."""
    language: str
    """Of what is said around quotes: "en" or "ru"."""
    style: str
    """Of references: one of ``bibliography.STYLES``."""

    @property
    def unanswered(self) -> tuple[Entry, ...]:
        """The questions without a quote."""
        return tuple(entry for entry in self.entries if not entry.quotes)

    def documents(self) -> list[QuotedDocument]:
        """In the order in which they are first quoted."""
        quoted: dict[tuple[str, str], list[tuple[Entry, Quote]]] = {}
        for entry in self.entries:
            for quote in entry.quotes:
                of = (quote.citation.doc_id, quote.citation.sha256)
                quoted.setdefault(of, []).append((entry, quote))
        keys = _keys(quoted)
        return [
            QuotedDocument(key, quotes[0][1].citation, tuple(quotes))
            for key, quotes in zip(keys, quoted.values(), strict=True)
        ]


def gather(
    asked: Iterable[Asked],
    generation: str,
    style: str = "chicago-notes",
    language: str | None = None,
) -> Export:
    """What is exported of these questions; in the language of most of them where none is given."""
    entries: list[Entry] = []
    number = 1
    for each in asked:
        quotes = tuple(_quotes(each.answer, number)) if each.answer else ()
        number += len(quotes)
        entries.append(Entry(each, quotes))
    languages = Counter(interface_language(entry.asked.language) for entry in entries)
    usual = languages.most_common(1)[0][0] if languages else ENGLISH
    return Export(tuple(entries), generation, language or usual, style)


def _quotes(answer: Answer, number: int) -> Iterator[Quote]:
    """Those of an answer, the first of them with this number. What is read with two sentences is
    there once.
    """
    seen: set[int] = set()
    for sentence in answer.sentences:
        around: list[tuple[Role, Citation | None]] = [
            ("before", answer.context_of(sentence)),
            ("answer", answer.citations[sentence.citation - 1]),
            ("after", answer.continuation_of(sentence)),
        ]
        for role, citation in around:
            if citation is None or citation.number in seen:
                continue
            yield Quote(number + len(seen), role, citation, sentence)
            seen.add(citation.number)


def _keys(documents: Iterable[tuple[str, str]]) -> list[str]:
    """A key for each doc_id with its hash."""
    given: list[str] = []
    for doc_id, sha256 in documents:
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in doc_id.lower())
        words = "-".join(filter(None, plain.split("-")))[:40].strip("-")
        key = f"{words or 'document'}-{sha256[:8]}"
        again = sum(other == key or other.startswith(f"{key}-") for other in given)
        given.append(f"{key}-{again + 1}" if again else key)
    return given
