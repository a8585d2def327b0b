"""What a question costs an assistant that is open already, against encoding the question alone.

    python -m benchmarks.warm_ask [QUESTIONS.jsonl]

Asks each question of the file (the project's own by default) over the five documents, in turn:
encoding alone, ranking, the whole answer; and the whole answer with the sentences encoded while
asking, in one batch, as it would be if building did not keep their vectors.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from casc_qa.asking.assistant import Assistant
from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.embedding import Embedder
from casc_qa.embedding.encoders import open_encoder
from casc_qa.index.generation import open_current
from casc_qa.types import Span

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "questions" / "casc.jsonl"
WARM_UP = 20  # questions

Function = Callable[[str], object]
"""Called with a question."""


def encode_sentences(assistant: Assistant, embedder: Embedder, question: str) -> None:
    """Encodes the sentences that are weighed for the question."""
    passages = {passage.passage_id: passage for passage in assistant.passages()}
    sentences: dict[tuple[str, Span], str] = {}
    for scored in assistant.rank(question)[: assistant.settings.answering.pool]:
        passage = passages[scored.passage_id]
        text = assistant.document(passage.doc_id).text
        sentences |= {(passage.doc_id, span): span.of(text) for span in passage.sentences}
    embedder.embed_passages(list(sentences.values()))


def milliseconds(function: Function, questions: Sequence[str]) -> list[float]:
    """Of each question, in order of size."""
    for question in questions[:WARM_UP]:
        function(question)
    times = []
    for question in questions:
        started = time.perf_counter()
        function(question)
        times.append(1000 * (time.perf_counter() - started))
    return sorted(times)


def functions(index: Path) -> dict[str, Function]:
    """What is timed, by name."""
    generation = open_current(index)
    embedder = open_encoder(generation.manifest.embedder, index)
    assistant = Assistant(generation, embedder, Settings())

    def encode_too(question: str) -> None:
        encode_sentences(assistant, embedder, question)
        assistant.ask(question)

    return {
        "encoding alone": lambda question: embedder.embed_queries([question]),
        "ranking": assistant.rank,
        "whole answer": assistant.ask,
        "sentences encoded too": encode_too,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("questions", type=Path, nargs="?", default=QUESTIONS)
    typed = parser.parse_args(arguments)
    lines = typed.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with tempfile.TemporaryDirectory() as index:
        build_index(ROOT / "corpus", index)
        timed = functions(Path(index))
        times = {name: milliseconds(function, questions) for name, function in timed.items()}
    alone = statistics.median(times["encoding alone"])
    print(f"{len(questions)} questions{'p50 ms':>17}{'p99 ms':>9}{'times':>8}")
    for name, each in times.items():
        middle, late = statistics.median(each), each[len(each) * 99 // 100]
        print(f"{name:<21}{middle:>9.1f}{late:>9.1f}{middle / alone:>8.1f}")


if __name__ == "__main__":
    main()
