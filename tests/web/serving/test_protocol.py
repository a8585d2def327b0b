"""What a connection counts as while its client reads, pauses and leaves, and how the server stops:
a real one, in this process, over an application that sends files and pages.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import struct
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
import uvicorn

from casc_qa.web.serving.connections import Connections
from casc_qa.web.serving.protocol import PatientServer, protocol_among
from helpers.web.server import read_until


class Local:
    """Our server over an application that sends files and pages, in this process."""

    def __init__(self, most: int = 20) -> None:
        self.connections = Connections(most)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.2)  # a client may leave meanwhile
        activity = scope["path"].strip("/")
        if activity != "working":
            scope["state"]["connection"].becomes(activity)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        parts = 1 if activity == "page" else 128
        for _ in range(parts):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        if activity == "page":
            await send({"type": "http.response.body", "body": b"ALIVE", "more_body": True})
            while (await receive())["type"] != "http.disconnect":
                pass
        await send({"type": "http.response.body", "body": b""})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        config = uvicorn.Config(
            self.app,
            http=protocol_among(self.connections),
            interface="asgi3",
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        server = PatientServer(config, self.connections)
        task = asyncio.create_task(server._serve([self.listener]))
        try:
            yield
        finally:
            server.should_exit = True
            await task

    def client(self, *paths: str) -> socket.socket:
        """One that asks for all of these at once, and reads nothing so far."""
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.connect(("127.0.0.1", self.port))
        heads = (f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n" for path in paths)
        made.sendall("".join(heads).encode())
        return made

    def doing(self) -> list[str]:
        return sorted(self.connections._activities.values())


@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_page_stays_a_page_when_its_client_pauses(before: int) -> None:
    async def pause() -> list[list[str]]:
        local, seen = Local(), []
        async with local.running():
            with local.client(*["file"] * before, "page") as client:
                await asyncio.sleep(1.5)
                seen.append(local.doing())
                await asyncio.to_thread(read_until, client, b"ALIVE")
                await asyncio.sleep(0.5)
                seen.append(local.doing())
            await asyncio.sleep(0.5)
            seen.append(local.doing())
        return seen

    paused, resumed, left = asyncio.run(pause())
    assert paused == ["stuck"] if before else ["page"]
    assert (resumed, left) == (["page"], [])


@pytest.mark.parametrize("activity", ["file", "working"])
def test_who_stopped_reading_once_counts_as_one_who_does(activity: str) -> None:
    async def trickle() -> list[list[str]]:
        local, seen = Local(), []
        async with local.running():
            with local.client(activity) as client:
                await asyncio.sleep(0.1)
                seen.append(local.doing())
                await asyncio.sleep(1.5)
                for _ in range(4):
                    await asyncio.to_thread(client.recv, 1 << 20)
                    await asyncio.sleep(0.05)
                    seen.append(local.doing())
        return seen

    assert asyncio.run(trickle()) == [["working"], *[["stuck"]] * 4]


@pytest.mark.parametrize("activity", ["page", "file", "working"])
def test_a_client_that_leaves_at_once_leaves_nothing(activity: str) -> None:
    async def leave() -> list[str]:
        local = Local()
        async with local.running():
            for _ in range(5):
                client = local.client(activity)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                await asyncio.sleep(0.05)
                client.close()
            await asyncio.sleep(1)
            return local.doing()

    assert asyncio.run(leave()) == []


class Ended(BaseException):
    """What a signal raises here."""


@contextmanager
def raising(number: int) -> Iterator[None]:
    """While this signal is an exception, as SIGINT is by default and SIGTERM while it is served."""

    def end(*_: object) -> None:
        raise Ended

    before = signal.signal(number, end)
    try:
        yield
    finally:
        signal.signal(number, before)


def signalled_in(step: str, number: int) -> type[asyncio.AbstractEventLoop]:
    """A class of loops in which this signal comes when this method is first called, before it has
    done anything.
    """

    class Signalled(asyncio.SelectorEventLoop):
        def __getattribute__(self, name: str) -> Any:
            nonlocal step
            if name == step:
                step = ""
                signal.raise_signal(number)
            return super().__getattribute__(name)

    return Signalled


class SignalledConfig(uvicorn.Config):
    """One whose loops are of the given class."""

    made: type[asyncio.AbstractEventLoop]

    def get_loop_factory(self) -> Callable[[], asyncio.AbstractEventLoop]:
        return self.made


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "step", ["_make_self_pipe", "create_task", "call_soon", "run_forever", "_run_once"]
)
def test_a_signal_while_the_loop_starts_leaves_nothing(
    caplog: pytest.LogCaptureFixture, step: str, number: int
) -> None:
    local = Local()
    config = SignalledConfig(local.app, interface="asgi3", lifespan="off", log_config=None)
    config.made = signalled_in(step, number)
    with raising(number), pytest.raises(Ended):
        PatientServer(config, local.connections).run([local.listener])
    gc.collect()  # a task that is pending is reported when it goes
    assert [record for record in caplog.records if record.name == "asyncio"] == []
    assert local.listener.fileno() == -1  # it was served, and then closed
