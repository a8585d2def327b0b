"""Sets of questions as the reader's training reads them, made up and small."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.reader.mixture import SHIPPABLE, UNANSWERABLE


def write_set(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Writes JSON lines, compressed by xz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def written(text: str, questions: Iterable[Mapping[str, Any]], title: str = "") -> dict[str, Any]:
    """A passage as those in training/reader/own."""
    return {"id": "x-001", "title": title, "text": text, "questions": list(questions)}


def answered(question: str, span: str, *sentences: str) -> dict[str, Any]:
    """A question about such a passage that these sentences answer."""
    return {"q": question, "answerable": True, "sentences": list(sentences), "span": span}


def unanswered(question: str) -> dict[str, Any]:
    """A question about such a passage that it does not answer."""
    return {"q": question, "answerable": False, "tempting": "", "why": "not said"}


def row(question: str, context: str, *answers: str, **others: Any) -> dict[str, Any]:
    """A row of a public set."""
    located = [{"text": answer, "start": context.index(answer)} for answer in answers]
    labels = {"answers": located, "answerable": bool(located)}
    return {"question": question, "context": context, **labels, **others}


def write_public_sets(folder: Path) -> None:
    """All sets of the mixture, of one text each: of those that have answerable questions two
    questions, one of them answered, of the others one.
    """
    for number, name in enumerate((*SHIPPABLE, *UNANSWERABLE)):
        text = f"Room {number} was painted green. A clerk named Orla Finch sleeps there."
        rows = [row(f"Who owns room {number}?", text)]
        if name in SHIPPABLE:
            rows.append(row(f"Who sleeps in room {number}?", text, "Orla Finch"))
        write_set(folder / f"{name}.jsonl.xz", rows)
