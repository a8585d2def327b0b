"""What a document, a topic or all documents are about, in sentences of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casc_qa.answer_json import VERSION, answer_table
from casc_qa.locators import Locator
from casc_qa.surveying.targets import survey_of
from casc_qa.types import EVERYTHING, Answer, Citation, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Overview:
    """Five to eight sentences, or as many as there are that can be read alone."""

    of: str | None
    """What it was asked of, as typed; None for all documents."""
    answer: Answer
    """The sentences with their citations, by document and in its order, or why there are none."""

    @property
    def quotes(self) -> tuple[Citation, ...]:
        """Of the sentences, in their order."""
        citations = self.answer.citations
        return tuple(citations[sentence.citation - 1] for sentence in self.answer.sentences)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``casc-qa overview --json``: fields are added, never changed."""
        table, answer = answer_table(self.answer), self.answer
        return {
            "version": VERSION,
            "of": self.of,
            "language": answer.told_in,
            "filters": table["filters"],
            "answered": answer.answered,
            "abstention": table["abstention"],
            "sentences": [
                {"text": quote.quote, "citation": quote.number, "locator": str(Locator.of(quote))}
                for quote in self.quotes
            ],
            "documents": list(dict.fromkeys(quote.doc_id for quote in self.quotes)),
            "left_out": answer.left_out,
            "citations": table["citations"],
            "index": table["index"],
        }


def overview_of(
    assistant: Assistant,
    of: str | None = None,
    scope: Scope = EVERYTHING,
    words_around: str | None = None,
) -> Overview:
    """An overview of a document by its name or title, of a topic, or of all documents in ``scope``;
    words around quotes in the language of a topic, unless ``words_around`` names another.

    Raises QuestionError for a topic without words or with too many, ScopeError for a document that
    is not in the index or a date that is none.
    """
    return Overview(of, survey_of(assistant, "overview", of, scope, words_around))
