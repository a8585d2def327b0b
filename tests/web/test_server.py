"""The running server: listens first, loads behind, refuses what it must."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from casc_qa.index.generation import open_current
from helpers.command import Run
from helpers.web.server import Server, get, post


def test_it_listens_before_the_model_is_loaded(built_index: Path, tmp_path: Path) -> None:
    with Server(built_index, tmp_path) as server:
        status, body = get(server, "/casc/status")
        told = json.loads(body)
        instance = told.pop("instance")
        assert re.fullmatch("[0-9a-f]{16}", instance)
        message = "Loading the language model …"
        loading = {"state": "loading", "message": message, "generation": None}
        assert (status, told) == (200, loading)
        assert get(server, "/")[0] == 200
        while json.loads(get(server, "/casc/status")[1])["state"] == "loading":
            time.sleep(0.2)
        assert json.loads(get(server, "/casc/status")[1]) == {
            "state": "ready",
            "message": "Ready.",
            "instance": instance,
            "generation": open_current(built_index).manifest.generation,
        }
        assert server.stop() == (0, "")


def test_forged_hosts_are_refused(server: Server) -> None:
    assert get(server, "/", Host="evil.example")[0] == 421
    assert get(server, "/", Origin="http://evil.example")[0] == 403
    status, body = get(server, "/", **{"X-Forwarded-Host": "evil.example"})
    assert status == 200
    assert "evil.example" not in body


def test_the_page_reaches_for_nothing_outside(server: Server) -> None:
    _, body = get(server, "/")
    assert "fonts.googleapis" not in body
    assert '"analytics_enabled":false' in body


def test_large_requests_and_files_are_refused_before_they_are_read(server: Server) -> None:
    assert post(server, "/gradio_api/queue/join", ["x" * 70_000])[0] == 413
    file = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    table = {"data": [file, None], "fn_index": 0, "session_hash": "abc"}
    assert post(server, "/gradio_api/queue/join", table)[0] == 422
    assert post(server, "/gradio_api/call/ask", {"data": [file]})[0] == 422


def test_asking_is_done_in_the_queue_alone(server: Server) -> None:
    table = {"data": ["Who?", None], "fn_index": 0, "session_hash": "abc"}
    assert post(server, "/gradio_api/run/predict", table)[0] == 422
    assert post(server, "/gradio_api/run/predict", {**table, "fn_index": 1, "data": []})[0] == 200


def test_a_busy_port_is_one_line(casc_qa: Callable[..., Run], built_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = casc_qa("serve", "--port", str(port), "--index", built_index)
    assert run.status == 1
    assert run.err == (
        f"casc-qa: Port {port} is in use: stop what uses it, or choose another with "
        f"--port {port + 1}.\n"
    )


@pytest.mark.parametrize("delay", [0, 0.3, 0.9, 1.8])
def test_it_may_be_stopped_while_it_loads(built_index: Path, tmp_path: Path, delay: float) -> None:
    with Server(built_index, tmp_path) as server:
        time.sleep(delay)
        assert server.stop() == (0, "")


CLOSED_OUTPUT = """
import sys
from dataclasses import replace
from pathlib import Path
from casc_qa.config import Settings
from casc_qa.web.server import serve
assert sys.stdout is None and sys.stderr is None
settings = Settings()
paths = replace(settings.paths, index=Path(sys.argv[1]))
serve(replace(settings, paths=paths, serve=replace(settings.serve, port=int(sys.argv[2]))))
"""


def test_it_serves_with_its_output_closed(built_index: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", CLOSED_OUTPUT, str(built_index), str(port)]
    process = subprocess.Popen(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *command], cwd=tmp_path)
    try:
        status = None
        while status is None:
            assert process.poll() is None
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                status = json.load(urlopen(f"http://127.0.0.1:{port}/casc/status"))
        assert status["state"] in ("loading", "ready")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
