"""Too many connections, slow ones and silent ones: the chat goes on answering."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casc_qa.web.connections import Connections, room
from casc_qa.web.logs import BoundedStream
from casc_qa.web.protocol import REQUEST_S
from web.conftest import Server
from web.test_server import ask, get

resource = pytest.importorskip("resource")  # what a process may have; not on Windows
DESCRIPTORS = 128
MANY = 200


class Visitor:
    """A connection that notes whether it was dropped."""

    def __init__(self) -> None:
        self.is_dropped = False

    def drop(self) -> None:
        self.is_dropped = True


def dropped(visitors: list[Visitor]) -> list[int]:
    return [number for number, visitor in enumerate(visitors) if visitor.is_dropped]


def test_who_has_waited_longest_makes_room() -> None:
    doors, visitors = Connections(8), [Visitor() for _ in range(12)]
    for visitor in visitors[:8]:
        doors.waits(visitor)
    doors.works(visitors[0])
    doors.waits(visitors[1])  # its request is done
    doors.gone(visitors[3])
    for visitor in visitors[8:]:
        doors.waits(visitor)
    assert dropped(visitors) == [2, 4, 5]


def test_open_pages_make_room_when_all_others_work() -> None:
    doors, visitors = Connections(8), [Visitor() for _ in range(12)]
    for number, visitor in enumerate(visitors[:8]):
        doors.waits(visitor)
        if number < 2:
            doors.streams(visitor, "page")
        else:
            doors.works(visitor)
    for visitor in visitors[8:]:
        doors.waits(visitor)
        doors.works(visitor)
    assert dropped(visitors) == [0, 1, 10, 11]


@pytest.mark.parametrize(("kind", "most"), [("page", 20), ("answer", 10)])
def test_the_oldest_of_too_many_streams_ends(kind: str, most: int) -> None:
    doors, visitors = Connections(40), [Visitor() for _ in range(30)]
    for visitor in visitors:
        doors.waits(visitor)
        doors.streams(visitor, kind)  # type: ignore[arg-type]
    assert dropped(visitors) == list(range(30 - most))


def test_there_is_room_for_fifty_users() -> None:
    found = room()
    assert found.connections >= 500
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= found.connections + found.backlog


class Written:
    """A stream that keeps what is written to it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def test_a_log_does_not_grow_without_end() -> None:
    written = Written()
    stream = BoundedStream(written, 5)  # type: ignore[arg-type]
    for number in range(100_000):
        assert stream.write(f"line {number}\n") == len(f"line {number}\n")
    lines = written.text.splitlines()
    assert lines[:6] == [f"line {number}" for number in range(6)]
    assert len(lines) <= 14  # a minute may end meanwhile


def opened(server: Server, kind: str, number: int) -> socket.socket:
    """A connection that goes no further."""
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    connection = socket.create_connection(("127.0.0.1", server.port), 30)
    if kind == "queue":
        name = f"q{number}"
        table = {"data": ["Who funded it?", None], "fn_index": 0, "session_hash": name}
        body = json.dumps(table)
        with socket.create_connection(("127.0.0.1", server.port), 30) as asking:
            asking.sendall(
                f"POST /gradio_api/queue/join HTTP/1.1\r\n{host}Content-Type: application/json\r\n"
                f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
            )
            asking.recv(4000)
        head = f"GET /gradio_api/queue/data?session_hash={name} HTTP/1.1\r\n{host}\r\n"
    else:
        head = {
            "silent": "",
            "slow head": "GET / HTTP/1.1\r\nx: ",
            "slow body": f"POST /gradio_api/call/ask HTTP/1.1\r\n{host}"
            "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{",
            "page": f"GET /gradio_api/heartbeat/h{number} HTTP/1.1\r\n{host}\r\n",
            "reader": f"GET /static/ffmpeg/ffmpeg-core.wasm HTTP/1.1\r\n{host}\r\n",
            "after": f"GET /casc/status HTTP/1.1\r\n{host}\r\nGET /casc",
        }[kind]
    connection.sendall(head.encode())
    return connection


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed it, once all that came is read."""
    connection.settimeout(0.5)
    try:
        while connection.recv(1 << 20):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


@pytest.fixture
def narrow(built_index: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that may have few descriptors."""
    with Server(built_index, tmp_path, descriptors=DESCRIPTORS) as running:
        while json.loads(get(running, "/casc/status")[1])["state"] == "loading":
            time.sleep(0.2)
        yield running


def descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_many_connections_of_every_kind(narrow: Server) -> None:
    for kind in ("silent", "slow head", "slow body", "page", "queue", "reader", "after"):
        with contextlib.ExitStack() as held:
            for number in range(MANY):
                held.enter_context(opened(narrow, kind, number))
                if number % 20 == 0:
                    assert get(narrow, "/casc/status")[0] == 200
            assert ask(narrow, "What is Ms. Artikova's title?")["citations"]
            assert descriptors(narrow) < DESCRIPTORS - 16  # those of threads that read files
    assert narrow.stop() == (0, "")


def test_slow_requests_and_readers_end(server: Server) -> None:
    kinds = ["silent", "slow head", "slow body", "reader", "after"]
    with contextlib.ExitStack() as held:
        connections = [held.enter_context(opened(server, kind, 0)) for kind in kinds]
        time.sleep(REQUEST_S + 3)
        assert [is_closed(connection) for connection in connections] == [True] * len(kinds)


def test_open_pages_do_not_hold_up_the_end(narrow: Server) -> None:
    with contextlib.ExitStack() as held:
        for number, kind in enumerate(["page", "queue"] * 10):
            held.enter_context(opened(narrow, kind, number))
        assert narrow.stop() == (0, "")


def raw(server: Server, request: bytes) -> bytes:
    """What is answered to ``request``."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        connection.sendall(request)
        answered = b""
        with contextlib.suppress(ConnectionResetError):
            while not answered.partition(b"\r\n\r\n")[2]:
                part = connection.recv(1 << 16)
                if not part:
                    break
                answered += part
        return answered


Lines = Callable[[str], str]
HEADS: list[tuple[str, Lines]] = [
    ("400", lambda host: f"GET / HTTP/1.1\r\n{host}x\0y: 1\r\n\r\n"),
    ("400", lambda host: f"GET /\0 HTTP/1.1\r\n{host}\r\n"),
    ("400", lambda host: f"GET /a b HTTP/1.1\r\n{host}\r\n"),
    ("400", lambda host: f"GET /é HTTP/1.1\r\n{host}\r\n"),
    ("400", lambda host: "\r\n\r\n\0\0\0\r\n\r\n"),
    ("400", lambda host: "GET / HTTP/1.1\r\n\r\n"),
    ("400", lambda host: f"GET / HTTP/1.1\r\n{host}{host}\r\n"),
    (
        "400",
        lambda host: f"POST / HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ),
    ("400", lambda host: f"POST / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n"),
    ("4", lambda host: f"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ("4", lambda host: f"POST / HTTP/1.1\r\n{host}Transfer-Encoding: gzip\r\n\r\n"),
    ("4", lambda host: f"GET /{'x' * 60_000} HTTP/1.1\r\n{host}\r\n"),
    ("4", lambda host: f"GET /?{'x' * 60_000} HTTP/1.1\r\n{host}\r\n"),
    ("4", lambda host: f"GET / HTTP/1.1\r\n{host}" + "x: 1\r\n" * 3000 + "\r\n"),
    ("404", lambda host: f"GET /casc/status%00 HTTP/1.1\r\n{host}\r\n"),
    ("404", lambda host: f"GET /%zz HTTP/1.1\r\n{host}\r\n"),
    ("404", lambda host: f"GET http://127.0.0.1/ HTTP/1.1\r\n{host}\r\n"),
    ("404", lambda host: f"OPTIONS * HTTP/1.1\r\n{host}\r\n"),
    ("404", lambda host: f"CONNECT evil.example:80 HTTP/1.1\r\n{host}\r\n"),
    ("400", lambda host: f"GET /casc/source?doc=%00&start=0&end=5 HTTP/1.1\r\n{host}\r\n"),
    ("400", lambda host: f"GET /casc/source?doc=%&start=0&end=5 HTTP/1.1\r\n{host}\r\n"),
    ("421", lambda host: "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
    ("421", lambda host: "GET / HTTP/1.1\r\nHost: 127.0.0.1:99999999999\r\n\r\n"),
    ("4", lambda host: "GET / HTTP/1.1\r\nHost: 127.0.0.1\0.example\r\n\r\n"),
    ("4", lambda host: "GET / HTTP/1.1\r\nHost: é\r\n\r\n"),
    ("421", lambda host: "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
    ("421", lambda host: "GET / HTTP/1.0\r\n\r\n"),
]


@pytest.mark.parametrize("number", range(len(HEADS)))
def test_odd_requests_are_refused_in_one_line(server: Server, number: int) -> None:
    status, request = HEADS[number]
    answered = raw(server, request(f"Host: 127.0.0.1:{server.port}\r\n").encode())
    found = re.match(rb"HTTP/1.1 (\d+) ", answered)
    assert found, answered
    assert found[1].decode().startswith(status)
    body = answered.partition(b"\r\n\r\n")[2]
    assert len(body) < 200
    assert get(server, "/casc/status")[0] == 200
