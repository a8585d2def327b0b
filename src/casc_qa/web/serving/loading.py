"""Opens the assistant in the background, so that the page is there before the model is; and anew
when a new generation of the index has been published.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from casc_qa.asking.examples import examples_of
from casc_qa.errors import CascQaError
from casc_qa.phrases import LOADING
from casc_qa.types import EVERYTHING, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.types import Answer

_PATIENCE_SECONDS = 5
_ANSWERS_KEPT = 500  # some 20 KB each
State = Literal["loading", "ready", "failed"]


class AssistantLoader:
    """An assistant that may still be on its way, and that keeps up with the index."""

    def __init__(self, open_assistant: Callable[[Assistant | None], Assistant]) -> None:
        """``open_assistant`` is given the assistant so far, and hands it back while it is still
        that of the index.
        """
        self._open = open_assistant
        self._assistant: Assistant | None = None
        self._error: CascQaError | None = None
        self._done = threading.Event()
        self._opening = threading.Lock()
        self._working, self._idle = 0, threading.Condition()
        self._again_at = 0.0
        self._examples: tuple[str, list[str]] = ("", [])
        self._given: tuple[Assistant, Callable[..., Answer]] | None = None

    def start(self) -> None:
        """Begins to load, in a thread that does not keep the program alive. ``finish`` waits for it
        from now on, even where the thread has not yet come to its work.
        """
        work = ExitStack()
        work.enter_context(self._at_work())
        thread = threading.Thread(
            target=self._first, args=[work], name="load-assistant", daemon=True
        )
        try:
            thread.start()
        except RuntimeError:  # the system has no thread left
            work.close()
            raise

    def _first(self, work: ExitStack) -> None:
        with work, self._opening:
            self._refresh()
        self._done.set()

    def ask(self, question: str, scope: Scope = EVERYTHING) -> Answer:
        """The assistant's answer from the documents in ``scope``; the same one when a question is
        asked again, as after a reload. Raises CascQaError.
        """
        assistant = self.get()
        with self._at_work():
            given = self._given
            if given is None or given[0] is not assistant:
                given = self._given = assistant, lru_cache(_ANSWERS_KEPT)(assistant.ask)
            return given[1](question, None, scope)

    @contextmanager
    def working(self) -> Iterator[Assistant]:
        """The assistant, for something else than a question; ``finish`` waits for it. Raises
        CascQaError.
        """
        assistant = self.get()
        with self._at_work():
            yield assistant

    @contextmanager
    def at_work(self) -> Iterator[Assistant]:
        """The assistant, for work that ``finish`` waits for. Raises CascQaError."""
        assistant = self.get()
        with self._at_work():
            yield assistant

    def examples(self) -> list[str]:
        """Questions that the documents answer, found out once for each generation of the index;
        none while it can't be asked.
        """
        try:
            assistant = self.get()
            generation = assistant.manifest.generation
            if self._examples[0] != generation:
                with self._at_work():
                    self._examples = generation, examples_of(assistant)
        except CascQaError:
            return []
        return self._examples[1]

    def titles(self, doc_ids: Sequence[str]) -> dict[str, str]:
        """Of those of the documents that are there, by doc_id."""
        try:
            known = {d["doc_id"]: d["title"] for d in self.get().documents()}
        except CascQaError:
            return {}
        return {doc_id: known[doc_id] for doc_id in doc_ids if doc_id in known}

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._idle:
            self._working += 1
        try:
            yield
        finally:
            with self._idle:
                self._working -= 1
                self._idle.notify_all()

    def finish(self, seconds: float) -> None:
        """Waits for what is at work: an interpreter that ends meanwhile takes the thread from under
        native code, which aborts the process.
        """
        with self._idle:
            self._idle.wait_for(lambda: not self._working, seconds)

    def _refresh(self) -> None:
        """Opens what the index now holds; what was opened before stays when that fails."""
        try:
            self._assistant = self._open(self._assistant)
            self._error = None
        except CascQaError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001  # a thread's error would be lost
            self._error = CascQaError(f"The index could not be opened: {error}")
        if self._error and self._assistant:  # reading a damaged one at every question takes long
            self._again_at = time.monotonic() + _PATIENCE_SECONDS

    @property
    def state(self) -> State:
        """Where the loading stands."""
        if not self._done.is_set():
            return "loading"
        return "ready" if self._assistant else "failed"

    @property
    def generation(self) -> str | None:
        """That of the index which is asked now; None before the first is open."""
        return self._assistant.manifest.generation if self._assistant else None

    @property
    def message(self) -> str:
        """The state for a person."""
        if not self._done.is_set():
            return LOADING.en
        if self._error is None:
            return "Ready."
        if self._assistant is None:
            return str(self._error)
        return f"Answers come from the index as it was before. {self._error}"

    def get(self) -> Assistant:
        """The assistant of the generation now in use, waiting for the first. While somebody opens a
        new generation, the others go on with the one before. Raises the CascQaError that loading
        ended with.
        """
        self._done.wait()
        if time.monotonic() >= self._again_at and self._opening.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._opening.release()
        if self._assistant is None:
            assert self._error is not None  # noqa: S101  # _refresh leaves one of the two
            raise self._error
        return self._assistant
