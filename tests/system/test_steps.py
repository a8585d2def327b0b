"""What is logged: steps, their seconds and counts, and not a word of anybody's."""

from __future__ import annotations

import ast
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

import casc_qa as package
from casc_qa.errors import UsageError
from casc_qa.system.steps import start_log, step
from helpers.command import COMMAND, Casc, one_line
from helpers.project import SOURCE

CANARY = "Zanzibarquartz"
LINE = re.compile(r"casc-qa: [a-z ]+ in \d+\.\d{3} s( \([a-z]+: \d+(, [a-z]+: \d+)*\))?")


@pytest.fixture
def everything(capfd: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """Whatever any library logs at any level, as it would be written."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {record.pathname} {record.getMessage()} {record.args}")

    own, root, kept = logging.getLogger("casc_qa"), logging.getLogger(), Kept(level=0)
    before = own.handlers, own.propagate, own.level, root.level
    own.handlers, own.propagate = [logging.NullHandler()], True
    own.setLevel(logging.NOTSET)
    root.setLevel(logging.NOTSET)
    root.addHandler(kept)
    yield lines
    root.removeHandler(kept)
    own.handlers, own.propagate, level, root_level = before
    own.setLevel(level)
    root.setLevel(root_level)


def test_no_word_of_a_question_or_a_document_is_logged(
    tmp_path: Path, everything: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / f"corpus-{CANARY}"
    corpus.mkdir()
    (corpus / f"{CANARY}.txt").write_text(f"{CANARY} opened a school in Osh. It was late.")
    (corpus / "broken.pdf").write_bytes(f"%PDF-1.7 {CANARY}".encode())
    package.build_index(corpus, tmp_path / "index")
    assistant = package.open_index(tmp_path / "index")
    assert assistant.ask(f"Who is {CANARY}?").question == f"Who is {CANARY}?"
    assert assistant.ask(f"Сколько школ открыл {CANARY}?").language == "ru"
    with pytest.raises(package.CascQaError):
        assistant.ask(f"What does {CANARY} do?", scope=package.Scope((CANARY + "9",)))
    ours = [line for line in everything if line.startswith("casc_qa ")]
    assert any("documents read in" in line for line in ours)
    assert any("sentences chosen in" in line for line in ours)
    assert [line for line in everything if CANARY.casefold() in line.casefold()] == []
    assert CANARY not in "".join(capfd.readouterr())


def test_every_step_is_named_by_a_text_of_the_source() -> None:
    named = 0
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "step":
                assert isinstance(node.args[0], ast.Constant), path
                named += 1
    assert named > 5


def test_counts_are_numbers_whatever_is_given() -> None:
    with pytest.raises(ValueError, match="invalid literal"), step("read", files=CANARY):  # type: ignore[arg-type]
        pass


def test_a_question_says_what_is_done(casc_qa: Casc, built_index: Path) -> None:
    run = casc_qa("ask", "What are the 4Ps?", "--verbose", "--index", built_index)
    lines = run.err.splitlines()
    assert len(lines) > 4
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "casc-qa: answered in " in run.err
    start_log("off")
    assert casc_qa("ask", "What are the 4Ps?", "--index", built_index).err == ""


def test_the_variable_holds_for_every_command(
    casc_qa: Casc, built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASC_QA_LOG", "loud")
    run = casc_qa("inspect", "--index", built_index)
    one_line(run, 2, "CASC_QA_LOG must be one of debug, off")
    with pytest.raises(UsageError):
        start_log("")


def test_the_chat_logs_no_word_of_what_is_asked(built_index: Path) -> None:
    environment = os.environ | {"CASC_QA_LOG": "debug"}
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--index", str(built_index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert server.stdout is not None
        url = f"{server.stdout.readline().split()[4]}/gradio_api/call/ask"
        body = json.dumps({"data": [f"Who is {CANARY}?"]}).encode()
        request = Request(url, body, {"Content-Type": "application/json"})
        event = json.load(urlopen(request))["event_id"]
        assert "event: complete" in urlopen(f"{url}/{event}").read().decode()
    finally:
        server.terminate()
        _, errors = server.communicate()
    assert "sentences chosen in" in errors
    assert CANARY not in errors


def test_a_program_that_uses_the_package_hears_nothing_unless_it_wants_to() -> None:
    code = (
        "import casc_qa.system.steps as steps\n"
        "with steps.step('read'): pass\n"
        "import logging; print(logging.getLogger('casc_qa').handlers)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("[<NullHandler (NOTSET)>]\n", "")
