"""The server and its connections: uvicorn's, with time-outs and a limit on their number.

uvicorn has no time-out for a request's head and body, nor for a reader that stops reading.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import Server

from casc_qa.web.serving.connections import Activity, Connections

REQUEST_S = 10.0  # for the whole request to come
READING_S = 10.0  # for a reader that has stopped to go on
SENDING_S = 60.0  # for the rest of a response whose reader has stopped once
PARTING_S = 1.0  # for a client to read why its connection ends, before it is closed
Act = Callable[[], None]
QUEUE = 128  # connections that may wait in the system to be taken


class PatientServer(Server):
    """Takes few connections at once, each of which needs a descriptor, and lets more of them wait
    in the system, where they need none. When it ends, it does not wait for streams.
    """

    def __init__(self, config: Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until a signal stops it, which is raised again afterwards.

        From before there is a loop, signals are only recorded, and the server acts on them when it
        runs: an exception in the middle of making the loop or a task would leave it half made, and
        never ended. While the loop is closed they are exceptions again, as one who stops the server
        a second time does not want to wait for its threads.
        """
        runner = asyncio.Runner(loop_factory=self.config.get_loop_factory())
        with contextlib.closing(runner), self.capture_signals():
            runner.run(self._serve(sockets))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, with a longer queue of connections in the system than uvicorn asks for."""
        await super().startup(sockets)
        for listener in sockets or []:
            listener.listen(QUEUE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes the streams first, then stops as uvicorn does."""
        self._connections.end_streams()
        await super().shutdown(sockets)


def protocol_among(connections: Connections) -> type[H11Protocol]:
    """The class of connections that keep themselves known to ``connections``."""

    class Bounded(BoundedProtocol):
        among = connections

    return Bounded


class BoundedProtocol(H11Protocol):
    """A connection; the application finds it in a request's state under ``connection``."""

    among: Connections

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.app_state = {**self.app_state, "connection": self}
        self.is_dropped = False  # by us
        self._is_lost = False
        self._activity: Activity = "waiting"
        self._weight: Callable[[], int] = _nothing
        self._has_paused = False  # while this response is sent
        self._request = Deadline(self.loop, REQUEST_S, self._too_slow)
        self._reader = Deadline(self.loop, READING_S, self.drop)
        self._response = Deadline(self.loop, SENDING_S, self.drop)
        self._is_parting = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts the clock for the first request."""
        super().connection_made(transport)
        self._request.run(True)
        self._report()

    def data_received(self, data: bytes) -> None:
        """Reads on, unless the connection is about to be closed."""
        if self._is_parting:
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Waits for the next request, or answers it where it has come already."""
        super().on_response_complete()
        self._has_paused = False
        self.becomes("working")  # another request may have come meanwhile
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops all clocks and gives up its room."""
        super().connection_lost(exc)
        self._is_lost = True  # the application may not have begun yet
        for deadline in (self._request, self._reader, self._response):
            deadline.run(False)
        self.among.gone(self)

    def pause_writing(self) -> None:
        """The client reads more slowly than is written: its clock runs."""
        super().pause_writing()
        self._has_paused = True
        self._report()

    def resume_writing(self) -> None:
        """The client has read on."""
        super().resume_writing()
        self._report()

    def send_400_response(self, msg: str) -> None:
        """Refuses what is not HTTP, in our words instead of those of ``msg``."""
        self._part("400 Bad Request", "The request is not well formed.")

    def becomes(self, activity: Activity, weight: Callable[[], int] | None = None) -> None:
        """It is now at this, and ``weight`` of it would be lost."""
        self._activity, self._weight = activity, weight or _nothing
        self._report()

    def weight(self) -> int:
        """How much is lost with it."""
        return self._weight()

    def drop(self) -> None:
        """Closes it at once; what is being answered ends."""
        self.is_dropped = True
        if self.transport is not None:
            self.transport.abort()

    def _watch(self) -> None:
        """Lets the clock run while a request is not whole, or none has come."""
        if self._is_parting:
            return
        is_reading = self._is_reading()
        self._request.run(is_reading)
        if is_reading and self._activity == "working":
            self.becomes("waiting")
        elif not is_reading and self._activity == "waiting":
            self.becomes("working")

    def _is_reading(self) -> bool:
        """Whether it is the client's turn; a closing connection may still have to be read."""
        return self.cycle is None or self.cycle.more_body or self.cycle.response_complete

    def _report(self) -> None:
        """Reports to the others what it is doing. Who stopped reading a response counts as
        one who does until it is sent: a reader could go on for a moment now and then.
        """
        if self.is_dropped or self._is_lost:
            return
        is_paused = self.flow.write_paused
        is_slow = self._has_paused and self._activity in ("working", "file")
        self._reader.run(is_paused)
        self._response.run(is_slow)
        self.among.put(self, "stuck" if is_paused or is_slow else self._activity)

    def _too_slow(self) -> None:
        self._part("408 Request Timeout", "The request came too slowly.")

    def _part(self, status: str, reason: str) -> None:
        """Says why, where no response has begun, and closes a moment later: closed at once, with
        something unread, it would take back what was written.
        """
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE) or self.flow.write_paused:
            self.drop()
            return
        self._is_parting = True
        if self.cycle is not None:
            self.cycle.disconnected = True  # the application has nothing to add
            self.cycle.message_event.set()
        self._request.run(False)
        self._unset_keepalive_if_required()
        self.transport.write(_last_response(status, reason))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(PARTING_S, self.drop)


class Deadline:
    """What is done when something has gone on for too long."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, act: Act) -> None:
        self._loop, self._seconds, self._act = loop, seconds, act
        self._timer: asyncio.TimerHandle | None = None

    def run(self, is_on: bool) -> None:
        """Whether it goes on."""
        if is_on and self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._act)
        elif not is_on and self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _nothing() -> int:
    return 0


def _last_response(status: str, reason: str) -> bytes:
    """A whole HTTP/1.1 response, after which the connection is closed."""
    body = f"{reason}\n".encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\n"
    return f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body
