"""What a table costs, against asking each document each question by itself.

    python -m benchmarks.table FOLDER [--documents 100]

Indexes the first text files of FOLDER, such as the speeches of the UN General Debate Corpus, makes
a table of them with five questions, on all cores and on one, and asks some of the cells by
``ask``. Prints cells a second, the ratios, and whether the tables are the same.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.surveying.finding import THREADS
from casc_qa.surveying.table import Table, make_table
from casc_qa.types import Scope

QUESTIONS = (
    "Who was elected President of the General Assembly?",
    "What is said about reform of the Security Council?",
    "How many refugees does the country host?",
    "When will the next conference be held?",
    "What is proposed for Afghanistan?",
)
_ALONE_EVERY = 5  # of the documents, each question is asked of one in so many by itself
_T = TypeVar("_T")


def timed(work: Callable[[], _T]) -> tuple[_T, float, float]:
    """What it gives, the seconds that pass and those of the processor."""
    started, used = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - started, time.process_time() - used


def ask_alone(assistant: Assistant) -> int:
    """Asks some cells one after the other; how many."""
    documents = assistant.documents()[::_ALONE_EVERY]
    for document in documents:
        for question in QUESTIONS:
            assistant.ask(question, scope=Scope((document["doc_id"],)))
    return len(documents) * len(QUESTIONS)


def line(name: str, cells: int, seconds: float, processor: float) -> str:
    """A row of figures."""
    rate, each = cells / seconds, 1000 * processor / cells
    return f"{name:24}{cells:>7}{seconds:>10.1f}{rate:>10.1f}{each:>12.0f}"


def print_costs(assistant: Assistant) -> None:
    """The table of figures."""

    def made(threads: int) -> Callable[[], Table]:
        return lambda: make_table(assistant, QUESTIONS, threads=threads)

    make_table(assistant, QUESTIONS[:1])
    table, seconds, processor = timed(made(THREADS))
    again, one_seconds, one_processor = timed(made(1))
    alone, alone_seconds, alone_processor = timed(lambda: ask_alone(assistant))
    cells = len(table.rows) * len(QUESTIONS)
    print(f"{'':24}{'cells':>7}{'seconds':>10}{'a second':>10}{'CPU ms each':>12}")
    print(line(f"table, {THREADS} threads", cells, seconds, processor))
    print(line("table, one thread", cells, one_seconds, one_processor))
    print(line("each asked by itself", alone, alone_seconds, alone_processor))
    ratio = (alone_seconds / alone) / (seconds / cells)
    same = "the same" if table == again else "NOT the same"
    print(f"A table is {ratio:.1f} times as fast; the two tables are {same}.")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="folder of text files")
    parser.add_argument("--documents", type=int, default=100, metavar="N", help="how many of them")
    typed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for path in sorted(typed.folder.glob("*.txt"))[: typed.documents]:
            shutil.copy(path, corpus)
        build_index(corpus, Path(folder, "index"))
        print_costs(open_index(Path(folder, "index")))


if __name__ == "__main__":
    main()
