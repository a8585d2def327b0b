"""Every command does its work where there is no network but loopback, and tries nothing else.

Native code raises no audit event: in a namespace where every address and every name lead to this
machine, whatever it tries is seen as packets. The audit hook of test_offline watches what Python
tries.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casc_qa.index.current import names_in_use
from helpers.builds.builder import Builder, Variants, copy_index
from helpers.processes.audit import WATCHED
from helpers.processes.programs import EVERY_INTERFACE, SINK
from helpers.project import CORPUS

Alone = Callable[..., tuple[str, list[object]]]
QUESTION = "At what time did the dog run home?"
# Turns loopback on, and makes sure that it is all there is.
_ALONE = """
import array, fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    request = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
    fcntl.ioctl(control, 0x8914, request)  # SIOCSIFFLAGS
assert [name for _, name in socket.if_nameindex()] == ["lo"], socket.if_nameindex()
try:
    socket.create_connection(("192.0.2.1", 9), timeout=5)
except OSError as error:
    assert error.errno == 101, error  # ENETUNREACH
else:
    raise AssertionError("there is a network")
"""
# The chat is asked from inside the namespace, where alone it can be reached.
_ASKED = """
import json, subprocess, sys, time, urllib.request
server = subprocess.Popen(
    [sys.executable, "-c", sys.argv[1], "serve", "--port", "0", "--index", sys.argv[2]],
    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
)
url = server.stdout.readline().split()[4]
read = lambda path, *data: urllib.request.urlopen(urllib.request.Request(
    url + path, *data, headers={"Content-Type": "application/json"})).read().decode()
while json.loads(read("/casc/status"))["state"] == "loading": time.sleep(0.1)
assert "<html" in read("/")
event = json.loads(read("/gradio_api/call/ask", json.dumps({"data": [sys.argv[3]]}).encode()))
print(read("/gradio_api/call/ask/" + event["event_id"]))
asked = read("/api/v1/ask", json.dumps({"question": sys.argv[3]}).encode())
assert json.loads(asked)["answered"], asked
assert "openapi.json" in read("/api/docs")
server.send_signal(2)
print(server.communicate(timeout=60)[1].splitlines()[-1], file=sys.stderr)
"""
# A client of the protocol, which starts the server as its own.
_CALLED = """
import asyncio, os, subprocess, sys, tempfile
from mcp import StdioServerParameters, stdio_client
from mcp.client.client import Client
async def main(errors):
    arguments = ["-c", sys.argv[1], "mcp", "--index", sys.argv[2]]
    started = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
    async with Client(stdio_client(started, errors)) as client:
        print((await client.call_tool("ask", {"question": sys.argv[3]})).content[0].text)
with tempfile.TemporaryFile("w+") as errors:
    asyncio.run(main(errors))
    errors.seek(0)
    print(errors.read().splitlines()[-1], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def namespace() -> list[str]:
    """What a command is put behind; skips where the system makes no namespaces."""
    for flags in ("-rn", "-n"):
        command = ["unshare", flags]
        if shutil.which("unshare") and not _run([*command, sys.executable, "-c", _ALONE])[0]:
            return command
    pytest.skip("no network namespace can be made here")


def _run(command: list[str], folder: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def alone(namespace: list[str], tmp_path: Path) -> Alone:
    """Runs a program in a namespace of its own: what it printed, and what its last line on
    standard error says, which is [exit status, outside calls that Python tried].
    """

    def run(code: str, *arguments: str) -> tuple[str, list[object]]:
        command = [*namespace, sys.executable, "-c", _ALONE + code, *arguments]
        status, printed, errors = _run(command, tmp_path)
        assert status == 0, errors
        return printed, json.loads(errors.splitlines()[-1])

    return run


def test_the_namespace_has_no_way_out(namespace: list[str]) -> None:
    """The test of the tests: an attempt fails there."""
    code = _ALONE + "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=5)"
    status, _, errors = _run([*namespace, sys.executable, "-c", code])
    assert status == 1
    assert "Network is unreachable" in errors


def test_every_command_but_serve(
    alone: Alone, of_folders: Variants, two_builders: list[Builder], tmp_path: Path
) -> None:
    index = copy_index(of_folders.start, tmp_path / "index")
    old, new = of_folders.names[:2]
    at = ("--index", str(index))
    evidence = [[{"doc_id": "v0-0.txt", "quote": "The dog ran home at noon."}]]
    labelled = {"query_id": "1", "question": QUESTION, "language": "en", "type": "fact"}
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(labelled | {"evidence": evidence, "split": "report"}) + "\n")

    printed, outcome = alone(WATCHED, "index", str(of_folders.corpora[1]), *at)
    assert outcome == [0, []]
    assert names_in_use(index) == [new, old]
    printed, outcome = alone(WATCHED, "inspect", "--verify", "--json", *at)
    assert outcome == [0, []]
    assert [each["problem"] for each in json.loads(printed)] == [None, None]
    assert alone(WATCHED, "rollback", *at)[1] == [0, []]
    assert names_in_use(index) == [old, new]
    printed, outcome = alone(WATCHED, "inspect", *at)
    assert outcome == [0, []]
    assert "v0-0.txt" in printed
    printed, outcome = alone(WATCHED, "ask", QUESTION, *at)
    assert outcome == [0, []]
    assert "The dog ran home at noon." in printed
    printed, outcome = alone(WATCHED, "eval", str(questions), "--report", "report.html", *at)
    assert outcome == [0, []]
    assert (tmp_path / "report.html").stat().st_size > 1000


def test_a_build_that_embeds(alone: Alone, of_folders: Variants, tmp_path: Path) -> None:
    index = copy_index(of_folders.start, tmp_path / "index")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "new.txt").write_text("A ferry crosses the Caspian twice a week.")
    assert alone(WATCHED, "index", str(corpus), "--index", str(index))[1] == [0, []]
    assert names_in_use(index)[0] not in of_folders.names


