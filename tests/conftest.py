"""The real thing, built once: the five documents, the default model, FAISS, bm25s."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.cli import main
from helpers.command import Run
from helpers.json_lines import write_lines
from helpers.project import CORPUS
from helpers.questions import QUESTIONS

settings.register_profile(
    "casc-qa", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("casc-qa")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nightly",
        action="store_true",
        help="ten times as many faults; so does CASC_QA_NIGHTLY=1 in the environment",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The option as the environment says it, which tests look at while they are collected, without
    what whoever runs them has set for their own work.
    """
    for name in ("CASC_QA_CONFIG", "CASC_QA_INDEX", "CASC_QA_LOG"):
        os.environ.pop(name, None)
    if config.getoption("--nightly"):
        os.environ["CASC_QA_NIGHTLY"] = "1"


@pytest.fixture(scope="session")
def built_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the five documents; not to be written to."""
    index = tmp_path_factory.mktemp("built") / "index"
    build_index(CORPUS, index)
    return index


@pytest.fixture(scope="session")
def assistant(built_index: Path) -> Assistant:
    return open_index(built_index)


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three questions to the five documents."""
    path = tmp_path_factory.mktemp("questions") / "own.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture
def index_copy(built_index: Path, tmp_path: Path) -> Path:
    """A copy of the built index, to be damaged."""
    copy = Path(
        shutil.copytree(built_index, tmp_path / "index", ignore=shutil.ignore_patterns("encoder"))
    )
    # The encoder is large, and nobody damages this one.
    shutil.copytree(built_index / "encoder", copy / "encoder", copy_function=os.link)
    return copy


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of two small documents."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("The dog ran home. It was late.")
    (folder / "b.md").write_text("# Cats\n\nThe cat sat on the mat.")
    return folder


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A folder as BEIR has them: two documents, two queries, one judgement."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    documents = [{"_id": "d1", "title": "Cats", "text": "A cat sat."}, {"_id": "d2", "text": ""}]
    write_lines(folder / "corpus.jsonl", *documents)
    write_lines(folder / "queries.jsonl", {"_id": "1", "text": "cat"}, {"_id": "2", "text": "dog"})
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n")
    return folder


@pytest.fixture
def casc_qa(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Run]:
    """Runs ``casc-qa`` with these arguments in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "96")

    def run(*arguments: str | os.PathLike[str]) -> Run:
        capfd.readouterr()
        try:
            status = main([os.fspath(argument) for argument in arguments])
        except SystemExit as stop:  # argparse's own way out
            status = int(stop.code or 0)
        printed = capfd.readouterr()
        return Run(status, printed.out, printed.err)

    return run
