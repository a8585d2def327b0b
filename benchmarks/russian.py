"""What each part does for Russian questions about English documents.

    python benchmarks/russian.py XQUAD_RU [--half report]

XQUAD_RU is a BEIR folder whose questions are Russian and whose documents are English. Prints
nDCG@10 and recall@20 of documents with everything on, then with each part off in turn; and what
encoding a question takes, and a whole cold ``casc-qa ask``, Russian beside English. --half takes
the questions about one half alone.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import ir_measures

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.translation import PARTS, Translator
from casc_qa.building.build import build_beir_index
from casc_qa.config import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from squad import half_of

MEASURES = [ir_measures.nDCG @ 10, ir_measures.R @ 20]
ENGLISH = "How many people took part in the training that the office held in the capital?"
RUSSIAN = "Сколько человек приняло участие в тренинге, который управление провело в столице?"
TIMES = 200
COLD_RUNS = 9


def variants(assistant: Assistant) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is switched off, and how."""

    def use(parts: frozenset[str], semantic_weight: float) -> None:
        retrieval = replace(Settings().retrieval, semantic_weight=semantic_weight)
        assistant.__init__(  # type: ignore[misc]
            assistant._generation, assistant._embedder, Settings(retrieval=retrieval)
        )
        assistant._translator = Translator(assistant._generation, parts)  # type: ignore[arg-type]

    usual = Settings().retrieval.semantic_weight
    yield "nothing", lambda: use(PARTS, usual)
    for part in sorted(PARTS):
        yield f"the {part}", lambda part=part: use(PARTS - {part}, usual)  # type: ignore[misc]
    yield "all of these: BM25 of Latin words and numbers alone", lambda: use(frozenset(), usual)
    yield "BM25", lambda: use(PARTS, 1.0)
    yield "vectors", lambda: use(PARTS, 0.0)


def ranked(assistant: Assistant, questions: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Question to document to score; a document counts as its best passage."""
    found = {}
    document_of = {passage.passage_id: passage.doc_id for passage in assistant.passages()}
    for query_id, question in questions.items():
        scores: dict[str, float] = {}
        for passage in assistant.rank(question):
            scores.setdefault(document_of[passage.passage_id], passage.score)
        found[query_id] = scores
    return found


def read_folder(folder: Path, half: str | None) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """Questions, and the documents that answer each; those of one half of the articles."""
    relevant: dict[str, dict[str, int]] = {}
    (path,) = (folder / "qrels").iterdir()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query_id, doc_id, grade = line.split("\t")
        if half is None or half_of(doc_id.rpartition("#")[0]) == half:
            relevant.setdefault(query_id, {})[doc_id] = int(grade)
    lines = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    questions = {line["_id"]: line["text"] for line in lines if line["_id"] in relevant}
    return questions, relevant


def encoding(assistant: Assistant, question: str) -> float:
    """Milliseconds that a question's vector takes, the median."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        assistant._embedder.embed_queries([question])
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def cold(index: Path) -> tuple[float, float]:
    """Seconds that a fresh process takes to answer, English and Russian: the medians, by turns."""
    took: dict[str, list[float]] = {ENGLISH: [], RUSSIAN: []}
    for number in range(2 * (COLD_RUNS + 1)):
        question = (ENGLISH, RUSSIAN)[number % 2]
        began = time.perf_counter()
        command = [sys.executable, "-m", "casc_qa", "ask", "--index", str(index), question]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # 3: no answer
        took[question].append(time.perf_counter() - began)
    english, russian = (statistics.median(times[1:]) for times in took.values())
    return english, russian


def print_parts(
    assistant: Assistant, questions: Mapping[str, str], relevant: Mapping[str, Mapping[str, int]]
) -> None:
    """The figures with everything on, and with each part off."""
    print(f"{len(questions)} questions")
    print(f"{'without':50} nDCG@10   R@20")
    for name, switch in variants(assistant):
        switch()
        figures = ir_measures.calc_aggregate(MEASURES, relevant, ranked(assistant, questions))
        print(f"{name:50}  {figures[MEASURES[0]]:.4f} {figures[MEASURES[1]]:.4f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("tune", "report"))
    parser.add_argument("--times", action="store_true", help="print what it takes alone")
    parser.add_argument("--index", type=Path, help="keep the index here, or take it from here")
    typed = parser.parse_args(arguments)
    questions, relevant = read_folder(typed.folder, typed.half)
    with tempfile.TemporaryDirectory() as fresh:
        index = typed.index or Path(fresh)
        build_beir_index(typed.folder, index)
        assistant = open_index(index)
        if not typed.times:
            print_parts(assistant, questions, relevant)
        for name, question in (("English", ENGLISH), ("Russian", RUSSIAN)):
            print(f"encoding a question, {name}: {encoding(assistant, question):.2f} ms")
        english, russian = cold(index)
        print(
            f"cold ask, English {english:.3f} s, Russian {russian:.3f} s, {russian / english:.2f}"
        )


if __name__ == "__main__":
    main()
