"""A conversation taken away: its questions are answered anew, and sent as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypedDict, cast

from casc_qa.asking.many import Asked
from casc_qa.errors import CascQaError, ExportError, QuestionError
from casc_qa.exporting.formats import FORMATS, Format, installed
from casc_qa.exporting.gathered import gather
from casc_qa.web.conversation import Turn, scope_of

if TYPE_CHECKING:
    from fastapi import FastAPI

    from casc_qa.web.serving.loading import AssistantLoader

_MOST_AT_ONCE = 2  # a file may need thirty answers
_NAME = "casc-qa-answers"


class _Sent(TypedDict):
    """What the page sends; the guard has seen to its form."""

    format: str
    language: str
    turns: list[Turn]


def add_export_route(app: FastAPI, loader: AssistantLoader) -> None:
    """Lets the page save a conversation."""
    from fastapi import Response
    from fastapi.concurrency import run_in_threadpool

    room = asyncio.Semaphore(_MOST_AT_ONCE)

    async def export(request: Any) -> Response:
        sent = cast(_Sent, await request.json())
        try:
            chosen = _format(sent["format"])
            async with room:
                data = await run_in_threadpool(_made, loader, chosen, sent)
        except CascQaError as error:
            return Response(str(error), 409, media_type="text/plain; charset=utf-8")
        saved = f'attachment; filename="{_NAME}{chosen.suffix}"'
        return Response(data, headers={"content-disposition": saved}, media_type=chosen.media_type)

    app.add_route("/casc/export", export, methods=["POST"])


def format_names() -> list[str]:
    """Those that can be made here."""
    return [each.name for each in installed()]


def _format(name: str) -> Format:
    """Raises ExportError."""
    if name not in FORMATS:
        raise ExportError(f"There is no such format; there are {', '.join(FORMATS)}.")
    chosen = FORMATS[name]
    chosen.check()
    return chosen


def _made(loader: AssistantLoader, chosen: Format, sent: _Sent) -> bytes:
    """The file. Raises CascQaError where no index can be asked."""
    generation = loader.get().manifest.generation
    asked = _asked(loader, sent["turns"])
    return chosen.render(gather(asked, generation, language=sent["language"]))


def _asked(loader: AssistantLoader, turns: list[Turn]) -> Iterator[Asked]:
    """Each question as the conversation has it, or why it has no answer now."""
    for turn in turns:
        try:
            answer = loader.ask(turn["question"], scope_of(turn))
            yield Asked(turn["question"], answer, None, answer.told_in)
        except QuestionError as error:
            yield Asked(turn["question"], None, str(error), error.language)
        except CascQaError as error:
            yield Asked(turn["question"], None, str(error))
