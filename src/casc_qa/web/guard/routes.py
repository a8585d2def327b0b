"""The addresses that the chat has, and what each may be asked with. Everything else is not there:
neither what Gradio has besides, nor what a later version of it adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes

from casc_qa.web.guard.refusals import Refused

SESSION = "[0-9A-Za-z-]{1,36}"  # Gradio's page draws a dozen of these; its other clients a UUID
EVENT = "[0-9a-f]{32}"
SIGN_IN_PATH, SIGN_OUT_PATH = "/casc/sign-in", "/casc/sign-out"  # where a password is set:
# GET, HEAD and POST without arguments, which the gate answers itself
_MAX_TARGET = 8 * 1024  # bytes; the longest is a source with the path of its document
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_NUMBER = "-?[0-9]{1,15}"
_PAGE = {"__theme": "light|dark|system"}  # Gradio's page hands it on to what it asks for
_SOURCE = {
    "doc": ".{1,4096}",
    "start": _NUMBER,
    "end": _NUMBER,
    "sha256": "([0-9a-f]{64})?",
    "quote": "([0-9a-f]{16})?",
    "also": "([0-9]{1,9}-[0-9]{1,9}(_[0-9]{1,9}-[0-9]{1,9}){0,20})?",
    "fragment": "true|false",
    "language": "[a-z]{2,3}",
}
_DOCUMENTS = {"language": "[a-z]{2,3}"}
_PICTURE = {
    "doc": ".{1,4096}",
    "sha256": "[0-9a-f]{64}",
    "page": "[1-9][0-9]{0,4}",
    "start": _NUMBER,
    "end": _NUMBER,
}
API = "/api/v1/"  # what programs ask, in objects
DESCRIPTION_PATH, DOCS_PATH = "/api/openapi.json", "/api/docs"
_DOCUMENT = f"{API}documents/"  # behind it stands a name, which may need escapes
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_LIST = {
    "doc": ".{1,4096}",
    "after": _DATE,
    "before": _DATE,
    "language": "[a-z]{2,3}",
    "start": "[0-9]{1,9}",
    "most": "[0-9]{1,9}",
}
_SLICE = {"start": "[0-9]{1,9}", "end": "[0-9]{1,9}"}
_NONE: dict[str, str] = {}


class Route(NamedTuple):
    """Requests of one method to paths of one form."""

    method: str
    path: re.Pattern[str]
    arguments: dict[str, str]  # name -> form of its value
    needed: frozenset[str] = frozenset()


def _route(
    method: str, path: str, arguments: dict[str, str] = _NONE, needed: Iterable[str] = ()
) -> Route:
    return Route(method, re.compile(path), arguments, frozenset(needed))


_ROUTES = [
    _route("GET", "/", _PAGE),
    _route("HEAD", "/", _PAGE),
    _route("GET", "/favicon.ico|/manifest.json|/casc/status"),
    _route("GET", "/theme.css", {"v": "[0-9A-Za-z]{1,128}"}),
    _route("GET", "/casc/static/[a-z]{1,20}.(css|js|woff2)"),
    _route("GET", "/casc/documents", _DOCUMENTS),
    _route("GET", "/casc/examples"),
    _route("GET", "/casc/source", _SOURCE, ["doc"]),
    _route("GET", "/casc/page", _PICTURE, _PICTURE),
    _route("GET", "/gradio_api/app_id"),  # the page asks it when a stream broke off
    _route("GET", f"/gradio_api/heartbeat/{SESSION}"),
    _route("GET", "/gradio_api/queue/data", {**_PAGE, "session_hash": SESSION}, ["session_hash"]),
    _route("GET", f"/gradio_api/call/ask/{EVENT}"),
    _route("POST", "/casc/rating|/casc/export|/casc/table(/file)?"),
    _route("POST", "/gradio_api/(queue/join|run/predict|call/ask)", _PAGE),
]
_OF_API = [
    _route("GET", f"{DOCS_PATH}|{DESCRIPTION_PATH}"),
    _route("GET", f"{API}documents", _LIST),
    _route("GET", f"{_DOCUMENT}.{{1,4096}}", _SLICE),
    _route("POST", f"{API}(ask|overview|search|table|timeline|verify)"),
]


def is_for_programs(path: str) -> bool:
    """Whether a program asks, to whom everything is said in objects, refusals too."""
    return path.startswith(API) or path == DESCRIPTION_PATH


class Routes:
    """Which requests are served."""

    def __init__(self, files: Iterable[str], *, api: bool = False) -> None:
        """``files`` are the paths of the page's own scripts, styles and fonts; ``api`` says whether
        there is one for programs.
        """
        self._files = frozenset(files)
        self._routes = [*_ROUTES, *(_OF_API if api else [])]

    def check(self, method: str, path: str, raw_path: bytes, query: bytes) -> dict[str, str]:
        """The arguments of a request that is served. Raises Refused."""
        if len(raw_path) + len(query) > _MAX_TARGET:
            raise Refused(414, "The address is too long.")
        if b"%" in raw_path:
            _check_name(path, raw_path)
        if method == "GET" and path in self._files and not query:
            return {}
        for route in self._routes:
            if route.method == method and route.path.fullmatch(path):
                return _arguments(query, route)
        raise Refused(404, "There is nothing here.")


def _check_name(path: str, raw_path: bytes) -> None:
    """A path with escapes: only the name of a document may need them. Raises Refused."""
    if not raw_path.startswith(_DOCUMENT.encode()):
        raise Refused(404, "There is nothing here.")
    try:
        is_same = unquote_to_bytes(raw_path).decode("utf-8") == path
    except UnicodeDecodeError:
        is_same = False
    if not is_same or _BAD_ESCAPE.search(raw_path) or _CONTROL.search(path):
        raise Refused(400, "The address is not well formed.")


def _arguments(query: bytes, route: Route) -> dict[str, str]:
    """Each argument once, as its route has it. Raises Refused."""
    arguments: dict[str, str] = {}
    for name, value in _pairs(query):
        if name not in route.arguments:
            raise Refused(404, "There is nothing here under this address.")
        if name in arguments:
            raise Refused(400, f"{name} is there twice.")
        if not re.fullmatch(route.arguments[name], value):
            raise Refused(422, f"{name} is not of the form it should have.")
        arguments[name] = value
    for name in sorted(route.needed - set(arguments)):
        raise Refused(422, f"{name} is missing.")
    return arguments


def _pairs(query: bytes) -> list[tuple[str, str]]:
    """Names and values. Raises Refused where the query is no well-formed text."""
    try:
        if _BAD_ESCAPE.search(query):
            raise ValueError("not an escape")
        text = query.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:  # UnicodeError is one too
        raise Refused(400, "The address is not well formed.") from error
    if any(_CONTROL.search(part) for pair in pairs for part in pair):
        raise Refused(400, "The address holds control characters.")
    return pairs


def frontend_files(folder: Path) -> frozenset[str]:
    """The paths under which files of Gradio's page are fetched: those that are there."""
    return frozenset(
        f"/{path.relative_to(folder).as_posix()}"
        for part in ("assets", "static")
        for path in (folder / part).rglob("*")
        if path.is_file()
    )
