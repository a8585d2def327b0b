"""A real server in a process of its own, and what is asked of it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Sequence
from pathlib import Path


class Server:
    """``casc-qa serve`` on a free port."""

    def __init__(
        self,
        index: Path,
        folder: Path,
        descriptors: int | None = None,
        port: int = 0,
        host: str | None = None,
        program: Sequence[str] = ("-m", "casc_qa"),
        **environment: str,
    ) -> None:
        """``descriptors`` are all that the process may have. ``host`` is an address to listen at,
        127.0.0.1 among them.
        """
        command = [sys.executable, *program, "serve", "--port", str(port)]
        command += ["--index", str(index), *(["--host", host] if host else [])]
        if descriptors:
            command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, **environment},
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)", self.line)
        assert address, self.line
        self.port = int(address[1])
        self.url = address[0]

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Ends it, as Ctrl+C does unless another signal is given; its exit status and what it wrote
        on standard error.
        """
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


def read_until(client: socket.socket, end: bytes) -> None:
    """Reads what comes up to ``end``."""
    client.settimeout(30)
    seen = b""
    while end not in seen:
        part = client.recv(1 << 16)
        assert part
        seen = seen[-len(end) :] + part


TASHKENT = "undated-march_tashkent_strategies-against-organized-crime.txt"


def get(server: Server, path: str, **headers: str) -> tuple[int, str]:
    """Status and body, as text, of a GET."""
    status, body = get_bytes(server, path, **headers)
    return status, body.decode()


def get_bytes(server: Server, path: str, **headers: str) -> tuple[int, bytes]:
    """Status and body of a GET."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def source_path(doc: str = TASHKENT, start: int = 2155, end: int = 2464) -> str:
    """Where a quote of a document is shown."""
    return "/casc/source?" + urllib.parse.urlencode({"doc": doc, "start": start, "end": end})


def post(server: Server, path: str, table: object) -> tuple[int, bytes]:
    """Status and body of a POST of JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    body = json.dumps(table)
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def stream_of(server: Server, question: object) -> str:
    """The events that the chat's endpoint answers a question with."""
    _, body = post(server, "/gradio_api/call/ask", {"data": [question]})
    return get(server, f"/gradio_api/call/ask/{json.loads(body)['event_id']}")[1]


def ask(server: Server, question: str) -> dict[str, object]:
    """The chat's endpoint as a program would use it."""
    stream = stream_of(server, question)
    data = stream.partition("event: complete\ndata: ")[2].splitlines()[0]
    answer: dict[str, object] = json.loads(data)[0]
    return answer


def source(server: Server, **query: str | int) -> tuple[int, str]:
    """Status and page of a quote in its document."""
    return get(server, "/casc/source?" + urllib.parse.urlencode(query))
