"""What Gradio keeps of each visitor, and when it goes.

Gradio keeps a session's components, its state, its events and the messages nobody fetched until
there are thousands of sessions. Here a session ends when it is idle, when there are too many, or
when they hold too much together; those whose page is open and who have asked most go last.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.streams import Answers, Client, Pages

MOST = 1000  # sessions
MOST_CLOSED = 20  # of them without an open page: the page is gone, or it was a program
MOST_CHARS = 20_000_000  # of all conversations together
IDLE_S = 600  # of a session whose page is closed
OPEN_IDLE_S = 24 * 3600  # of one whose page is open
UNFETCHED_S = 60  # how long a finished answer waits to be fetched
VAIN_S = 15  # how long a stream may wait for answers that will not come
_EVERY_S = 1.0


class Sessions:
    """The sessions of one chat."""

    def __init__(self, app: Any, blocks: Any) -> None:
        """``app`` is Gradio's application for ``blocks``."""
        self._app, self._states, self._queue = app, blocks.state_holder, blocks._queue
        self._states.capacity = 2 * MOST  # should a flood come between two rounds
        self._queue.pending_messages_per_session.max_size = 4 * MOST
        self._used: dict[str, float] = {}  # by session, when it was last seen at something
        self._pages, self._answers = Pages(), Answers()
        self._cut_off: dict[str, None] = {}  # sessions whose page we closed: it doesn't come back
        self._in_vain: dict[str, float] = {}  # by session, since when its stream waits for nothing
        self._ending = threading.RLock()  # while sessions are counted none is ended elsewhere

    @contextmanager
    def page(self, name: str, client: Client) -> Iterator[None]:
        """While the page of a session is open."""
        client.becomes("page", lambda: self.asked(name))
        self._cut_off.pop(name, None)
        with self._pages.open(name, client):
            yield
        self._used[name] = time.monotonic()
        if client.is_dropped and name not in self._pages:
            self._cut_off[name] = None

    @asynccontextmanager
    async def stream(self, name: str, client: Client, *, once: bool) -> AsyncIterator[None]:
        """While answers of a session are fetched; ``once`` is for an event without a session, of
        which nothing stays. Raises Refused.
        """
        async with self._answers.open(name, client):
            if not self._is_awaited(name):
                raise Refused(404, "There is no answer to be fetched.")
            client.becomes("answer", lambda: self.asked(name))
            yield
        self._used[name] = time.monotonic()
        self._forget_lost_events(name)
        if not self._is_awaited(name):
            self._forget_messages(name)
            if once:
                self._forget(name)

    def asked(self, name: str) -> int:
        """How many messages the conversation of a session has."""
        return len(self._conversation(name))

    async def watch(self) -> None:
        """Ends sessions, for as long as it runs."""
        while True:
            await asyncio.sleep(_EVERY_S)
            self.sweep(time.monotonic())

    def sweep(self, now: float) -> None:
        """Ends what is over at ``now``, a time of the monotonic clock."""
        with self._ending:
            self._sweep(now)

    def _sweep(self, now: float) -> None:
        busy = {event.session_hash for event in self._queue.event_ids_to_events.values()}
        busy |= set(self._answers)
        names = dict.fromkeys(self._states.session_data)  # the longest unused first
        names |= dict.fromkeys(self._queue.pending_event_ids_session)
        names |= dict.fromkeys(self._queue.pending_messages_per_session)
        self._used = {n: now if n in busy else self._used.get(n, now) for n in names}
        for name in [n for n in self._cut_off if n not in names][:-MOST]:
            del self._cut_off[name]
        for name in names.keys() - busy:
            self._end_if_idle(name, now)
        self._bound([name for name in self._used if name not in busy])
        self._end_vain_streams(now)
        self._app.iterators_to_reset &= set(self._queue.event_ids_to_events)

    def _end_if_idle(self, name: str, now: float) -> None:
        idle = now - self._used[name]
        if idle > UNFETCHED_S:
            self._forget_messages(name)
        if idle > (OPEN_IDLE_S if name in self._pages else IDLE_S):
            self._forget(name)

    def _bound(self, idle: list[str]) -> None:
        """Ends as many of these as are too many: first for their number, then for what they hold,
        for which those who hold most go first.
        """
        idle.sort(key=lambda name: (self._is_open(name), self.asked(name), self._used[name]))
        closed = sum(not self._is_open(name) for name in idle)
        too_many = max(len(self._used) - MOST, closed - MOST_CLOSED, 0)
        for name in idle[:too_many]:
            self._forget(name)
        held = {name: self._chars(name) for name in self._used}
        too_much = sum(held.values()) - MOST_CHARS
        for name in sorted(idle[too_many:], key=lambda n: (self._is_open(n), -held[n])):
            if too_much <= 0:
                break
            too_much -= held[name]
            self._forget(name)

    def _is_open(self, name: str) -> bool:
        return name in self._pages or name in self._cut_off

    def _end_vain_streams(self, now: float) -> None:
        """Gradio's streams go on where an event was lost."""
        vain = [name for name in self._answers if not self._is_awaited(name)]
        self._in_vain = {name: self._in_vain.get(name, now) for name in vain}
        for name, since in self._in_vain.items():
            if now - since > VAIN_S:
                self._answers.drop(name)

    def _is_awaited(self, name: str) -> bool:
        """Whether a session, or an event without one, has an answer to be fetched."""
        messages = self._queue.pending_messages_per_session.get(name)
        events = self._queue.pending_event_ids_session.get(name, ())
        if messages is None or not events:
            return False
        return not messages.empty() or any(map(self._is_alive, events))

    def _is_alive(self, event_id: str) -> bool:
        event = self._queue.event_ids_to_events.get(event_id)
        return event is not None and bool(event.alive)

    def _forget_lost_events(self, name: str) -> None:
        """Those that Gradio gave up when the stream broke off: no answer to them will come."""
        events = self._queue.pending_event_ids_session.get(name, set())
        events -= {event for event in events if not self._is_alive(event)}

    def _conversation(self, name: str) -> list[dict[str, str]]:
        state = self._states.session_data.get(name)
        return (
            [turn for turns in list(state.state_data.values()) for turn in turns] if state else []
        )

    def _chars(self, name: str) -> int:
        return sum(len(turn["content"]) for turn in self._conversation(name))

    def _forget_messages(self, name: str) -> None:
        self._queue.pending_messages_per_session.pop(name, None)
        self._queue.pending_event_ids_session.pop(name, None)

    def _forget(self, name: str) -> None:
        with self._ending:
            self._forget_messages(name)
            with self._states.lock:
                self._states.session_data.pop(name, None)
                self._states.time_last_used.pop(name, None)
            self._used.pop(name, None)
            self._cut_off.pop(name, None)
