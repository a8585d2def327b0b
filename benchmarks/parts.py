"""What each part does for the answers to labelled questions.

    python -m benchmarks.parts QUESTIONS CORPUS [--split tune]

Indexes CORPUS, asks the questions with everything on, then with each part off in turn, and prints
which share of the answerable questions got a right first quote, which share of the others got one
all the same, and which share of the first quotes were right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.translation import PARTS, Part, Translator
from casc_qa.building.build import build_index
from casc_qa.config import AnsweringSettings, Settings
from casc_qa.embedding.encoders import open_encoder
from casc_qa.evaluation.questions import LabelledQuestion, located, read_questions
from casc_qa.index.generation import open_current
from casc_qa.types import Answer


class Shares(NamedTuple):
    """Of a set of questions."""

    right: float
    """Of the answerable ones: the first quote states a part of the answer."""
    false: float
    """Of the others: there is a quote."""
    of_quotes: float
    """Of the first quotes: right."""


def variants(index: Path) -> Iterator[tuple[str, Assistant]]:
    """What is different, and the assistant of which it is."""
    generation = open_current(index)
    embedder = open_encoder(generation.manifest.embedder, index)

    def using(parts: Collection[Part] = PARTS, **answering: object) -> Assistant:
        settings = replace(Settings(), answering=replace(AnsweringSettings(), **answering))  # type: ignore[arg-type]
        translator = Translator(generation, embedder, parts)
        return Assistant(generation, embedder, settings, translator=translator)

    yield "everything on", using()
    yield "without the reader", using(reader=False)
    for part in sorted(PARTS):
        yield f"without the {part}", using(PARTS - {part})
    for count in (2, 3, 8):
        yield f"{count} passages read", using(read_passages=count)


def shares(assistant: Assistant, questions: Sequence[LabelledQuestion]) -> Shares:
    """What an assistant reaches."""
    right = false = shown = 0
    for question in questions:
        answer = assistant.ask(question.question)
        shown += answer.answered
        right += is_right(answer, question)
        false += answer.answered and not question.answerable
    answerable = sum(question.answerable for question in questions)
    others = len(questions) - answerable
    return Shares(right / max(1, answerable), false / max(1, others), right / max(1, shown))


def is_right(answer: Answer, question: LabelledQuestion) -> bool:
    """Whether the first quote states a part of the answer."""
    if not answer.sentences:
        return False
    first = answer.citations[answer.sentences[0].citation - 1]
    return any(
        label.doc_id == first.doc_id and label.is_covered_by(first.start, first.end)
        for label in question.labels
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("questions", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", help="only the questions of this split")
    typed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "index")
        build_index(typed.corpus, index)
        generation = open_current(index)
        questions = [
            located(question, lambda doc_id: str(generation.document(doc_id).text))
            for question in read_questions(typed.questions, typed.split)
        ]
        print(f"{len(questions)} questions")
        print(f"{'':28}right  false  of quotes right")
        for name, assistant in variants(index):
            reached = shares(assistant, questions)
            print(f"{name:28}{reached.right:.3f}  {reached.false:.3f}  {reached.of_quotes:.3f}")


if __name__ == "__main__":
    main()
