"""JSON: the objects of ``ask --json`` with a reference for each citation."""

from __future__ import annotations

from typing import Any

from casc_qa.answer_json import VERSION, answer_table
from casc_qa.asking.many import Asked
from casc_qa.exporting import bibliography
from casc_qa.exporting.gathered import Entry, Export
from casc_qa.system.visible import json_text


def render(export: Export) -> bytes:
    """The file, in UTF-8."""
    table = {
        "version": VERSION,
        "generation": export.generation,
        "language": export.language,
        "style": export.style,
        "answers": [_answer(export, entry) for entry in export.entries],
    }
    return (json_text(table, indent=2) + "\n").encode()


def asked_table(asked: Asked) -> dict[str, Any]:
    """The object of ``ask --json``; of a question that could not be asked, its error."""
    if asked.answer is not None:
        return answer_table(asked.answer)
    return {
        "version": VERSION,
        "question": asked.question,
        "language": asked.language,
        "answered": False,
        "error": asked.error,
    }


def _answer(export: Export, entry: Entry) -> dict[str, Any]:
    table = asked_table(entry.asked)
    if entry.asked.answer is not None:
        for cited, citation in zip(table["citations"], entry.asked.answer.citations, strict=True):
            cited["citation"] = bibliography.note(citation, export.style, export.language)
    return table
