"""A small run: three questions to the five documents, the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.evaluation.measuring.measures import Evaluation, evaluate
from casc_qa.evaluation.run import run_questions
from casc_qa.evaluation.run_files import read_run
from helpers.questions import quiet


@pytest.fixture(scope="module")
def run(questions: Path, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_questions(questions, None, assistant, tmp_path_factory.mktemp("runs"), quiet)


@pytest.fixture(scope="module")
def evaluation(run: Path) -> Evaluation:
    return evaluate(read_run(run))
