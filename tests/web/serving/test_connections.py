"""Too many connections, slow ones and silent ones: the chat goes on answering."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gradio
import pytest

from casc_qa.web.serving.connections import Activity, Connections, room
from casc_qa.web.serving.protocol import REQUEST_S
from helpers.web.server import Server, ask, get, post, read_until

resource = pytest.importorskip("resource")  # what a process may have; not on Windows
DESCRIPTORS = 128
MANY = 200


class Visitor:
    """A connection that notes whether it was dropped."""

    def __init__(self, weight: int = 0) -> None:
        self.is_dropped, self._weight = False, weight

    def drop(self) -> None:
        self.is_dropped = True

    def weight(self) -> int:
        return self._weight


def dropped(visitors: list[Visitor]) -> list[int]:
    return [number for number, visitor in enumerate(visitors) if visitor.is_dropped]


def test_who_has_waited_longest_makes_room() -> None:
    connections, visitors = Connections(8), [Visitor() for _ in range(12)]
    for visitor in visitors[:8]:
        connections.put(visitor, "waiting")
    connections.put(visitors[0], "working")
    connections.put(visitors[1], "working")
    connections.put(visitors[1], "waiting")  # its request is done
    connections.gone(visitors[3])
    for visitor in visitors[8:]:
        connections.put(visitor, "waiting")
    assert dropped(visitors) == [2, 4, 5]


def test_who_makes_room_in_which_order() -> None:
    activities: list[Activity] = ["answer", "working", "file", "page", "stuck", "waiting"]
    connections, visitors = Connections(6), [Visitor() for _ in range(12)]
    for visitor, activity in zip(visitors, activities, strict=False):
        connections.put(visitor, activity)
    gone = []
    for visitor in visitors[6:]:
        before = set(dropped(visitors))
        connections.put(visitor, "waiting")
        connections.put(visitor, "answer")
        gone += sorted(set(dropped(visitors)) - before)
    assert gone == [5, 4, 3, 2, 1, 0]


def test_of_those_who_wait_for_nothing_the_most_numerous_activity_makes_room() -> None:
    connections, visitors = Connections(8), [Visitor() for _ in range(60)]
    for visitor in visitors[:8]:
        connections.put(visitor, "stuck")
    newcomer = Visitor()
    connections.put(newcomer, "waiting")
    for visitor in visitors[8:]:
        connections.put(visitor, "waiting")
        connections.put(visitor, "stuck")
    assert not newcomer.is_dropped
    assert len(dropped(visitors)) == 53


@pytest.mark.parametrize("activity", ["waiting", "stuck", "page", "file", "working", "answer"])
def test_a_new_connection_is_never_the_one_to_go(activity: Activity) -> None:
    connections, visitors = Connections(8), [Visitor() for _ in range(40)]
    for number, visitor in enumerate(visitors):
        connections.put(visitor, "waiting")
        assert not visitor.is_dropped
        connections.put(visitor, activity)
        assert not visitor.is_dropped
        assert number - len(dropped(visitors)) < 8


def test_of_too_many_pages_the_oldest_goes_that_has_asked_least() -> None:
    connections = Connections(40)
    visitors = [Visitor(weight=number % 3) for number in range(30)]
    for visitor in visitors:
        connections.put(visitor, "waiting")
        connections.put(visitor, "page")
    assert dropped(visitors) == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]
    for visitor in [Visitor() for _ in range(500)]:
        connections.put(visitor, "page")
    assert [n for n, v in enumerate(visitors) if n % 3 and v.is_dropped] == [1]


def test_there_is_room_for_fifty_users() -> None:
    limits = room()
    assert limits.connections >= 500
    least = 2 * limits.connections + limits.backlog  # each may be sent a file, which is open too
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= least


def opened(server: Server, behaviour: str, number: int) -> socket.socket:
    """A connection that goes no further."""
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    connection = socket.create_connection(("127.0.0.1", server.port), 30)
    if behaviour == "queue":
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
        }[behaviour]
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
    """A server that may have few descriptors. It answers without reading: connections are tested,
    and a short answer is less at the mercy of a busy machine.
    """
    (tmp_path / "casc_qa.toml").write_text("[answering]\nreader = false\n")
    with Server(built_index, tmp_path, descriptors=DESCRIPTORS) as running:
        while json.loads(get(running, "/casc/status")[1])["state"] == "loading":
            time.sleep(0.2)
        yield running


def descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_many_connections_of_every_behaviour(narrow: Server) -> None:
    for behaviour in ("silent", "slow head", "slow body", "page", "queue", "reader", "after"):
        with contextlib.ExitStack() as held:
            for number in range(MANY):
                held.enter_context(opened(narrow, behaviour, number))
                if number % 20 == 0:
                    assert get(narrow, "/casc/status")[0] == 200
            assert ask(narrow, "What is Ms. Artikova's title?")["citations"]
            assert descriptors(narrow) < DESCRIPTORS - 16
    assert narrow.stop() == (0, "")


def test_slow_requests_and_readers_end(server: Server) -> None:
    behaviours = ["silent", "slow head", "slow body", "reader", "after"]
    with contextlib.ExitStack() as held:
        connections = [held.enter_context(opened(server, behaviour, 0)) for behaviour in behaviours]
        time.sleep(REQUEST_S + 3)
        assert [is_closed(connection) for connection in connections] == [True] * len(behaviours)


def test_open_pages_do_not_hold_up_the_end(narrow: Server) -> None:
    with contextlib.ExitStack() as held:
        for number, behaviour in enumerate(["page", "queue"] * 10):
            held.enter_context(opened(narrow, behaviour, number))
        assert narrow.stop() == (0, "")


def raw(server: Server, request: bytes, whole: bool = False) -> bytes:
    """What is answered to ``request``: head and first bytes, or the whole until its end."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        connection.sendall(request)
        answered = b""
        with contextlib.suppress(ConnectionResetError):
            while whole or not answered.partition(b"\r\n\r\n")[2]:
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
    status_line = re.match(rb"HTTP/1.1 (\d+) ", answered)
    assert status_line, answered
    assert status_line[1].decode().startswith(status)
    body = answered.partition(b"\r\n\r\n")[2]
    assert len(body) < 200
    assert get(server, "/casc/status")[0] == 200


