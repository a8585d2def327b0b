"""The page's tables: filled while the page is told how far it is, and saved as files."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

from casc_qa.errors import CascQaError, ExtraMissing
from casc_qa.surveying.formats.choice import FORMATS, Format
from casc_qa.surveying.table import Table, make_table
from casc_qa.types import Report, Scope
from casc_qa.web.table_view import table_html

if TYPE_CHECKING:
    from fastapi import FastAPI

    from casc_qa.web.serving.loading import AssistantLoader

MOST_CELLS = 2_000  # five minutes of one core
_AT_ONCE = 1  # table: a second one waits
_KEPT = 4  # tables, each to be saved without filling it again
_THREADS = max(1, (os.cpu_count() or 1) - 1)  # the chat goes on meanwhile
_NAME = "casc-qa-table"


class _Sent(TypedDict):
    """What the page sends; the guard has seen to its form."""

    questions: list[str]
    documents: list[str]
    after: str | None
    before: str | None
    languages: list[str]
    language: str
    """Of the page."""


class _Gone(Exception):  # noqa: N818
    """Nobody waits for the table any more."""


class _Key(NamedTuple):
    generation: str
    questions: tuple[str, ...]
    scope: Scope


class Tables:
    """Makes tables, and remembers the last ones."""

    def __init__(self, loader: AssistantLoader) -> None:
        self._loader = loader
        self._kept: OrderedDict[_Key, Table] = OrderedDict()
        self._lock = threading.Lock()

    def table(self, sent: _Sent, report: Report | None = None) -> Table:
        """The table that is asked for. Raises CascQaError."""
        with self._loader.at_work() as assistant:
            scope = Scope(
                tuple(sent["documents"]) or None,
                sent["after"],
                sent["before"],
                tuple(sent["languages"]) or None,
            )
            key = _Key(assistant.manifest.generation, tuple(sent["questions"]), scope)
            with self._lock:
                known = self._kept.get(key)
            if known is not None:
                return known
            table = make_table(
                assistant, key.questions, scope, report, most_cells=MOST_CELLS, threads=_THREADS
            )
            with self._lock:
                self._kept[key] = table
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return table


def add_table_routes(app: FastAPI, loader: AssistantLoader) -> None:
    """Lets the page fill tables and save them."""
    from fastapi import Response
    from fastapi.concurrency import run_in_threadpool
    from fastapi.responses import StreamingResponse

    tables, room = Tables(loader), asyncio.Semaphore(_AT_ONCE)

    async def fill(request: Any) -> Response:
        sent = cast(_Sent, await request.json())
        return StreamingResponse(_lines(tables, room, sent), media_type="application/x-ndjson")

    async def save(request: Any) -> Response:
        sent = await request.json()
        try:
            chosen = _format(sent["format"])
            async with room:
                data = await run_in_threadpool(_file, tables, chosen, cast(_Sent, sent))
        except CascQaError as error:
            return Response(str(error), 409, media_type="text/plain; charset=utf-8")
        saved = f'attachment; filename="{_NAME}{chosen.suffix}"'
        return Response(data, headers={"content-disposition": saved}, media_type=chosen.media_type)

    app.add_route("/casc/table", fill, methods=["POST"])
    app.add_route("/casc/table/file", save, methods=["POST"])


def table_format_names() -> list[str]:
    """Those that can be made here."""
    return [name for name, each in FORMATS.items() if not _lacks(each)]


def _lacks(each: Format) -> bool:
    try:
        each.check()
    except ExtraMissing:
        return True
    return False


def _format(name: str) -> Format:
    """Raises CascQaError."""
    if name not in FORMATS:
        raise CascQaError(f"There is no such format; there are {', '.join(FORMATS)}.")
    chosen = FORMATS[name]
    chosen.check()
    return chosen


def _file(tables: Tables, chosen: Format, sent: _Sent) -> bytes:
    return chosen.render(tables.table(sent), sent["language"])


async def _lines(tables: Tables, room: asyncio.Semaphore, sent: _Sent) -> AsyncIterator[bytes]:
    """A JSON object a line: how many cells are filled, and in the end the table as HTML, or why
    there is none.
    """
    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    loop, gone = asyncio.get_running_loop(), threading.Event()

    def tell(line: dict[str, Any]) -> None:
        loop.call_soon_threadsafe(told.put_nowait, line)

    def work() -> None:
        try:
            table = tables.table(sent, _reporting(tell, gone))
            tell({"html": table_html(table, sent["language"])})
        except CascQaError as error:
            tell({"error": str(error)})
        except _Gone:
            pass
        except Exception as error:  # noqa: BLE001  # the page would wait for ever
            tell({"error": f"Something unforeseen went wrong ({type(error).__name__})."})

    async with room:
        worker = asyncio.create_task(asyncio.to_thread(work))
        try:
            while True:
                line = await told.get()
                yield json.dumps(line).encode() + b"\n"
                if "done" not in line:
                    break
        finally:
            gone.set()
            await asyncio.shield(worker)


def _reporting(tell: Callable[[dict[str, Any]], None], gone: threading.Event) -> Report:
    """Tells of every hundredth. Raises _Gone when nobody listens any more."""
    last = -1

    def report(_: str, done: int, total: int) -> None:
        nonlocal last
        if gone.is_set():
            raise _Gone
        if (hundredth := 100 * done // max(1, total)) != last:
            last = hundredth
            tell({"done": done, "total": total})

    return report
