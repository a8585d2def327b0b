"""Examples to fit and to measure on: labelled questions, each with every sentence that is weighed
for it and whether that sentence answers.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.features import Features
from casc_qa.asking.reranking import Candidate
from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.evaluation.measuring.answers import is_right
from casc_qa.evaluation.questions import LabelledQuestion, located, read_questions
from casc_qa.evaluation.run_files import Quoted

ROOT = Path(__file__).parents[1]
PROGRESS_EVERY = 500  # questions
DIGITS = 6  # of a feature that is kept
CELLS = "table.jsonl"  # labels of another kind, which training/cells.py reads

IsInside = Callable[[LabelledQuestion], bool | None]
"""Whether the corpus is about a question; None where its labels don't say."""


class Example(NamedTuple):
    """A question with all sentences weighed for it, the best first, and which of them answer."""

    features: list[Features]
    """Of each sentence."""
    right: list[bool]
    """Whether each sentence answers."""
    own: bool
    """Whether it is one of the project's own questions."""
    inside: bool | None
    """Whether the corpus is about it; None where its labels don't say."""
    is_answerable: bool
    """Whether the corpus answers it, be the answer among these sentences or not."""


def assistant_over(corpus: Path, index: Path, reads: bool = False) -> Assistant:
    """An assistant over the documents in ``corpus``, indexed in the folder ``index``; whether it
    ``reads`` passages.
    """
    build_index(corpus, index)
    settings = Settings()
    return open_index(index, replace(settings, answering=replace(settings.answering, reader=reads)))


def is_about_corpus(question: LabelledQuestion) -> bool:
    """Whether the corpus is about a question of an --odd folder or of the project's own."""
    return question.type != "outside"


def not_labelled(question: LabelledQuestion) -> None:
    """Nobody can say whether the corpus is about a question of any other folder."""


def examples(
    questions: Sequence[LabelledQuestion], assistant: Assistant, own: bool, is_inside: IsInside
) -> list[Example]:
    """An example a question; standard error tells how far it is."""
    made = []
    for number, question in enumerate(questions):
        if number % PROGRESS_EVERY == 0:
            print(f"{number} of {len(questions)} questions", file=sys.stderr)
        parts = located(question, lambda doc_id: assistant.document(doc_id).text).parts
        candidates = assistant.candidates(question.question)
        right = [is_right(_quoted(candidate), parts) for candidate in candidates]
        features = [candidate.features for candidate in candidates]
        made.append(Example(features, right, own, is_inside(question), question.answerable))
    return made


def _quoted(candidate: Candidate) -> Quoted:
    return Quoted(candidate.passage.doc_id, candidate.span.start, candidate.span.end, "")


class Sources(NamedTuple):
    """Where labelled questions are taken from: folders that squad.py made, and the project's."""

    squad: Path
    odd: Path
    """Made with --odd."""
    gaps: Path | None
    """Made with --gaps."""
    own: Path
    """Folder of the project's own questions, of which the tune half is read."""
    corpus: Path = ROOT / "corpus"
    """Documents that ``own`` asks about."""


def gather(sources: Sources, language: str, every: int) -> list[Example]:
    """The examples of all sources: each ``every``-th of SQuAD's questions, and the project's own in
    ``language``.
    """
    made: list[Example] = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, folder in enumerate(filter(None, (sources.squad, sources.gaps))):
            assistant = assistant_over(folder / "corpus", Path(scratch, f"squad{number}"))
            questions = read_questions(folder / "questions.jsonl")[::every]
            made += examples(questions, assistant, own=False, is_inside=not_labelled)
        assistant = assistant_over(sources.odd / "corpus", Path(scratch, "odd"))
        questions = inside_or_outside(sources.odd)[:: 3 * every if every > 1 else 1]
        made += examples(questions, assistant, own=False, is_inside=is_about_corpus)
        assistant = assistant_over(sources.corpus, Path(scratch, "own"))
        questions = own_questions(sources.own, language)
        made += examples(questions, assistant, own=True, is_inside=is_about_corpus)
    return made


def inside_or_outside(folder: Path) -> list[LabelledQuestion]:
    """The questions of an --odd folder that its corpus answers, and those it is not about."""
    questions = read_questions(folder / "questions.jsonl")
    return [question for question in questions if question.type != "not_given"]


def own_questions(folder: Path, language: str) -> list[LabelledQuestion]:
    """The project's own questions of the tune half in ``language``, by the names of their files."""
    files = sorted(path for path in folder.glob("*.jsonl") if path.name != CELLS)
    questions = (question for file in files for question in read_questions(file, "tune"))
    return [question for question in questions if question.language == language]


def write_examples(path: Path, given: Sequence[Example]) -> None:
    """Keeps examples, one JSON array a line."""
    with path.open("w", encoding="utf-8") as file:
        for example in given:
            rows = [[round(value, DIGITS) for value in each] for each in example.features]
            kept = [rows, *example[1:]]
            file.write(json.dumps(kept) + "\n")


def read_examples(path: Path) -> list[Example]:
    """What ``write_examples`` kept."""
    with path.open(encoding="utf-8") as lines:
        kept = [json.loads(line) for line in lines]
    return [Example([Features(*row) for row in rows], *labels) for rows, *labels in kept]
