"""Reports, on public data, what ``casc-qa eval`` has no files for. Tunes nothing.

    python -m training.report inside SQUAD_REPORT_ODD
    python -m training.report confidence SQUAD_REPORT
    python -m training.report sentences SQUAD_PARAGRAPHS REQA_TEST.json

inside      area under the ROC curve of telling questions about the corpus from questions about
            articles left out; the folder is made by squad.py from SQuAD 1.1 with --odd
confidence  calibration error, Brier score and the area of right against wrong best sentences, as
            ``casc-qa eval`` has them; the folder is made by
            squad.py from SQuAD 2.0
sentences   ReQA SQuAD (Ahmad et al., 2019): how often the best sentence is the one that
            answers, among the fixed candidates of all paragraphs, and within the paragraph;
            report articles. SQUAD_PARAGRAPHS is a BEIR folder, a paragraph a document
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import shipped_calibration
from casc_qa.building.build import build_beir_index
from casc_qa.evaluation.measuring.selective import (
    area_under_roc,
    brier_score,
    calibration_error,
    reliability,
)
from casc_qa.evaluation.questions import read_questions
from casc_qa.types import EVERYTHING, Scope
from training.examples import (
    assistant_over,
    examples,
    inside_or_outside,
    is_about_corpus,
    not_labelled,
)
from training.squad import half_of

PROGRESS_EVERY = 1000  # questions


def inside(squad: Path) -> None:
    """Prints how well questions about the corpus are told from others."""
    with tempfile.TemporaryDirectory() as scratch:
        assistant = assistant_over(squad / "corpus", Path(scratch))
        questions = inside_or_outside(squad)
        seen = examples(questions, assistant, own=False, is_inside=is_about_corpus)
    scores = [shipped_calibration(is_translated=False).inside(e.features) for e in seen]
    labels = [bool(e.inside) for e in seen]
    right = sum((s >= 0.5) == label for s, label in zip(scores, labels, strict=True))
    area = area_under_roc(scores, labels)
    print(f"{len(seen)} questions, {sum(labels)} inside: area {area:.4f}")
    print(f"told rightly at even chance: {right / len(seen):.4f}")


def confidence(squad: Path) -> None:
    """Prints how well the confidence fits whether the best sentence answers."""
    with tempfile.TemporaryDirectory() as scratch:
        assistant = assistant_over(squad / "corpus", Path(scratch))
        questions = read_questions(squad / "questions.jsonl")
        seen = examples(questions, assistant, own=False, is_inside=not_labelled)
    sure = [shipped_calibration(is_translated=False).confidence(e.features) for e in seen]
    right = [bool(e.right) and e.right[0] for e in seen]  # the best sentence comes first
    error, area = calibration_error(reliability(sure, right)), area_under_roc(sure, right)
    brier = brier_score(sure, right)
    print(f"{len(seen)} questions, best sentence right for {sum(right)}")
    print(f"calibration error {error:.4f}, Brier {brier:.4f}, area {area:.4f}")


class Reqa(NamedTuple):
    """A file of ReQA: questions, and which of fixed candidate sentences answer each."""

    candidates: list[str]
    questions: list[tuple[str, list[int]]]
    """Each with the numbers of the candidates that answer it."""


def read_reqa(path: Path) -> Reqa:
    """A file of ReQA as it is published."""
    table = json.loads(path.read_text(encoding="utf-8"))
    pairs = zip(table["questions"], table["ground_truths"], strict=True)
    return Reqa(table["candidates"], list(pairs))


def sentences(paragraphs: Path, reqa: Reqa, every: int) -> None:
    """Prints how often the best sentence answers, among all and within its paragraph."""
    with tempfile.TemporaryDirectory() as scratch:
        build_beir_index(paragraphs, scratch)
        assistant = open_index(scratch)
        texts = {d["doc_id"]: assistant.document(d["doc_id"]).text for d in assistant.documents()}
        paragraph_of = dict(homes(reqa.candidates, texts))
        reported = [
            (question, truths)
            for question, truths in reqa.questions
            if half_of(paragraph_of[truths[0]].rpartition("#")[0]) == "report"
        ][::every]
        among_all = within = 0
        for number, (question, truths) in enumerate(reported, 1):
            if number % PROGRESS_EVERY == 0:
                print(f"{number} questions", file=sys.stderr)
            right = {reqa.candidates[truth] for truth in truths}
            paragraph = Scope((paragraph_of[truths[0]],))
            among_all += _is_answered(assistant, question, EVERYTHING, right)
            within += _is_answered(assistant, question, paragraph, right)
    print(f"{len(reported)} questions: the sentence among all {among_all / len(reported):.4f}")
    print(f"within its paragraph {within / len(reported):.4f}")


def homes(candidates: Sequence[str], texts: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The number of each candidate sentence with the document it stands in; ``texts`` are all
    documents by doc_id. Raises ValueError for a sentence that stands in none.
    """
    joined = "\0".join(_single_spaced(text) for text in texts.values())
    starts, offset = [], 0
    for doc_id, text in texts.items():
        starts.append((offset, doc_id))
        offset += len(_single_spaced(text)) + 1
    ordered = sorted(
        (joined.index(_single_spaced(c)), number) for number, c in enumerate(candidates)
    )
    row = 0
    for offset, number in ordered:
        while row + 1 < len(starts) and starts[row + 1][0] <= offset:
            row += 1
        yield number, starts[row][1]


def _is_answered(assistant: Assistant, question: str, scope: Scope, right: set[str]) -> bool:
    """Whether the best sentence is one of ``right``, or lies in it, or holds it."""
    best = assistant.candidates(question, scope)[0]
    quote = _single_spaced(best.span.of(assistant.document(best.passage.doc_id).text))
    return any(
        quote in _single_spaced(sentence) or _single_spaced(sentence) in quote for sentence in right
    )


def _single_spaced(text: str) -> str:
    """``text`` with single spaces."""
    return " ".join(text.split())


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, dest="command")
    command = commands.add_parser("inside")
    command.add_argument("squad", type=Path)
    command.set_defaults(run=lambda typed: inside(typed.squad))
    command = commands.add_parser("confidence")
    command.add_argument("squad", type=Path)
    command.set_defaults(run=lambda typed: confidence(typed.squad))
    command = commands.add_parser("sentences")
    command.add_argument("paragraphs", type=Path)
    command.add_argument("reqa", type=Path)
    command.add_argument("--every", type=int, default=1, metavar="N", help="each Nth question")
    command.set_defaults(
        run=lambda typed: sentences(typed.paragraphs, read_reqa(typed.reqa), typed.every)
    )
    typed = parser.parse_args(arguments)
    typed.run(typed)


if __name__ == "__main__":
    main()
