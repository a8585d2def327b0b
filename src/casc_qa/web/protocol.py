"""The server and its connections: uvicorn's, with time-outs and a place among the others.

uvicorn has no time-out for a request's head and body, nor for a reader that stops reading.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import Server

from casc_qa.web.connections import Connections, Stream

REQUEST_S = 10.0  # for the whole request to come
READING_S = 10.0  # for a reader that has stopped to go on
PARTING_S = 1.0  # for a client to read why its connection ends, before it is closed
QUEUE = 128  # connections that may wait in the system to be taken


class PatientServer(Server):
    """Takes few connections at once, each of which needs a descriptor, and lets more of them wait
    in the system, where they need none. When it ends, it does not wait for streams.
    """

    def __init__(self, config: Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            listener.listen(QUEUE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
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
        self._clock: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._is_parting = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self._is_parting:
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_clock()
        self._stop_stuck()
        self.among.gone(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._stuck is None:
            self._stuck = self.loop.call_later(READING_S, self.drop)
            self.among.waits(self)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stop_stuck():
            (self.among.waits if self._is_reading() else self.among.works)(self)

    def send_400_response(self, msg: str) -> None:
        self._part("400 Bad Request", "The request is not well formed.")

    def streams(self, kind: Stream) -> None:
        """Its response is one that goes on."""
        self.among.streams(self, kind)

    def drop(self) -> None:
        """Closes it at once; what is being answered ends."""
        if self.transport is not None:
            self.transport.abort()

    def _watch(self) -> None:
        """Lets the clock run while a request is not whole, or its answer not taken."""
        if self._is_parting:
            return
        if self._is_reading():
            if self._clock is None:
                self._wait()
        elif self._clock is not None:
            self._stop_clock()
            self.among.works(self)

    def _is_reading(self) -> bool:
        """Whether it is the client's turn; a closing connection may still have to be read."""
        return self.cycle is None or self.cycle.more_body or self.cycle.response_complete

    def _wait(self) -> None:
        self._clock = self.loop.call_later(REQUEST_S, self._too_slow)
        self.among.waits(self)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _stop_stuck(self) -> bool:
        """Whether the client had stopped reading."""
        stuck, self._stuck = self._stuck, None
        if stuck is not None:
            stuck.cancel()
        return stuck is not None

    def _too_slow(self) -> None:
        self._part("408 Request Timeout", "The request came too slowly.")

    def _part(self, status: str, reason: str) -> None:
        """Says why, where no response has begun, and closes a moment later: closed at once, with
        something unread, it would take back what was said.
        """
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE) or self.flow.write_paused:
            self.drop()
            return
        self._is_parting = True
        if self.cycle is not None:
            self.cycle.disconnected = True  # the application has nothing to add
            self.cycle.message_event.set()
        self._stop_clock()
        self._unset_keepalive_if_required()
        self.transport.write(_response(status, reason))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(PARTING_S, self.drop)


def _response(status: str, reason: str) -> bytes:
    body = f"{reason}\n".encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\n"
    return f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body
