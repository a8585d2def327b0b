"""The routes of the HTTP API: the objects are those of the command line, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casc_qa.answer_json import dump_answer
from casc_qa.operations.documents import list_documents, read_document
from casc_qa.operations.filters import scope_of
from casc_qa.operations.searching import search
from casc_qa.operations.tables import table
from casc_qa.operations.verifying import Quoted, verify
from casc_qa.schemas import answers, documents, requests, searches, surveys, tables, verifications
from casc_qa.schemas.base import Given as Object
from casc_qa.schemas.base import Name
from casc_qa.schemas.limits import MOST_DOCUMENTS
from casc_qa.surveying.overview import overview_of
from casc_qa.surveying.timeline import timeline_of
from casc_qa.system.visible import json_text
from casc_qa.web.api.description import described, responses_of
from casc_qa.web.api.desk import Desk, Given, with_assistant
from casc_qa.web.api.page import description_html
from casc_qa.web.guard.refusals import error_text
from casc_qa.web.guard.routes import API, DESCRIPTION_PATH, DOCS_PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import FastAPI, Response

    from casc_qa.asking.assistant import Assistant
    from casc_qa.types import Scope
    from casc_qa.web.serving.loading import AssistantLoader

_ROOT = "/api"
_VERSION = API.removeprefix(_ROOT)


def add_api(app: FastAPI, loader: AssistantLoader) -> None:
    """Adds the API to the application."""
    from fastapi import FastAPI

    api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    desk, long = Desk(loader), Desk(loader, takes_long=True)
    _add_errors(api)
    _add_asking(api, desk)
    _add_surveys(api, long)
    _add_table(api, long)
    _add_verifying(api, long)
    _add_documents(api, desk)
    _add_description(api)
    app.mount(_ROOT, api)


def _add_asking(api: FastAPI, desk: Desk) -> None:
    @api.post(f"{_VERSION}ask", **_route("ask", answers.Answer))
    async def ask(sent: requests.Ask) -> Any:
        """Answers a question with the documents' own sentences, or says that they do not say."""
        return _response(await desk.give(lambda loader: _answer(loader, sent)))

    @api.post(f"{_VERSION}search", **_route("search", searches.Found))
    async def search_passages(sent: requests.Search) -> Any:
        """Finds the passages that come nearest to a question. Being near is no answer."""

        def work(assistant: Assistant) -> str:
            return _text(search(assistant, sent.question, sent.k, _scope_of(sent)).to_dict())

        return _response(await desk.give(with_assistant(work)))


def _add_surveys(api: FastAPI, desk: Desk) -> None:
    @api.post(f"{_VERSION}overview", **_route("overview", surveys.Overview))
    async def overview(sent: requests.Survey) -> Any:
        """Says what a document, a topic or all documents are about, in their own sentences."""

        def work(assistant: Assistant) -> str:
            return _text(overview_of(assistant, sent.of, _scope_of(sent), sent.lang).to_dict())

        return _response(await desk.give(with_assistant(work)))

    @api.post(f"{_VERSION}timeline", **_route("timeline", surveys.Timeline))
    async def timeline(sent: requests.Survey) -> Any:
        """Gives the dates that a document, or documents about a topic, state, in order."""

        def work(assistant: Assistant) -> str:
            return _text(timeline_of(assistant, sent.of, _scope_of(sent), sent.lang).to_dict())

        return _response(await desk.give(with_assistant(work)))


def _add_table(api: FastAPI, desk: Desk) -> None:
    @api.post(f"{_VERSION}table", **_route("table", tables.Table))
    async def fill_table(sent: requests.TableQuestions) -> Any:
        """Asks every document the same questions, and gives the words that answer each."""

        def work(assistant: Assistant) -> str:
            return _text(table(assistant, sent.questions, _scope_of(sent)).to_dict())

        return _response(await desk.give(with_assistant(work)))


