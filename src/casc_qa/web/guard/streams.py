"""The streams that a session may have open: one for its page, one for its answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal, Protocol

from casc_qa.web.guard.asgi import Scope
from casc_qa.web.guard.refusals import Refused

TURN_S = 2.0  # for a stream of answers that its client has left to be noticed as ended


class Client(Protocol):
    """The connection on which a stream is sent."""

    is_dropped: bool

    def becomes(self, activity: Literal["page", "answer"], weight: Callable[[], int]) -> None:
        """Its response is one that goes on, and ``weight`` of it would be lost."""

    def drop(self) -> None:
        """Closes it at once."""


class Unbounded:
    """The client of a server that is not ours, as a test's."""

    is_dropped = False

    def becomes(self, activity: str, weight: Callable[[], int] | None = None) -> None:
        """Nobody keeps count."""

    def drop(self) -> None:
        """It stays."""


def client_of(scope: Scope) -> Any:
    """The connection of a request."""
    return scope.get("state", {}).get("connection") or Unbounded()


class Pages:
    """The open pages, by session: a newer one replaces the older."""

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._clients

    @contextmanager
    def open(self, name: str, client: Client) -> Iterator[None]:
        """While it is open."""
        older, self._clients[name] = self._clients.get(name), client
        if older is not None:
            older.drop()
        try:
            yield
        finally:
            if self._clients[name] is client:
                del self._clients[name]


class Answers:
    """The open streams of answers, by session: a newer one waits for the older to end, since
    Gradio forgets the questions of a session whose stream breaks off.
    """

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}
        self._ended: dict[str, asyncio.Event] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._clients)

    def __contains__(self, name: str) -> bool:
        return name in self._clients

    def drop(self, name: str) -> None:
        """Ends a stream."""
        self._clients[name].drop()

    @asynccontextmanager
    async def open(self, name: str, client: Client) -> AsyncIterator[None]:
        """While it is open. Raises Refused where an older one goes on."""
        if name in self._ended:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended[name].wait(), TURN_S)
        if name in self._clients:
            raise Refused(409, "These answers are being fetched already.")
        self._clients[name], self._ended[name] = client, asyncio.Event()
        try:
            yield
        finally:
            del self._clients[name]
            self._ended.pop(name).set()
