"""No command reaches the network: an audit hook sees every attempt that Python makes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from helpers.processes.audit import WATCHED
from helpers.project import CORPUS


def watched(*arguments: str) -> list[object]:
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=True
    )
    outcome: list[object] = json.loads(run.stderr.splitlines()[-1])
    return outcome


def test_index_and_ask_stay_at_home(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    assert watched("index", str(CORPUS), "--index", index) == [0, []]
    assert watched("ask", "What are the 4Ps?", "--index", index) == [0, []]
    assert watched("inspect", "--index", index) == [0, []]


def test_serve_stays_at_home(built_index: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHED, "serve", "--port", "0", "--index", str(built_index)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[4]
        while json.load(urllib.request.urlopen(f"{url}/casc/status"))["state"] == "loading":
            time.sleep(0.2)
        urllib.request.urlopen(url).read()
        asked = urllib.request.Request(
            f"{url}/gradio_api/call/ask",
            b'{"data": ["What are the 4Ps?"]}',
            {"Content-Type": "application/json"},
        )
        event = json.load(urllib.request.urlopen(asked))["event_id"]
        events = urllib.request.urlopen(f"{url}/gradio_api/call/ask/{event}").read()
        assert b"Prevent, Pursue, Protect and Promote" in events
        process.send_signal(2)
        _, watched_calls = process.communicate(timeout=30)
    finally:
        process.kill()
    assert json.loads(watched_calls.splitlines()[-1]) == [0, []]


def test_the_hook_would_see_an_attempt() -> None:
    script = WATCHED.replace("status = main(sys.argv[1:])", """
import socket
status = 0
try: socket.create_connection(("192.0.2.1", 9), timeout=0.01)
except OSError: pass
""")  # fmt: skip
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    status, outside = json.loads(run.stderr)
    assert status == 0
    assert "192.0.2.1" in str(outside)


@pytest.mark.parametrize("name", ["GRADIO_SHARE", "GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE"])
def test_inherited_settings_do_not_open_the_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from casc_qa.system.offline import go_offline, online_environment

    monkeypatch.setattr(os, "environ", {name: "True", "PATH": "/bin"})
    go_offline()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert "GRADIO_SHARE" not in os.environ
    assert "HF_HUB_OFFLINE" not in online_environment()
    assert online_environment()["HF_HUB_DISABLE_TELEMETRY"] == "1"