def pinned(server: Server, number: int, file: str) -> socket.socket:
    """A page's stream whose client has paused behind large files, and gone on."""
    host = f"Host: 127.0.0.1:{server.port}\r\n\r\n"
    paths = [*[f"/assets/{file}"] * 4, *["/"] * 4, f"/gradio_api/heartbeat/p{number}"]
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", server.port))
    client.sendall("".join(f"GET {path} HTTP/1.1\r\n{host}" for path in paths).encode())
    time.sleep(0.5)
    read_until(client, b"ALIVE")
    return client


def test_pages_that_paused_lock_nobody_out(narrow: Server) -> None:
    files = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
    file = next(path.name for path in files.glob("AltairPlot-*.js"))  # half a megabyte
    with contextlib.ExitStack() as held:
        for number in range(45):
            held.enter_context(pinned(narrow, number, file))
        for _ in range(3):
            assert ask(narrow, "What is Ms. Artikova's title?")["citations"]
    assert narrow.stop() == (0, "")


def test_files_that_nobody_reads_cut_nobody_off(narrow: Server) -> None:
    path = "/static/ffmpeg/ffmpeg-core.wasm"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{narrow.port}\r\n\r\n".encode()
    is_over = threading.Event()

    def take() -> None:
        with contextlib.ExitStack() as held:
            while not is_over.wait(0.015):
                client = held.enter_context(socket.socket())
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                client.connect(("127.0.0.1", narrow.port))
                with contextlib.suppress(OSError):
                    client.sendall(head)

    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(take)
        try:
            for _ in range(40):
                assert ask(narrow, "What is Ms. Artikova's title?")["citations"]
        finally:
            is_over.set()
        taking.result()
    assert narrow.stop() == (0, "")


def joined(server: Server, session: str) -> None:
    table = {"data": ["Who funded it?", None], "fn_index": 0, "session_hash": session}
    assert post(server, "/gradio_api/queue/join", table)[0] == 200


def test_a_session_has_one_stream_of_answers(narrow: Server) -> None:
    host = f"Host: 127.0.0.1:{narrow.port}\r\nConnection: close\r\n\r\n"
    for number in range(10):
        joined(narrow, f"s{number}")
        head = f"GET /gradio_api/queue/data?session_hash=s{number} HTTP/1.1\r\n{host}".encode()
        with ThreadPoolExecutor(4) as pool:
            responses = list(pool.map(lambda head: raw(narrow, head, whole=True), [head] * 4))
        answered = [response[9:12] for response in responses]
        assert answered.count(b"200") == 1
        assert set(answered) <= {b"200", b"404", b"409"}
        assert b"process_completed" in responses[answered.index(b"200")]
    assert narrow.stop() == (0, "")


def test_streams_of_others_do_not_end_mine(narrow: Server) -> None:
    host = f"Host: 127.0.0.1:{narrow.port}\r\n\r\n"
    is_over = threading.Event()

    def crowd(crowd: int) -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            session, clients = f"c{crowd}-{number}", []
            with contextlib.suppress(OSError, AssertionError):  # the queue may be full
                joined(narrow, session)
                joined(narrow, session)
                for _ in range(12):
                    client = socket.create_connection(("127.0.0.1", narrow.port), 3)
                    clients.append(client)
                    path = f"/gradio_api/queue/data?session_hash={session}"
                    client.sendall(f"GET {path} HTTP/1.1\r\n{host}".encode())
            for client in clients:
                client.close()

    with ThreadPoolExecutor(2) as pool:
        crowds = [pool.submit(crowd, number) for number in range(2)]
        try:
            for number in range(20):
                joined(narrow, f"mine{number}")
                events = get(narrow, f"/gradio_api/queue/data?session_hash=mine{number}")[1]
                assert "close_stream" in events
        finally:
            is_over.set()
        for each in crowds:
            each.result()
    assert narrow.stop() == (0, "")


@pytest.mark.parametrize("pause", [0.0, 0.1, 0.3])
def test_a_second_interrupt_says_nothing(narrow: Server, pause: float) -> None:
    with opened(narrow, "page", 0), opened(narrow, "queue", 0):
        narrow.process.send_signal(signal.SIGINT)
        time.sleep(pause)
        assert narrow.stop()[1] in ("", "casc-qa: Stopped.\n")