def _add_verifying(api: FastAPI, desk: Desk) -> None:
    @api.post(f"{_VERSION}verify", **_route("verify", verifications.Verification))
    async def verify_quotes(sent: requests.Verify) -> Any:
        """Checks quotes against the documents as they are now, character for character."""

        def work(assistant: Assistant) -> str:
            quotes = [Quoted(each.quote, each.doc, each.locator) for each in sent.quotes]
            return _text(verify(assistant, quotes).to_dict())

        return _response(await desk.give(with_assistant(work)))


def _add_documents(api: FastAPI, desk: Desk) -> None:
    @api.get(f"{_VERSION}documents", **_route("documents", documents.Documents))
    async def documents_in_scope(
        doc: Name | None = None,
        after: requests.Date | None = None,
        before: requests.Date | None = None,
        language: requests.Language | None = None,
        start: requests.Start = 0,
        most: requests.Listed = MOST_DOCUMENTS,
    ) -> Any:
        """Lists the documents by name, or those that filters leave."""
        scope = scope_of([doc] if doc else None, after, before, [language] if language else None)

        def work(assistant: Assistant) -> str:
            return _text(list_documents(assistant, scope, start, most).to_dict())

        return _response(await desk.give(with_assistant(work)))

    @api.get(f"{_VERSION}documents/{{doc_id:path}}", **_route("document", documents.DocumentText))
    async def document_text(
        doc_id: str, start: requests.Start | None = None, end: requests.Start | None = None
    ) -> Any:
        """Reads a document's text, or a slice of it. Escape in the name what an address needs
        escaped: "#" is %23, "?" is %3F.
        """

        def work(assistant: Assistant) -> str:
            return _text(read_document(assistant, doc_id, start, end).to_dict())

        return _response(await desk.give(with_assistant(work), missing=404))


def _add_description(api: FastAPI) -> None:
    from fastapi.openapi.utils import get_openapi
    from fastapi.responses import HTMLResponse

    from casc_qa import __version__

    routes = [route for route in api.routes if getattr(route, "path", "").startswith(_VERSION)]
    whole = described(get_openapi(title="casc-qa", version=__version__, routes=routes), _ROOT)
    text, page = _text(whole), description_html(whole)

    @api.get(DESCRIPTION_PATH.removeprefix(_ROOT), response_model=None)
    async def description() -> Any:
        return _response(Given(200, text))

    @api.get(DOCS_PATH.removeprefix(_ROOT), response_model=None)
    async def docs() -> Any:
        return HTMLResponse(page)


def _add_errors(api: FastAPI) -> None:
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    @api.exception_handler(RequestValidationError)
    async def invalid(request: Any, error: RequestValidationError) -> Any:
        return _response(Given(422, error_text(422, _problem(error.errors()))))

    @api.exception_handler(HTTPException)
    async def absent(request: Any, error: HTTPException) -> Any:
        return _response(Given(404, error_text(404, "There is nothing here.")))


def _route(name: str, model: type[Object]) -> dict[str, Any]:
    """What a route is called, and what it may answer."""
    return {"operation_id": name, "response_model": None, "responses": responses_of(model)}


def _problem(problems: Sequence[Any]) -> str:
    """The first thing that is wrong with what was sent, in one line."""
    first = problems[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
    message = " ".join(str(first["msg"]).split())
    return f"{place}: {message}." if place else f"{message}."


def _answer(loader: AssistantLoader, sent: requests.Ask) -> str:
    """Remembered by the loader where the settings say how it is shown."""
    scope = _scope_of(sent)
    if sent.k is None and sent.lang is None:
        return dump_answer(loader.ask(sent.question, scope)) + "\n"
    with loader.working() as assistant:
        return dump_answer(assistant.ask(sent.question, sent.k, scope, sent.lang)) + "\n"


def _scope_of(sent: requests.Filtered) -> Scope:
    return scope_of(sent.doc, sent.after, sent.before, sent.language)


def _text(table: dict[str, Any]) -> str:
    """As commands print it."""
    return json_text(table, indent=2) + "\n"


def _response(given: Given) -> Response:
    from fastapi import Response

    headers = {"Retry-After": str(given.later_s)} if given.later_s else None
    return Response(given.text, given.status, headers, "application/json")
