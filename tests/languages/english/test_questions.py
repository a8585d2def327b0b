"""What English questions ask for and name, and what sentences hold for them, is as it always was.

The digests were taken before Russian was taught; who changes English on purpose takes them anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import get_args

from casc_qa.evaluation.questions import read_questions
from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.languages.questions.answers import answer_type, holds, wanted
from casc_qa.languages.questions.names import names, without_names
from helpers.project import ROOT

ANSWER_TYPES: tuple[AnswerType, ...] = get_args(AnswerType)


def english_questions() -> list[str]:
    questions = read_questions(ROOT / "questions" / "casc.jsonl")
    return [q.question for q in questions if q.language == "en"]


def english_sentences() -> list[str]:
    files = sorted((ROOT / "tests" / "data" / "sentences").glob("*.txt"))
    return [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def digest(results: object) -> str:
    return hashlib.sha256(json.dumps(results, ensure_ascii=False).encode()).hexdigest()[:16]


def test_what_english_questions_ask_for_and_name() -> None:
    questions = english_questions()
    assert len(questions) == 261
    assert digest([answer_type(q, "en") for q in questions]) == "27f0065c40534ddb"
    assert digest([names(q, "en") for q in questions]) == "3d9af9e5ada6a4c1"
    assert digest([without_names(q, names(q, "en")) for q in questions]) == "03e8e24e61327634"


def test_what_the_documents_hold_for_english_questions() -> None:
    sentences = english_sentences()
    assert len(sentences) == 119
    held = [
        [
            holds(looked_for, sentence)
            for looked_for in (wanted(answer, question) for answer in ANSWER_TYPES)
            for sentence in sentences
        ]
        for question in ["", *english_questions()[::10]]
    ]
    assert digest(held) == "e37ebeda1b020720"
