"""The assistant on its way, and what is reported of it meanwhile."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from casc_qa.asking.assistant import Assistant, keep_open
from casc_qa.building.build import build_index
from casc_qa.errors import CascQaError, IndexDamaged, ScopeError
from casc_qa.index.history import rollback
from casc_qa.types import Scope
from casc_qa.web.serving.loading import AssistantLoader


def test_a_loader_that_fails_says_so_until_the_index_is_mended(assistant: Assistant) -> None:
    mended = False

    def broken(held: Assistant | None) -> Assistant:
        if mended:
            return assistant
        raise IndexDamaged("The index is damaged.")

    loader = AssistantLoader(broken)
    assert (loader.state, loader.message) == ("loading", "Loading the language model …")
    loader.start()
    for _ in range(2):
        with pytest.raises(IndexDamaged, match="is damaged"):
            loader.get()
    assert (loader.state, loader.message) == ("failed", "The index is damaged.")
    mended = True
    assert loader.get() is assistant
    assert (loader.state, loader.message) == ("ready", "Ready.")


def test_a_new_generation_is_asked_from_the_next_question_on(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The dog ran home at noon. It was late.")
    build_index(corpus, index)
    loader = AssistantLoader(lambda held: keep_open(held, index))
    loader.start()
    before = loader.get()
    assert loader.get() is before
    (corpus / "b.txt").write_text("A choir of twelve women sang in Tashkent.")
    build_index(corpus, index)
    after = loader.get()
    assert [d["doc_id"] for d in after.documents()] == ["a.txt", "b.txt"]
    assert after.ask("Where did the choir of women sing?").citations[0].doc_id == "b.txt"
    assert [d["doc_id"] for d in before.documents()] == ["a.txt"]  # who holds it, keeps it
    assert before.ask("At what time did the dog run home?").citations[0].doc_id == "a.txt"
    rollback(index)
    assert loader.get().manifest.generation == before.manifest.generation


def test_an_answer_is_given_again_until_the_index_is_another(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The dog ran home at noon. It was late.")
    build_index(corpus, index)
    loader = AssistantLoader(lambda held: keep_open(held, index))
    loader.start()
    question = "At what time did the dog run home?"
    first = loader.ask(question)
    assert loader.ask(question) is first
    assert loader.ask(question, Scope(("a.txt",))) is not first
    for _ in range(2):
        with pytest.raises(ScopeError, match=r"No single document is called 'c\.txt'"):
            loader.ask(question, Scope(("c.txt",)))
    (corpus / "a.txt").write_text("The dog ran home at midnight. It was late.")
    build_index(corpus, index)
    assert "midnight" in loader.ask(question).sentences[0].text
    assert "noon" in first.sentences[0].text


def test_an_index_that_breaks_leaves_the_earlier_answers(tmp_path: Path, index_copy: Path) -> None:
    loader = AssistantLoader(lambda held: keep_open(held, index_copy))
    loader.start()
    before = loader.get()
    (index_copy / "current").write_text("0123456789abcdef\n")
    assert loader.get() is before
    assert loader.message.startswith("Answers come from the index as it was before. ")
    assert "manifest.json can't be read (No such file or directory)" in loader.message
    (index_copy / "current").write_text(f"{before.manifest.generation}\n")
    assert loader.get() is before
    assert loader.message.startswith("Answers come")  # it is not opened at every question
    loader._again_at = 0
    assert loader.get() is before
    assert loader.message == "Ready."


def test_an_unforeseen_failure_of_loading_is_told_too() -> None:
    loader = AssistantLoader(lambda held: 1 / 0)  # type: ignore[arg-type, return-value]
    loader.start()
    with pytest.raises(CascQaError, match="could not be opened: division by zero"):
        loader.get()


def test_what_has_just_begun_to_load_is_waited_for() -> None:
    opened = []

    def note(held: Assistant | None) -> Assistant:
        opened.append(held)
        raise IndexDamaged("The index is damaged.")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that threads now and then do not come to their work first
    try:
        for number in range(1, 3001):
            loader = AssistantLoader(note)
            loader.start()
            loader.finish(30)
            assert len(opened) == number
    finally:
        sys.setswitchinterval(interval)


def test_nothing_is_waited_for_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    loader = AssistantLoader(lambda held: 1 / 0)  # type: ignore[arg-type, return-value]
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", none_left)
        with pytest.raises(RuntimeError, match="new thread"):
            loader.start()
    before = time.monotonic()
    loader.finish(30)
    assert time.monotonic() - before < 5
