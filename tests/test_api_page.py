"""Every example of the pages on the HTTP API and on the protocol, run as it stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from casc_qa.config import load_settings
from casc_qa.mcp_server.tools import TOOLS
from casc_qa.schemas.requests import Ask
from casc_qa.web.guard.passwords import keep_password, password_from
from casc_qa.web.guard.refusals import CODES
from casc_qa.web.guard.tokens import new_token, revoke_token
from helpers.project import ROOT
from helpers.web.server import Server, get

API, MCP = (ROOT / "docs" / name for name in ("api.md", "mcp.md"))


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def open_chat(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(built_index, tmp_path_factory.mktemp("chat")) as running:
        while get(running, "/api/v1/documents")[0] == 503:
            time.sleep(0.1)
        yield running


def shell(server: Server, script: str, folder: Path) -> list[str]:
    """What each command of a script printed."""
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    own = tools / "casc-qa"
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casc_qa "$@"\n')
    own.chmod(0o755)
    script = script.replace("http://127.0.0.1:7860", server.url)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    commands = re.sub(r"\\\n\s*", " ", script).splitlines()
    marked = "\n".join(f"{command}\necho; echo ---" for command in commands)
    done = subprocess.run(
        ["sh", "-eu", "-c", marked],
        cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [part.strip() for part in done.stdout.split("---\n")[:-1]]


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_what_is_typed_in_a_shell(open_chat: Server, tmp_path: Path) -> None:
    scripts = [script for script in blocks(API, "sh") if "TOKEN" not in script]
    asked, searched, verified, filled, surveyed, listed = scripts
    (answer,) = shell(open_chat, asked, tmp_path)
    assert "United Kingdom" in json.loads(answer)["answer"][0]["text"]
    (found,) = shell(open_chat, searched, tmp_path)
    assert len(json.loads(found)["passages"]) == 3
    (verification,) = shell(open_chat, verified, tmp_path)
    statuses = [verdict["status"] for verdict in json.loads(verification)["quotes"]]
    assert statuses == ["verified", "changed"]
    (table,) = shell(open_chat, filled, tmp_path)
    cells = [row["cells"] for row in json.loads(table)["documents"]]
    assert any(first["words"] == "53" for first, _ in cells)
    overview, timeline = shell(open_chat, surveyed, tmp_path)
    assert json.loads(overview)["sentences"]
    assert json.loads(timeline)["dates"]
    documents, text = shell(open_chat, listed, tmp_path)
    assert len(json.loads(documents)["documents"]) == 2
    assert json.loads(text)["text"].startswith("The training gathered 53 participants")


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_tokens_as_they_are_shown(index_copy: Path, tmp_path: Path) -> None:
    keep_password(index_copy, password_from("correct horse battery"))
    (script,) = [script for script in blocks(API, "sh") if "TOKEN" in script]
    (tmp_path / "casc_qa.toml").write_text(f'[paths]\nindex = "{index_copy}"\n')
    with Server(index_copy, tmp_path) as running:
        assert get(running, "/api/v1/documents")[0] == 401
        token = {"Authorization": f"Bearer {new_token(index_copy, 'first')}"}
        while get(running, "/api/v1/documents", **token)[0] == 503:
            time.sleep(0.1)
        revoke_token(index_copy, "first")
        _, documents, names, revoked = shell(running, script, tmp_path)
    assert json.loads(documents)["total"] == 5
    assert (names, revoked) == ("laptop", "")


@pytest.mark.parametrize("number", range(len(blocks(API, "python"))))
def test_programs(open_chat: Server, number: int) -> None:
    program = blocks(API, "python")[number].replace("http://127.0.0.1:7860", open_chat.url)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ["53 participants", "Side-event on Central Asian Responses"][number] in done.stdout


def test_settings_and_tables_are_those_of_the_program(tmp_path: Path) -> None:
    (settings,) = blocks(API, "toml")
    (tmp_path / "casc_qa.toml").write_text(settings)
    assert load_settings(tmp_path).serve.api is False
    page = API.read_text("utf-8")
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", page, re.MULTILINE)
    assert {(int(status), code) for status, code in rows} == {*CODES.items(), (503, "loading")}
    fields = page.partition("| field |")[2].partition("\n\n")[0]
    assert {name for row in re.findall(r"^\| (`.*?) \|", fields, re.MULTILINE)
            for name in re.findall(r"`(\w+)`", row)} == set(Ask.model_fields)  # fmt: skip


def test_what_a_client_is_told_starts_the_server(built_index: Path) -> None:
    (configuration,) = blocks(MCP, "json")
    (server,) = json.loads(configuration)["mcpServers"].values()
    assert server["command"] == "casc-qa"
    arguments = [part.replace("/path/to/index", str(built_index)) for part in server["args"]]
    done = subprocess.run(
        [sys.executable, "-m", "casc_qa", *arguments],
        input=b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n', capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == 1
    tools = re.findall(r"^\| `(\w+)` \|", MCP.read_text("utf-8"), re.MULTILINE)
    assert tools == list(TOOLS)
