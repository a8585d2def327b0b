"""Passages by how near they come to a question, which is no answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from casc_qa.asking.assistant import check_k
from casc_qa.asking.question import read_question
from casc_qa.locators import Locator
from casc_qa.types import EVERYTHING, Scope, ShownPassage

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant

VERSION = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What was found."""

    question: str
    scope: Scope
    passages: tuple[ShownPassage, ...]
    """The nearest first."""
    generation: str
    model: str

    def to_dict(self) -> dict[str, Any]:
        """The object that ``casc-qa schema search`` describes."""
        return {
            "version": VERSION,
            "question": self.question,
            "filters": asdict(self.scope),
            "passages": [_passage_table(passage) for passage in self.passages],
            "index": {"generation": self.generation, "model": self.model},
        }


def search(
    assistant: Assistant, question: str, k: int | None = None, scope: Scope = EVERYTHING
) -> Found:
    """The ``k`` nearest passages of the documents in ``scope``. Raises QuestionError, ScopeError
    and UsageError as ``Assistant.ask`` does.
    """
    settings = assistant.settings
    k = settings.retrieval.k if k is None else k
    check_k(k, settings)
    asked, scope = read_question(question), assistant.checked(scope)
    ranking = assistant.rank(asked.text, scope)[:k]
    manifest = assistant.manifest
    return Found(
        asked.text,
        scope,
        assistant.shown(ranking),
        manifest.generation,
        str(manifest.embedder["name"]),
    )


def _passage_table(passage: ShownPassage) -> dict[str, Any]:
    locator = Locator(passage.doc_id, passage.sha256, passage.start, passage.end)
    return asdict(passage) | {"score": round(passage.score, 4), "locator": str(locator)}
