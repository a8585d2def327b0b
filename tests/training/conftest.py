"""A file as SQuAD's, small enough to learn from in seconds, and the folders made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from training import squad

# Titles of one half each: "Lantern" and "Old_Mill" are for tuning, the other two for reporting.
ARTICLES = {
    "Lantern": [
        (
            "The lantern of Ebersmoor was lit for the first time in 1887. It was made by the smith "
            "Anna Vogel. Its glass came from a workshop in Murano. On clear nights sailors saw it "
            "from thirty miles away.",
            {
                "When was the lantern of Ebersmoor first lit?": "1887",
                "Who made the lantern of Ebersmoor?": "Anna Vogel",
                "Where did the glass of the lantern come from?": "a workshop in Murano",
                "From how far away did sailors see the lantern?": "thirty miles away",
                "How much did the lantern of Ebersmoor cost?": None,
            },
        ),
        (
            "Every autumn the village holds a feast for the lantern. Children carry candles "
            "through the streets. The feast was forbidden between 1915 and 1919. It ends with a "
            "song by the composer Jonas Reed.",
            {
                "What do children carry through the streets?": "candles",
                "When was the feast of the lantern forbidden?": "between 1915 and 1919",
                "Who composed the song that ends the feast?": "Jonas Reed",
                "What do visitors eat at the feast?": None,
            },
        ),
    ],
    "Old_Mill": [
        (
            "The old mill of Tarn grinds rye with two stones. It was built in 1720 by monks. "
            "A flood broke its wheel in 1841. The miller Peter Falk repaired it within a year.",
            {
                "What does the old mill of Tarn grind?": "rye",
                "When was the mill of Tarn built?": "1720",
                "What broke the wheel of the mill?": "A flood",
                "Who repaired the wheel of the mill?": "Peter Falk",
                "How tall is the mill of Tarn?": None,
            },
        ),
        (
            "Today the mill is a museum of bread. It has eleven rooms. The oven in its cellar "
            "weighs four tons. Schools from Lund visit it each spring.",
            {
                "What is the mill today?": "a museum of bread",
                "How many rooms does the museum have?": "eleven rooms",
                "How heavy is the oven in the cellar?": "four tons",
                "Which schools visit the museum each spring?": "Schools from Lund",
            },
        ),
    ],
    "Lighthouse": [
        (
            "The lighthouse of Skarn stands on a cliff. It was painted red in 1950. Its keeper "
            "Maria Holt lived there for forty years.",
            {
                "When was the lighthouse of Skarn painted red?": "1950",
                "Who was the keeper of the lighthouse?": "Maria Holt",
                "What was the keeper of the lighthouse paid?": None,
            },
        ),
    ],
    "Harbour": [
        (
            "The harbour of Brel is frozen in January. It ships timber to Riga. Its crane lifts "
            "ninety tons.",
            {
                "When is the harbour of Brel frozen?": "in January",
                "What does the harbour ship to Riga?": "timber",
            },
        ),
    ],
}


def entry(query_id: str, question: str, context: str, answer: str | None) -> dict[str, Any]:
    """A question as SQuAD has it; None for an answer that the paragraph does not give."""
    answers = [] if answer is None else [{"text": answer, "answer_start": context.index(answer)}]
    return {
        "id": query_id,
        "question": question,
        "answers": answers,
        "is_impossible": answer is None,
    }


def article(title: str, paragraphs: list[tuple[str, dict[str, str | None]]]) -> dict[str, Any]:
    """An article as SQuAD has it."""
    return {
        "title": title,
        "paragraphs": [
            {
                "context": context,
                "qas": [
                    entry(f"{title}-{number}-{row}", question, context, answer)
                    for row, (question, answer) in enumerate(asked.items())
                ],
            }
            for number, (context, asked) in enumerate(paragraphs)
        ],
    }


@pytest.fixture(scope="session")
def squad_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of four articles, as SQuAD 2.0 has them."""
    path = tmp_path_factory.mktemp("squad") / "dev.json"
    data = [article(title, paragraphs) for title, paragraphs in ARTICLES.items()]
    path.write_text(json.dumps({"version": "v2.0", "data": data}), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def squad_folders(squad_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders tune, tune-odd, report and report-odd, made by squad.py."""
    folder = tmp_path_factory.mktemp("folders")
    for half in squad.HALVES:
        squad.main([str(squad_file), half, str(folder / half)])
        squad.main([str(squad_file), half, str(folder / f"{half}-odd"), "--odd"])
    return folder


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """So little is computed that threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