def test_serve(alone: Alone, of_folders: Variants) -> None:
    printed, outcome = alone(_ASKED, WATCHED, str(of_folders.start), QUESTION)
    assert outcome == [0, []]
    assert "The dog ran home at noon." in printed


def test_mcp(alone: Alone, of_folders: Variants) -> None:
    printed, outcome = alone(_CALLED, WATCHED, str(of_folders.start), QUESTION)
    assert outcome == [0, []]
    assert "The dog ran home at noon." in printed


SECONDS = 60  # onnxruntime, for one, makes its first call after some twenty
Watched = Callable[..., tuple[subprocess.CompletedProcess[str], list[list[object]]]]


@pytest.fixture
def in_a_sink(tmp_path: Path) -> Watched:
    """Runs a Python file where all that is sent is noted: how it ended, and the notes. Its home
    folder is new, and it inherits no setting. Skips where the system makes no namespaces.
    """
    for flags in ("-rnm", "-nm"):
        command = ["unshare", flags]
        if shutil.which("unshare") and not _run([*command, "true"])[0]:
            break
    else:
        pytest.skip("no network namespace can be made here")
    home, notes = tmp_path / "home", tmp_path / "notes.jsonl"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}

    def run(script: Path, *arguments: str) -> tuple[Any, list[list[object]]]:
        done = subprocess.run(
            [*command, sys.executable, str(SINK), str(notes), str(script), *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
        )
        (_, *noted) = [json.loads(line) for line in notes.read_text().splitlines()]
        return done, noted

    return run


def test_nothing_is_tried_by_any_interface(in_a_sink: Watched, tmp_path: Path) -> None:
    """Every command and the Python API, in a home folder that is new; and what they leave there."""
    questions = tmp_path / "questions.jsonl"
    asked = (CORPUS.parent / "questions" / "casc.jsonl").open()
    questions.write_text("".join(asked.readlines()[:5]))
    began = time.monotonic()
    done, noted = in_a_sink(EVERY_INTERFACE, str(CORPUS), str(questions), str(SECONDS))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - began > SECONDS
    assert noted == []
    home = tmp_path / "home"
    left = {path.relative_to(home).as_posix() for path in home.rglob("*")}
    assert {".cache/casc-qa/encoders", ".cache/casc-qa/verified-files.json"} <= left
    assert {name for name in left if not name.startswith(".cache/casc-qa")} == {".cache"}


def test_the_sink_sees_what_native_code_tries(in_a_sink: Watched, tmp_path: Path) -> None:
    """The test of the test: a name, an address without a name, and a connection."""
    script = tmp_path / "calls.py"
    script.write_text(
        "import ctypes, socket\n"
        "ctypes.CDLL(None).gethostbyname(b'telemetry.example')\n"
        "with socket.create_connection(('192.0.2.1', 443)) as call: call.sendall(b'hello')\n"
        "with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as call:\n"
        "    call.sendto(b'x', ('203.0.113.9', 9))\n"
        "import time; time.sleep(0.5)\n"
    )
    done, noted = in_a_sink(script)
    assert (done.returncode, done.stderr) == (0, "")
    assert ["name", "telemetry.example"] in noted
    assert ["connection", [443, 5]] in noted
    assert ["packet", "203.0.113.9"] in noted


@pytest.mark.parametrize(
    "interface",
    [
        "import casc_qa",
        "import casc_qa.embedding.onnx.encoder",
        "from casc_qa.evaluation import run",
        "from casc_qa.loaders.sandbox import worker",
        "import casc_qa.web.server",
    ],
)
def test_native_libraries_are_told_before_they_are_loaded(interface: str) -> None:
    """They read it once."""
    code = f"import sys, os\n{interface}\nassert 'onnxruntime' not in sys.modules\n"
    code += "print(os.environ['ORT_DISABLE_TELEMETRY'])"
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment
    )
    assert done.stdout == "1\n", done.stderr
