"""What Gradio keeps of each visitor, and when it goes.

Gradio keeps a session's components, its state, its events and the messages nobody fetched until
there are thousands of sessions. Here a session ends when it is idle or when there are too many;
those whose page is still open go last.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST = 100  # sessions
MOST_CLOSED = 20  # of them without an open page: the page is gone, or it was a program
IDLE_S = 600  # of a session whose page is closed
OPEN_IDLE_S = 24 * 3600  # of one whose page is open
UNFETCHED_S = 60  # how long a finished answer waits to be fetched
_EVERY_S = 1.0


class Sessions:
    """The sessions of one chat."""

    def __init__(self, app: Any, blocks: Any) -> None:
        """``app`` is Gradio's application for ``blocks``."""
        self._app, self._states, self._queue = app, blocks.state_holder, blocks._queue
        self._states.capacity = 2 * MOST  # should a flood come between two rounds
        self._used: dict[str, float] = {}  # by session, when it was last seen at something
        self._open: Counter[str] = Counter()  # pages, by session
        self._fetched: Counter[str] = Counter()  # streams of answers, by session

    def is_awaited(self, name: str) -> bool:
        """Whether a session, or an event without one, has an answer to be fetched."""
        return bool(self._queue.pending_event_ids_session.get(name))

    @contextmanager
    def page(self, name: str) -> Iterator[None]:
        """While the page of a session is open."""
        with _counted(self._open, name):
            yield
        self._used[name] = time.monotonic()

    @contextmanager
    def stream(self, name: str, *, once: bool) -> Iterator[None]:
        """While answers of a session are fetched; ``once`` is for an event without a session, of
        which nothing stays.
        """
        with _counted(self._fetched, name):
            yield
        if not self._fetched[name] and not self.is_awaited(name):
            self._forget_messages(name)
            if once:
                self._forget(name)

    async def watch(self) -> None:
        """Ends sessions, for as long as it runs."""
        while True:
            await asyncio.sleep(_EVERY_S)
            self.sweep(time.monotonic())

    def sweep(self, now: float) -> None:
        """Ends what is over at ``now``, a time of the monotonic clock."""
        busy = {event.session_hash for event in self._queue.event_ids_to_events.values()}
        busy |= set(self._fetched)
        names = {*self._states.session_data, *self._queue.pending_event_ids_session}
        names |= set(self._queue.pending_messages_per_session)
        self._used = {n: now if n in busy else self._used.get(n, now) for n in names}
        for name in names - busy:
            if now - self._used[name] > UNFETCHED_S:
                self._forget_messages(name)
            if now - self._used[name] > (OPEN_IDLE_S if self._open[name] else IDLE_S):
                self._forget(name)
        idle = sorted((n for n in self._used if n not in busy), key=self._rank)
        closed = sum(not self._open[name] for name in idle)
        too_many = max(len(self._used) - MOST, closed - MOST_CLOSED, 0)
        for name in idle[:too_many]:
            self._forget(name)
        self._app.iterators_to_reset &= set(self._queue.event_ids_to_events)

    def _rank(self, name: str) -> tuple[bool, float]:
        """What sorts first is missed least."""
        return self._open[name] > 0, self._used[name]

    def _forget_messages(self, name: str) -> None:
        self._queue.pending_messages_per_session.pop(name, None)
        self._queue.pending_event_ids_session.pop(name, None)

    def _forget(self, name: str) -> None:
        self._forget_messages(name)
        with self._states.lock:
            self._states.session_data.pop(name, None)
            self._states.time_last_used.pop(name, None)
        self._used.pop(name, None)


@contextmanager
def _counted(counts: Counter[str], name: str) -> Iterator[None]:
    counts[name] += 1
    try:
        yield
    finally:
        counts[name] -= 1
        if not counts[name]:
            del counts[name]
