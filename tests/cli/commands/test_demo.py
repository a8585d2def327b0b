"""``casc-qa demo``, in an empty folder and with an empty cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.cli.commands import demo
from casc_qa.cli.commands.demo import demo_documents
from casc_qa.errors import CorpusError
from helpers.command import Casc, one_line
from helpers.project import CORPUS


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(demo, "cache_folder", lambda: folder)
    return folder


def test_the_demo_builds_once_asks_and_says_how_to_go_on(casc_qa: Casc, cache: Path) -> None:
    run = casc_qa("demo")
    assert run.status == 0
    assert run.err.startswith("The first time, an index of five documents is built.")
    for question in demo.QUESTIONS:
        assert f"> {question}\n" in run.out
    assert "The training gathered 53 participants" in run.out
    assert "Источники" in run.out
    assert "The documents do not say" in run.out
    assert f"casc-qa serve --index {cache / 'demo'}" in run.out
    assert list(Path().iterdir()) == []

    before = (cache / "demo" / "current").read_bytes()
    run = casc_qa("demo", "Кто поддержал проект по гендерным вопросам?")
    assert (run.status, run.err) == (0, "")
    assert "Ireland and Canada for their generous support" in run.out
    assert "Чтобы спрашивать о своих документах" in run.out
    assert "53 participants" not in run.out
    assert (cache / "demo" / "current").read_bytes() == before

    run = casc_qa("demo", "Who supported the gender project?", "--lang", "ru")
    assert "Источники" in run.out
    one_line(casc_qa("demo", ""), 2, "question")


def test_a_checkout_has_its_documents_in_one_place() -> None:
    assert demo_documents() == CORPUS


def test_documents_that_are_gone_are_named(
    casc_qa: Casc, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "_BESIDE", tmp_path / "beside")
    monkeypatch.setattr(demo, "_IN_A_CHECKOUT", tmp_path / "corpus")
    with pytest.raises(CorpusError, match=r"beside is gone: install casc-qa again"):
        demo_documents()
    (tmp_path / "beside").mkdir()
    assert demo_documents() == tmp_path / "beside"
