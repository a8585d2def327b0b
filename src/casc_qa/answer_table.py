"""The object of ``casc-qa ask --json``: stable, the same for the same question, options, settings
and index. Fields are added, never changed. Floats have four decimals.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from casc_qa.locators import Locator

if TYPE_CHECKING:
    from casc_qa.types import Answer, Citation

VERSION = 1


def answer_table(answer: Answer) -> dict[str, Any]:
    """The answer as plain dictionaries and lists."""
    return {
        "version": VERSION,
        "question": answer.question,
        "asked_as": answer.asked_as,
        "language": answer.language,
        "told_in": answer.told_in,
        "filters": asdict(answer.scope),
        "answered": answer.answered,
        "abstention": asdict(answer.abstention) if answer.abstention else None,
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "answer": [
            {
                "text": sentence.text,
                "citation": sentence.citation,
                "highlight": sentence.highlight._asdict() if sentence.highlight else None,
                "context": sentence.context,
                "continuation": sentence.continuation,
                "date": sentence.date,
                "year_is_stated": sentence.year_is_stated,
            }
            for sentence in answer.sentences
        ],
        "unread": answer.unread,
        "differing": list(answer.differing),
        "citations": [citation_table(citation) for citation in answer.citations],
        "passages": [
            _without(asdict(passage), "sha256", "language") | {"score": round(passage.score, 4)}
            for passage in answer.passages
        ],
        "kind": answer.kind,
        "left_out": answer.left_out,
        "unread_documents": answer.unread_documents,
        "index": {"generation": answer.generation, "model": answer.model},
    }


def citation_table(citation: Citation) -> dict[str, Any]:
    """A citation as plain dictionaries and lists."""
    table = _without(asdict(citation), "language")
    boxes = [box._asdict() for box in citation.boxes]
    return table | {"boxes": boxes, "locator": str(Locator.of(citation))}


def _without(table: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in names}
