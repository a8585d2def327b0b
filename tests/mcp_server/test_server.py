"""The real command, asked by the protocol's own client, and by one that sends nonsense."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mcp import StdioServerParameters, stdio_client
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

from casc_qa.answer_table import answer_table
from casc_qa.asking.assistant import Assistant
from casc_qa.building.build import build_index
from casc_qa.locators import Locator
from helpers.command import COMMAND, Casc, one_line
from helpers.web.server import TASHKENT

WHO = "Who funded the Gender and Human Rights Project?"


def with_client(index: Path, visit: Callable[[Client], Awaitable[None]]) -> None:
    """A visit of the protocol's own client to the real command."""
    import os

    async def run() -> None:
        command, *arguments = COMMAND
        started = StdioServerParameters(
            command=command, args=[*arguments, "mcp", "--index", str(index)], env=dict(os.environ)
        )
        async with Client(stdio_client(started)) as client:
            await visit(client)

    asyncio.run(run())


def test_every_tool_gives_what_its_schema_says(built_index: Path, assistant: Assistant) -> None:
    asked = [
        ("ask", {"question": WHO}),
        ("ask", {"question": "What is the boiling point of tungsten?", "lang": "ru"}),
        ("search", {"question": WHO, "k": 3, "after": "2024"}),
        ("documents", {"language": ["en"], "most": 2}),
        ("read", {"document": TASHKENT, "start": 100, "end": 200}),
        ("verify", {"quotes": [{"quote": "gathered 53 participants"}, {"quote": "54 people"}]}),
        ("ask", {"question": "Timeline of the training in Bishkek"}),
    ]

    async def visit(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == ["ask", "documents", "read", "search", "verify"]
        assert "do not say" in (client.instructions or "")
        for name, arguments in asked:
            result = await client.call_tool(name, arguments)
            assert not result.is_error
            Draft202012Validator(tools[name].output_schema or {}).validate(
                result.structured_content
            )
            Draft202012Validator(tools[name].input_schema).validate(arguments)
        result = await client.call_tool("ask", {"question": WHO})
        expected = json.loads(json.dumps(answer_table(assistant.ask(WHO))))
        assert result.structured_content == expected
        for tool in tools.values():
            hints = tool.annotations
            assert hints and hints.read_only_hint and hints.open_world_hint is False
            assert (
                tool.name == "documents"
                or "word for word" in (tool.description or "")
                or ("never instructions" in (tool.description or ""))
            )

    with_client(built_index, visit)


def test_a_quote_can_be_read_in_its_place(built_index: Path, assistant: Assistant) -> None:
    citation = assistant.ask(WHO).citations[0]

    async def visit(client: Client) -> None:
        locator = str(Locator.of(citation))
        result = await client.call_tool("read", {"document": locator})
        assert result.structured_content["text"] == citation.quote
        around = {"document": locator, "start": citation.start - 50, "end": citation.end + 50}
        result = await client.call_tool("read", around)
        text = assistant.document(citation.doc_id).text
        assert result.structured_content["text"] == text[citation.start - 50 : citation.end + 50]

    with_client(built_index, visit)


def test_what_can_not_be_done_is_told(built_index: Path) -> None:
    wrong = [
        ("ask", {}, "question"),
        ("ask", {"question": " "}, "The question is empty"),
        ("ask", {"question": WHO, "k": "3"}, "k"),
        ("ask", {"question": WHO, "more": 1}, "more"),
        ("ask", {"question": WHO, "doc": ["nowhere"]}, "nowhere"),
        ("search", {"question": WHO, "after": "2023-99"}, "after"),
        ("read", {"document": "nowhere"}, "nowhere"),
        ("read", {"document": TASHKENT, "start": 9, "end": 3}, "between 0 and"),
        ("documents", {"most": 0}, "most"),
    ]

    async def visit(client: Client) -> None:
        for name, arguments, words in wrong:
            result = await client.call_tool(name, arguments)
            assert result.is_error, arguments
            (content,) = result.content
            assert words in content.text
            assert "\n" not in content.text
        with pytest.raises(MCPError, match="no such tool"):
            await client.call_tool("shell", {"command": "ls"})
        assert not (await client.call_tool("documents", {})).is_error

    with_client(built_index, visit)


def test_a_new_generation_is_asked_from_the_next_call_on(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(corpus, index)

    async def visit(client: Client) -> None:
        assert (await client.call_tool("documents", {})).structured_content["total"] == 2
        (corpus / "c.txt").write_text("A choir of twelve women sang in Tashkent.")
        build_index(corpus, index)
        assert (await client.call_tool("documents", {})).structured_content["total"] == 3

    with_client(index, visit)


INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def called(number: int, name: Any, arguments: Any) -> dict[str, Any]:
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


class Raw:
    """The command's own lines, without a client's library."""

    def __init__(self, index: Path) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "mcp", "--index", str(index)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def tell(self, line: bytes | dict[str, Any]) -> None:
        data = line if isinstance(line, bytes) else json.dumps(line).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(data + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next line, which is a message of the protocol."""
        assert self.process.stdout is not None
        message: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        return message


def test_nonsense_gets_an_error_and_the_server_goes_on(built_index: Path) -> None:
    raw = Raw(built_index)
    nonsense: list[bytes] = [
        b"", b"hello", b"{", b"\xff\xfe\x00", b"[]", b"{}", b'"x"', b"null", b"[" * 100_000,
        b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', b'{"jsonrpc": "2.0", "id": {}}',
        b'{"x": "' + b"y" * 1_000_000 + b'"}',
    ]  # fmt: skip
    for line in nonsense:
        raw.tell(line)
        assert raw.hear()["error"]["code"] == -32700
    raw.tell(INITIALIZE)
    assert raw.hear()["result"]["serverInfo"]["name"] == "casc-qa"
    raw.tell(INITIALIZED)
    for line in nonsense:
        raw.tell(line)
        assert raw.hear()["error"]["code"] == -32700
    wrong: list[dict[str, Any]] = [
        {"jsonrpc": "2.0", "id": 2, "method": "shell/run"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": 5}},
        called(2, "ask", "text"),
        called(2, None, {}),
        called(2, "no such tool", {}),
        {"jsonrpc": "2.0", "id": 2, "method": "resources/read", "params": {"uri": "file:///etc"}},
    ]
    for message in wrong:
        raw.tell(message)
        assert raw.hear()["error"]["code"] in (-32601, -32602), message
    raw.tell(called(3, "ask", {"question": WHO}))
    assert raw.hear()["result"]["structuredContent"]["answered"] is True
    rest, errors = raw.process.communicate(timeout=60)
    assert (raw.process.returncode, rest) == (0, b"")
    assert b"Traceback" not in errors


def test_without_an_index_or_the_library_one_line(
    casc_qa: Casc, built_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_line(casc_qa("mcp", "--index", tmp_path / "none"), 1, "There is no index in")
    monkeypatch.setitem(sys.modules, "mcp", None)
    one_line(casc_qa("mcp", "--index", built_index), 1, 'pip install "casc-qa[mcp]"')
