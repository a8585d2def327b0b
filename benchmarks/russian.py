"""What each part does for Russian questions about English documents.

    python -m benchmarks.russian XQUAD_RU [--half report]

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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ir_measures

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.translation import PARTS, Part, Translator
from casc_qa.building.build import build_beir_index
from casc_qa.config import Settings
from casc_qa.embedding import Embedder
from casc_qa.embedding.encoders import open_encoder
from casc_qa.index.generation import Generation, open_current
from training.squad import HALVES, half_of

MEASURES = [ir_measures.nDCG @ 10, ir_measures.R @ 20]
ENGLISH = "How many people took part in the training that the office held in the capital?"
RUSSIAN = "Сколько человек приняло участие в тренинге, который управление провело в столице?"
TIMES = 200
COLD_RUNS = 9


@dataclass(frozen=True)
class Opened:
    """An index opened once, for assistants of several settings."""

    generation: Generation
    embedder: Embedder

    def using(self, parts: Collection[Part], semantic_weight: float) -> Assistant:
        """An assistant that translates by ``parts`` alone and fuses by ``semantic_weight``."""
        retrieval = replace(Settings().retrieval, semantic_weight=semantic_weight)
        translator = Translator(self.generation, self.embedder, parts)
        settings = Settings(retrieval=retrieval)
        return Assistant(self.generation, self.embedder, settings, translator=translator)


def open_parts(index: Path) -> Opened:
    """The index in a folder, and its encoder."""
    generation = open_current(index)
    return Opened(generation, open_encoder(generation.manifest.embedder, index))


def variants(opened: Opened) -> Iterator[tuple[str, Assistant]]:
    """What is switched off, and the assistant that does without it."""
    usual = Settings().retrieval.semantic_weight
    yield "nothing", opened.using(PARTS, usual)
    for part in sorted(PARTS - {"acronyms"}):  # these are English questions' alone
        yield f"the {part}", opened.using(PARTS - {part}, usual)
    yield "all of these: BM25 of Latin words and numbers alone", opened.using((), usual)
    yield "BM25", opened.using(PARTS, 1.0)
    yield "vectors", opened.using(PARTS, 0.0)


def ranked(assistant: Assistant, questions: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Question to document to score; a document counts as its best passage."""
    scores_of = {}
    document_of = {passage.passage_id: passage.doc_id for passage in assistant.passages()}
    for query_id, question in questions.items():
        scores: dict[str, float] = {}
        for passage in assistant.rank(question):
            scores.setdefault(document_of[passage.passage_id], passage.score)
        scores_of[query_id] = scores
    return scores_of


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


def encoding(embedder: Embedder, question: str) -> float:
    """Milliseconds that a question's vector takes, the median."""
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        embedder.embed_queries([question])
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def cold(index: Path) -> tuple[float, float]:
    """Seconds that a fresh process takes to answer, English and Russian: the medians, by turns."""
    times: dict[str, list[float]] = {ENGLISH: [], RUSSIAN: []}
    for number in range(2 * (COLD_RUNS + 1)):
        question = (ENGLISH, RUSSIAN)[number % 2]
        started = time.perf_counter()
        command = [sys.executable, "-m", "casc_qa", "ask", "--index", str(index), question]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # 3: no answer
        times[question].append(time.perf_counter() - started)
    english, russian = (statistics.median(seconds[1:]) for seconds in times.values())
    return english, russian


def print_parts(
    opened: Opened, questions: Mapping[str, str], relevant: Mapping[str, Mapping[str, int]]
) -> None:
    """The figures with everything on, and with each part off."""
    print(f"{len(questions)} questions")
    print(f"{'without':50} nDCG@10   R@20")
    for name, assistant in variants(opened):
        figures = ir_measures.calc_aggregate(MEASURES, relevant, ranked(assistant, questions))
        print(f"{name:50}  {figures[MEASURES[0]]:.4f} {figures[MEASURES[1]]:.4f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--times", action="store_true", help="print what it takes alone")
    parser.add_argument("--index", type=Path, help="keep the index here, or take it from here")
    typed = parser.parse_args(arguments)
    questions, relevant = read_folder(typed.folder, typed.half)
    with tempfile.TemporaryDirectory() as fresh:
        index = typed.index or Path(fresh)
        build_beir_index(typed.folder, index)
        opened = open_parts(index)
        if not typed.times:
            print_parts(opened, questions, relevant)
        for name, question in (("English", ENGLISH), ("Russian", RUSSIAN)):
            print(f"encoding a question, {name}: {encoding(opened.embedder, question):.2f} ms")
        english, russian = cold(index)
        print(
            f"cold ask, English {english:.3f} s, Russian {russian:.3f} s, {russian / english:.2f}"
        )


if __name__ == "__main__":
    main()
