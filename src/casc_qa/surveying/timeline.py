"""Every date that documents state, with its sentence, in the order of the dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casc_qa.answer_json import VERSION, answer_table
from casc_qa.locators import Locator
from casc_qa.surveying.targets import survey_of
from casc_qa.text.date_forms import NO_YEAR
from casc_qa.types import EVERYTHING, Answer, AnswerSentence, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stated dates, each with its sentence."""

    of: str | None
    """What it was asked of, as typed; None for all documents."""
    answer: Answer
    """A sentence for each date, those without a year last, or why there are none."""

    @property
    def dated(self) -> tuple[AnswerSentence, ...]:
        """Those whose year is known, in order of date."""
        return tuple(s for s in self.answer.sentences if not _is_without_year(s))

    @property
    def without_year(self) -> tuple[AnswerSentence, ...]:
        """Those whose year nobody states, by month."""
        return tuple(s for s in self.answer.sentences if _is_without_year(s))

    def to_dict(self) -> dict[str, Any]:
        """The object of ``casc-qa timeline --json``: fields are added, never changed."""
        table, answer = answer_table(self.answer), self.answer
        return {
            "version": VERSION,
            "of": self.of,
            "language": answer.told_in,
            "filters": table["filters"],
            "answered": answer.answered,
            "abstention": table["abstention"],
            "dates": [self._entry(sentence) for sentence in self.dated],
            "without_year": [self._entry(sentence) for sentence in self.without_year],
            "left_out": answer.left_out,
            "unread_documents": answer.unread_documents,
            "citations": table["citations"],
            "index": table["index"],
        }

    def _entry(self, sentence: AnswerSentence) -> dict[str, Any]:
        citation = self.answer.citations[sentence.citation - 1]
        words = sentence.highlight
        return {
            "date": sentence.date,
            "year_is_stated": sentence.year_is_stated,
            "words": words.of(sentence.text) if words else None,
            "text": sentence.text,
            "highlight": words._asdict() if words else None,
            "citation": sentence.citation,
            "context": sentence.context,
            "locator": str(Locator.of(citation)),
        }


def _is_without_year(sentence: AnswerSentence) -> bool:
    return sentence.date is not None and sentence.date.startswith(NO_YEAR)


def timeline_of(
    assistant: Assistant,
    of: str | None = None,
    scope: Scope = EVERYTHING,
    words_around: str | None = None,
) -> Timeline:
    """A timeline of a document by its name or title, of a topic, or of all documents in ``scope``;
    words around quotes in the language of a topic, unless ``words_around`` names another.

    Raises QuestionError for a topic without words or with too many, ScopeError for a document that
    is not in the index or a date that is none.
    """
    return Timeline(of, survey_of(assistant, "timeline", of, scope, words_around))
