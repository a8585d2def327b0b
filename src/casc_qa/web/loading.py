"""Opens the assistant in the background, so that the page is there before the model is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from casc_qa.errors import CascQaError

if TYPE_CHECKING:
    from casc_qa.assistant import Assistant

State = Literal["loading", "ready", "failed"]


class AssistantLoader:
    """An assistant that may still be on its way."""

    def __init__(self, open_assistant: Callable[[], Assistant]) -> None:
        self._open = open_assistant
        self._assistant: Assistant | None = None
        self._error: CascQaError | None = None
        self._done = threading.Event()

    def start(self) -> None:
        """Begins to load, in a thread that does not keep the program alive."""
        threading.Thread(target=self._load, name="load-assistant", daemon=True).start()

    def _load(self) -> None:
        try:
            self._assistant = self._open()
        except CascQaError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001  # a thread's error would be lost
            self._error = CascQaError(f"The index could not be opened: {error}")
        finally:
            self._done.set()

    @property
    def state(self) -> State:
        """Where the loading stands."""
        if not self._done.is_set():
            return "loading"
        return "failed" if self._error else "ready"

    @property
    def message(self) -> str:
        """The state for a person."""
        if self._error:
            return str(self._error)
        return "Ready." if self._done.is_set() else "Loading the language model …"

    def get(self) -> Assistant:
        """The assistant, waiting for it. Raises the CascQaError that loading ended with."""
        self._done.wait()
        if self._assistant is None:
            assert self._error is not None  # noqa: S101  # _load leaves one of the two
            raise self._error
        return self._assistant
