"""How many connections may be open, and which makes room for a new one."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, get_args

_MOST = 1024  # connections
_DESCRIPTORS = 4096  # wanted for the process
_SPARE = 56  # descriptors for the index, the model, and a file in each thread
Doing = Literal["waiting", "stuck", "page", "file", "working", "answer"]
_MISSED_LITTLE: tuple[Doing, ...] = ("waiting", "stuck", "page", "file")


class Room(NamedTuple):
    """What the process's descriptors leave for connections."""

    connections: int
    backlog: int  # those that may be taken at once, before any has made room


class Connection(Protocol):
    """What can be told to go."""

    def drop(self) -> None:
        """Closes it at once."""

    def weight(self) -> int:
        """How much is lost with it, beside others that are at the same."""


class Connections:
    """The open connections: each is at one thing, and stands among the others that are at it in the
    order in which they came to it.
    """

    def __init__(self, most: int) -> None:
        self._most, self._most_pages = most, most // 2
        self._doing: dict[Connection, Doing] = {}
        self._groups: dict[Doing, dict[Connection, None]] = {each: {} for each in get_args(Doing)}

    def put(self, connection: Connection, doing: Doing) -> None:
        """It is now at this: waiting for what its client sends, stuck in what its client does not
        read, a page that stays open, sending a file, working at anything else, or sending answers.

        A new one makes an older one go where there are too many.
        """
        if self._doing.get(connection) == doing:
            return
        self.gone(connection)
        self._doing[connection] = doing
        self._groups[doing][connection] = None
        if len(self._doing) > self._most:
            self._make_room(connection)
        if len(self._groups["page"]) > self._most_pages:
            self._drop_least("page", connection)

    def gone(self, connection: Connection) -> None:
        """It is closed."""
        doing = self._doing.pop(connection, None)
        if doing is not None:
            del self._groups[doing][connection]

    def end_streams(self) -> None:
        """Closes all that would go on."""
        for connection in [*self._groups["page"], *self._groups["answer"]]:
            self._drop(connection)

    def _make_room(self, newest: Connection) -> None:
        """Of those that are missed little, one goes of the kind of which there are most: it is they
        who take the room. Who has come a moment ago, and is about to ask, is not taken for one.
        """
        others = {kind: group.keys() - {newest} for kind, group in self._groups.items()}
        most = max(_MISSED_LITTLE, key=lambda kind: len(others[kind]))
        kinds: tuple[Doing, ...] = (most, "working", "answer")
        self._drop_least(next(kind for kind in kinds if others[kind]), newest)

    def _drop_least(self, kind: Doing, newest: Connection) -> None:
        """Who is missed least goes, the oldest of equals; never the newest, who would else be kept
        out by those who came before.
        """
        others = (each for each in self._groups[kind] if each is not newest)
        self._drop(min(others, key=lambda each: each.weight()))

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
