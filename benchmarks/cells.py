"""How many cells of a table are right, hold wrong words, or are empty though the document says.

    python -m benchmarks.cells [--split tune] [--list]

Asks the labelled questions of ``questions/table.jsonl`` over the five pages, and those of the
speeches' ``table.jsonl`` over the speeches that the split is about, as ``casc-qa table`` asks them.
A cell is right where its words hold those of the label, and where it is empty and the document does
not say. Beside it stand the figures of asking each document each question by itself.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.evaluation.cells import (
    LabelledCell,
    Outcome,
    Shares,
    covers,
    groups,
    outcomes,
    read_cells,
    shares,
    spans_of,
)
from casc_qa.surveying.table import Table, make_table
from casc_qa.types import Scope, Span

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "questions"
SETS = {
    "pages": (QUESTIONS / "table.jsonl", ROOT / "corpus"),
    "speeches": (QUESTIONS / "speeches" / "table.jsonl", QUESTIONS / "speeches" / "corpus"),
}
_WIDTH = 24


def table_of(assistant: Assistant, labels: Sequence[LabelledCell]) -> Table:
    """Their questions, asked of all documents that they name."""
    questions = dict.fromkeys(label["question"] for label in labels)
    doc_ids = tuple(sorted({label["doc_id"] for label in labels}))
    return make_table(assistant, questions, Scope(doc_ids))


def asked_alone(assistant: Assistant, labels: Sequence[LabelledCell]) -> Iterator[Outcome]:
    """What the first quote of each question, asked of each document, would make of the cells."""
    for label in labels:
        spans = spans_of(label, assistant.document(label["doc_id"]).text)
        answer = assistant.ask(label["question"], 1, Scope((label["doc_id"],)))
        if not answer.sentences:
            yield Outcome(label, is_filled=False, is_right=not spans)
            continue
        first = answer.sentences[0]
        cited = answer.citations[first.citation - 1]
        words = first.highlight or Span(0, len(first.text))
        shown = Span(cited.start + words.start, cited.start + words.end)
        yield Outcome(label, is_filled=True, is_right=covers(shown, spans))


def measured(name: str, split: str | None) -> tuple[list[Outcome], list[Outcome]]:
    """The cells of one set in a table, and each asked alone."""
    path, corpus = SETS[name]
    labels = read_cells(path, split)
    with tempfile.TemporaryDirectory() as folder:
        build_index(corpus, folder)
        assistant = open_index(folder)
        table = table_of(assistant, labels)
        in_table = outcomes(labels, table, lambda doc_id: assistant.document(doc_id).text)
        return in_table, list(asked_alone(assistant, labels))


def line(name: str, of: Shares) -> str:
    """A row of figures."""
    return f"{name:{_WIDTH}}{of.cells:>6}{of.right:>8.3f}{of.wrong:>8.3f}{of.missed:>8.3f}"


def listed(found: Sequence[Outcome]) -> Iterator[str]:
    """The cells that are not right."""
    for each in found:
        if not each.is_right:
            what = "wrong" if each.is_wrong else "missed"
            yield f"  {what:7} {each.label['question_id']:8} {each.label['doc_id']}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", help="only the cells of this split")
    parser.add_argument("--list", action="store_true", help="name the cells that are not right")
    typed = parser.parse_args(arguments)
    print(f"{'':{_WIDTH}}{'cells':>6}{'right':>8}{'wrong':>8}{'missed':>8}")
    in_tables, alone = [], []
    for name in SETS:
        found, asked = measured(name, typed.split)
        print(line(name, shares(found)))
        if typed.list:
            print("\n".join(listed(found)))
        in_tables += found
        alone += asked
    for name, own in groups(in_tables).items():
        print(line(name, shares(own)))
    print(line("each asked by itself", shares(alone)))


if __name__ == "__main__":
    main()
