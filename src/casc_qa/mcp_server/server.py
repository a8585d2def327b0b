"""The protocol, over standard input and output. The only module that imports the library of the
Model Context Protocol.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from casc_qa.config import Settings
from casc_qa.errors import CascQaError
from casc_qa.index.current import current_manifest
from casc_qa.system.extras import require
from casc_qa.system.visible import json_text

if TYPE_CHECKING:
    from mcp import types
    from mcp.server import Server
    from mcp.shared.message import SessionMessage

    from casc_qa.asking.assistant import Assistant
    from casc_qa.mcp_server.tools import Result, Tool


def serve(settings: Settings) -> None:
    """Serves until its client goes. Raises IndexMissing, and ExtraMissing where the library of the
    protocol is not installed.
    """
    current_manifest(index := settings.paths.index)
    require("mcp", "mcp")
    asyncio.run(_serve(index, settings))


async def _serve(index: Path, settings: Settings) -> None:
    from mcp.server.stdio import stdio_server

    from casc_qa.operations.opened import Opened

    server = server_of(Opened(index, settings).get)
    async with stdio_server() as (incoming, outgoing):
        heard = _Answering(incoming, outgoing)
        await server.run(heard, outgoing, server.create_initialization_options())


def server_of(assistant: Callable[[], Assistant]) -> Server[Any]:
    """The server, whose tools ask what ``assistant`` gives."""
    from mcp import types
    from mcp.server import Server

    from casc_qa import __version__
    from casc_qa.mcp_server.tools import INSTRUCTIONS, TOOLS

    one_at_a_time = asyncio.Semaphore(1)

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS.values()])

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise _unknown(params.name)
        async with one_at_a_time:
            return await asyncio.to_thread(_called, tool, assistant, params.arguments or {})

    return Server(
        "casc-qa",
        version=__version__,
        title="casc-qa",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(tool: Tool) -> types.Tool:
    from mcp import types

    hints = types.ToolAnnotations(
        title=tool.title, read_only_hint=True, idempotent_hint=True, open_world_hint=False
    )
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema(),
        output_schema=tool.output_schema(),
        annotations=hints,
    )


def _called(
    tool: Tool, assistant: Callable[[], Assistant], arguments: dict[str, Any]
) -> types.CallToolResult:
    """What a tool gives; what is wrong with a call is told to whoever made it, not raised."""
    from casc_qa.mcp_server.tools import problem_of
    from casc_qa.schemas.base import ValidationError

    try:
        return _result(tool.run(assistant(), arguments))
    except ValidationError as error:
        return _failed(problem_of(error))
    except CascQaError as error:
        return _failed(str(error))


def _result(given: Result) -> types.CallToolResult:
    from mcp import types

    content: list[types.ContentBlock] = [types.TextContent(text=given.text)]
    return types.CallToolResult(content=content, structured_content=given.table)


def _failed(message: str) -> types.CallToolResult:
    from mcp import types

    text = f"This can't be done, because (as JSON): {json_text(message)}"  # it may name documents
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)


def _unknown(name: str) -> Exception:
    from mcp.shared.exceptions import MCPError
    from mcp.types import INVALID_PARAMS

    from casc_qa.mcp_server.tools import TOOLS

    return MCPError(INVALID_PARAMS, f"There is no such tool: choose one of {', '.join(TOOLS)}.")


class _Incoming(Protocol):
    async def receive(self) -> SessionMessage | Exception: ...
    async def aclose(self) -> None: ...


class _Outgoing(Protocol):
    async def send(self, item: SessionMessage, /) -> None: ...


class _Answering:
    """What comes in. The library passes over a line that is no message; here it is answered with
    the protocol's error, so that nobody waits for an answer that never comes.
    """

    def __init__(self, incoming: _Incoming, outgoing: _Outgoing) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    async def receive(self) -> SessionMessage | Exception:
        while isinstance(item := await self._incoming.receive(), Exception):
            await self._outgoing.send(_parse_error())
        return item

    async def aclose(self) -> None:
        await self._incoming.aclose()

    def __aiter__(self) -> _Answering:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        from anyio import EndOfStream

        try:
            return await self.receive()
        except EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> _Answering:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _parse_error() -> SessionMessage:
    from mcp.shared.message import SessionMessage
    from mcp.types import PARSE_ERROR, ErrorData, JSONRPCError

    error = ErrorData(code=PARSE_ERROR, message="This line is no JSON-RPC message.")
    return SessionMessage(JSONRPCError(jsonrpc="2.0", id=None, error=error))
