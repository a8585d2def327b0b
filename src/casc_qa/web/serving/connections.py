"""How many connections may be open, and which makes room for a new one."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, get_args

_MOST = 1024  # connections
_DESCRIPTORS = 4096  # wanted for the process
_SPARE = 40  # descriptors for the index, the model and whatever is opened for a moment
_EACH = 2  # descriptors: a connection's own, and that of the file which it is sent
Activity = Literal["waiting", "stuck", "page", "file", "working", "answer"]
_MISSED_LITTLE: tuple[Activity, ...] = ("waiting", "stuck", "page", "file")


class Room(NamedTuple):
    """What the process's descriptors leave for connections."""

    connections: int
    backlog: int  # those that may be taken at once, before any has made room


class Connection(Protocol):
    """What can be closed to make room."""

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
        self._activities: dict[Connection, Activity] = {}
        self._groups: dict[Activity, dict[Connection, None]] = {
            each: {} for each in get_args(Activity)
        }

    def put(self, connection: Connection, activity: Activity) -> None:
        """It is now at this: waiting for what its client sends, stuck in what its client does not
        read, a page that stays open, sending a file, working at anything else, or sending answers.

        A new one makes an older one go where there are too many.
        """
        if self._activities.get(connection) == activity:
            return
        self.gone(connection)
        self._activities[connection] = activity
        self._groups[activity][connection] = None
        if len(self._activities) > self._most:
            self._make_room(connection)
        if len(self._groups["page"]) > self._most_pages:
            self._drop_least("page", connection)

    def gone(self, connection: Connection) -> None:
        """It is closed."""
        activity = self._activities.pop(connection, None)
        if activity is not None:
            del self._groups[activity][connection]

    def end_streams(self) -> None:
        """Closes all that would go on."""
        for connection in [*self._groups["page"], *self._groups["answer"]]:
            self._drop(connection)

    def _make_room(self, newest: Connection) -> None:
        """Of those that are missed little, one goes that does what most of them do: it is they who
        take the room. Who has come a moment ago, and is about to ask, is not taken for one.
        """
        others = {activity: group.keys() - {newest} for activity, group in self._groups.items()}
        most = max(_MISSED_LITTLE, key=lambda activity: len(others[activity]))
        order: tuple[Activity, ...] = (most, "working", "answer")
        self._drop_least(next(activity for activity in order if others[activity]), newest)

    def _drop_least(self, activity: Activity, newest: Connection) -> None:
        """Who is missed least goes, the oldest of equals; never the newest, who would else be kept
        out by those who came before.
        """
        others = (each for each in self._groups[activity] if each is not newest)
        self._drop(min(others, key=lambda each: each.weight()))

    def _drop(self, connection: Connection) -> None:
        self.gone(connection)
        connection.drop()


def room() -> Room:
    """How many connections this process has descriptors for, after asking for more of them."""
    free = _limit() - _in_use() - _SPARE
    backlog = max(4, min(128, free // 4))
    return Room(max(8, min(_MOST, (free - backlog) // _EACH)), backlog)


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
