"""Reports, on public data, what ``casc-qa eval`` has no files for. Tunes nothing.

    python training/report.py inside SQUAD_REPORT_ODD
    python training/report.py confidence SQUAD_REPORT
    python training/report.py sentences SQUAD_PARAGRAPHS REQA_TEST.json

inside      area under the ROC curve of telling questions about the corpus from questions about
            articles left out; the folder is made by squad.py from SQuAD 1.1 with --odd
confidence  calibration error, Brier score and the area of right against wrong best sentences, as
            ``casc-qa eval`` has them; the folder is made by
            squad.py from SQuAD 2.0
sentences   ReQA SQuAD (Ahmad et al., 2019): how often the strongest sentence is the one that
            answers, among the fixed candidates of all paragraphs, and within the paragraph;
            report articles. SQUAD_PARAGRAPHS is a BEIR folder, a paragraph a document
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from calibrate import Parts, examples, open_parts, parts_of
from squad import half_of

from casc_qa.asking.assistant import open_index
from casc_qa.asking.calibration import Calibration
from casc_qa.building.build import build_beir_index
from casc_qa.evaluation.measuring.selective import (
    area_under_roc,
    brier_scores,
    calibration_error,
    reliability,
)
from casc_qa.evaluation.questions import read_questions
from casc_qa.types import Scope

EVERY = 1000  # questions between two words of progress


def inside(squad: Path) -> None:
    """Prints the area."""
    with tempfile.TemporaryDirectory() as folder:
        parts = open_parts(squad / "corpus", Path(folder))
        asked = [q for q in read_questions(squad / "questions.jsonl") if q.type != "not_given"]
        seen = examples(asked, parts, False, lambda question: question.type != "outside")
    scores = [Calibration("as_asked").inside(e.evidence) for e in seen]
    about = [bool(e.inside) for e in seen]
    told = sum((s >= 0.5) == a for s, a in zip(scores, about, strict=True)) / len(seen)
    print(f"{len(seen)} questions, {sum(about)} inside: area {area_under_roc(scores, about):.4f}")
    print(f"told rightly at even chance: {told:.4f}")


def confidence(squad: Path) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        parts = open_parts(squad / "corpus", Path(folder))
        seen = examples(read_questions(squad / "questions.jsonl"), parts, False, lambda _: None)
    sure = [Calibration("as_asked").confidence(e.evidence) for e in seen]
    right = [bool(e.right) and e.right[0] for e in seen]  # the strongest sentence comes first
    error, area = calibration_error(reliability(sure, right)), area_under_roc(sure, right)
    squared = brier_scores(sure, right)
    print(f"{len(seen)} questions, best sentence right for {sum(right)}")
    print(f"calibration error {error:.4f}, Brier {sum(squared) / len(seen):.4f}, area {area:.4f}")


def sentences(paragraphs: Path, reqa: Path, every: int) -> None:
    """Prints both shares."""
    table = json.loads(reqa.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        build_beir_index(paragraphs, folder)
        assistant = open_index(folder)
        parts = parts_of(assistant)
        texts = {d["doc_id"]: assistant.document(d["doc_id"]).text for d in assistant.documents()}
        home = dict(_homes(table["candidates"], texts))
        found = among_all = within = 0
        pairs = zip(table["questions"], table["ground_truths"], strict=True)
        asked = [p for p in pairs if half_of(home[p[1][0]].rpartition("#")[0]) == "report"]
        for question, truths in asked[::every]:
            paragraph = home[truths[0]]
            found += 1
            if found % EVERY == 0:
                print(f"{found} questions", file=sys.stderr)
            right = {table["candidates"][truth] for truth in truths}
            among_all += _answers(parts, question, Scope(), right, texts)
            within += _answers(parts, question, Scope((paragraph,)), right, texts)
    print(f"{found} questions: the sentence among all {among_all / found:.4f}")
    print(f"within its paragraph {within / found:.4f}")


def _homes(candidates: list[str], texts: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Each candidate's paragraph."""
    joined = "\0".join(_plain(text) for text in texts.values())
    starts, at = [], 0
    for doc_id, text in texts.items():
        starts.append((at, doc_id))
        at += len(_plain(text)) + 1
    ordered = sorted((joined.index(_plain(c)), number) for number, c in enumerate(candidates))
    place = 0
    for position, number in ordered:
        while place + 1 < len(starts) and starts[place + 1][0] <= position:
            place += 1
        yield number, starts[place][1]


def _answers(
    parts: Parts, question: str, scope: Scope, right: set[str], texts: dict[str, str]
) -> bool:
    """Whether the strongest sentence is one of ``right``, or lies in it, or holds it."""
    found = parts.candidates(question, scope)
    best = _plain(found[0].span.of(texts[found[0].passage.doc_id]))
    return any(best in _plain(sentence) or _plain(sentence) in best for sentence in right)


def _plain(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
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
    command.set_defaults(run=lambda typed: sentences(typed.paragraphs, typed.reqa, typed.every))
    typed = parser.parse_args()
    typed.run(typed)


if __name__ == "__main__":
    main()
