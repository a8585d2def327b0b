"""Ends what takes too long inside a library, as far as the library lets itself be stopped."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Watchdog:
    """One thread for all that is watched, started with the first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stops: dict[int, tuple[float, Callable[[], None]]] = {}
        self._next = 0
        self._is_running = False

    @contextlib.contextmanager
    def watching(self, seconds: float, stop: Callable[[], None]) -> Iterator[None]:
        """Calls ``stop``, from another thread, when the block lasts longer than ``seconds``."""
        with self._changed:
            number = self._next = self._next + 1
            if not self._stops:
                self._changed.notify()
            self._stops[number] = time.monotonic() + seconds, stop
            if not self._is_running:
                threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
                self._is_running = True
        try:
            yield
        finally:
            with self._changed:
                self._stops.pop(number, None)

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for number, (until, stop) in list(self._stops.items()):
                    if until <= now:
                        del self._stops[number]
                        stop()
                if not self._stops:
                    self._changed.wait()
                    continue
                # What comes later may end earlier; a second is soon enough to see it.
                soonest = min(until for until, _ in self._stops.values())
                self._changed.wait(max(0.01, min(1.0, soonest - now)))
