"""What a question costs an assistant that is open already, against encoding the question alone.

    python benchmarks/warm_ask.py [QUESTIONS.jsonl]

Asks each question of the file (the project's own by default) over the five documents, in turn:
encoding alone, ranking, the whole answer; and the whole answer with the sentences encoded while
asking, in one batch, as it would be if building did not keep their vectors.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index

ROOT = Path(__file__).parent.parent
WARM = 20


def encode_sentences(assistant: Assistant, question: str) -> None:
    """Encodes the sentences that are weighed for the question."""
    generation = assistant._generation
    spans: dict[tuple[str, Any], str] = {}
    for scored in assistant.rank(question)[: assistant.settings.answering.pool]:
        passage = generation.passages[scored.passage_id]
        text = generation.document(passage.doc_id).text
        spans |= {(passage.doc_id, span): span.of(text) for span in passage.sentences}
    assistant._embedder.embed_passages(list(spans.values()))


def milliseconds(function: Callable[[str], Any], questions: Sequence[str]) -> list[float]:
    """Of each question, in order of size."""
    for question in questions[:WARM]:
        function(question)
    found = []
    for question in questions:
        started = time.perf_counter()
        function(question)
        found.append(1000 * (time.perf_counter() - started))
    return sorted(found)


def main() -> None:
    """The command."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "questions" / "casc.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with tempfile.TemporaryDirectory() as index:
        build_index(ROOT / "corpus", index)
        assistant = open_index(index)
        ways: dict[str, Callable[[str], Any]] = {
            "encoding alone": lambda q: assistant._embedder.embed_queries([q]),
            "ranking": assistant.rank,
            "whole answer": assistant.ask,
            "sentences encoded too": lambda q: (
                encode_sentences(assistant, q),
                assistant.ask(q),
            ),
        }
        times = {name: milliseconds(function, questions) for name, function in ways.items()}
    alone = statistics.median(times["encoding alone"])
    print(f"{len(questions)} questions{'p50 ms':>17}{'p99 ms':>9}{'times':>8}")
    for name, found in times.items():
        middle, late = statistics.median(found), found[len(found) * 99 // 100]
        print(f"{name:<21}{middle:>9.1f}{late:>9.1f}{middle / alone:>8.1f}")


if __name__ == "__main__":
    main()
