"""How many connections may be open, and which makes room for a new one."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

_MOST = 1024  # connections
_DESCRIPTORS = 4096  # wanted for the process
_SPARE = 56  # descriptors for the index, the model, and a file in each thread
Stream = Literal["page", "answer"]


class Room(NamedTuple):
    """What the process's descriptors leave for connections."""

    connections: int
    backlog: int  # those that may be taken at once, before any has made room


class Connection(Protocol):
    """What can be told to go."""

    def drop(self) -> None:
        """Closes it at once."""


class Connections:
    """The open connections, each group in the order in which they came to it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._all: set[Connection] = set()
        self._waiting: dict[Connection, None] = {}  # for a request, or the rest of one
        self._streams: dict[Stream, dict[Connection, None]] = {"page": {}, "answer": {}}
        self._most_streams = {"page": most // 2, "answer": most // 4}

    def waits(self, connection: Connection) -> None:
        """It waits for its client: for a request, or for a response to be read."""
        self._all.add(connection)
        self.works(connection)
        self._waiting[connection] = None
        if len(self._all) > self._most:
            self._make_room(connection)

    def works(self, connection: Connection) -> None:
        """Its request is whole and being answered."""
        self._waiting.pop(connection, None)
        for streams in self._streams.values():
            streams.pop(connection, None)

    def streams(self, connection: Connection, kind: Stream) -> None:
        """Its response goes on until somebody ends it: the oldest of too many ends."""
        self.works(connection)
        streams = self._streams[kind]
        streams[connection] = None
        if len(streams) > self._most_streams[kind]:
            self._drop(next(iter(streams)))

    def gone(self, connection: Connection) -> None:
        """It is closed."""
        self.works(connection)
        self._all.discard(connection)

    def end_streams(self) -> None:
        """Closes all that would go on."""
        for streams in self._streams.values():
            for connection in list(streams):
                self._drop(connection)

    def _make_room(self, newest: Connection) -> None:
        """Who has waited longest goes, then the oldest open page; the new one where all work."""
        oldest = next(iter(self._waiting))
        if oldest is newest:
            oldest = next(iter(self._streams["page"]), newest)
        self._drop(oldest)

    def _drop(self, connection: Connection) -> None:
        self.gone(connection)
        connection.drop()


def room() -> Room:
    """How many connections this process has descriptors for, after asking for more of them."""
    free = _limit() - _in_use() - _SPARE
    backlog = max(4, min(128, free // 4))
    return Room(max(8, min(_MOST, free - backlog)), backlog)


def _limit() -> int:
    """Descriptors that the process may have, raised where that is allowed."""
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:  # Windows has no such limit
        return _DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = _DESCRIPTORS if hard == unlimited else min(_DESCRIPTORS, hard)
    if soft == unlimited or soft >= wanted:
        return int(wanted if soft == unlimited else soft)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):  # some systems have a limit below the hard one
        return int(soft)
    return int(wanted)


def _in_use() -> int:
    for folder in ("/proc/self/fd", "/dev/fd"):
        if Path(folder).is_dir():
            return len(os.listdir(folder))  # noqa: PTH208  # names are enough
    return 16
