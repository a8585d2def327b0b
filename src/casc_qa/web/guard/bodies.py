"""What a POST may carry: what the chat's own page sends, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from casc_qa.web.guard.asgi import Receive
from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.routes import API, SESSION

MAX_BODY = 64 * 1024
_MOST = dict.fromkeys((f"{API}table", f"{API}verify"), 1024 * 1024)  # where many come at once
_JSON = re.compile(r"application/json(; *charset=utf-8)?", re.IGNORECASE)
_MOST_TURNS = 50  # of a conversation that is saved
Check = Callable[[Any], bool]


class Function(NamedTuple):
    """Something that the page may have done on the server."""

    inputs: tuple[Check, ...]
    triggers: frozenset[int]  # the components whose events start it
    queued: bool = True


def is_text(value: Any) -> bool:
    """Any text; how long a question may be is checked where it is asked."""
    return isinstance(value, str)


def is_nothing(value: Any) -> bool:
    """Where the server has its own state, nothing is sent."""
    return value is None


def most_of(path: str) -> int:
    """How many bytes the body of a request to ``path`` may have."""
    return _MOST.get(path, MAX_BODY)


async def read_body(receive: Receive, most: int = MAX_BODY) -> bytes:
    """The request's body, counted as it comes. Raises Refused."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "The request broke off.")
        body += message.get("body", b"")
        if len(body) > most:
            raise Refused(413, "The request is too large.")
        if not message.get("more_body", False):
            return bytes(body)


class Bodies:
    """Which bodies are passed on."""

    def __init__(self, functions: Mapping[int, Function]) -> None:
        """``functions`` are those of the page, by the number that the page has for them."""
        self._functions = functions
        self._checks: dict[str, Callable[[dict[str, Any]], None]] = {
            "/gradio_api/queue/join": lambda table: self._run(table, queued=True),
            "/gradio_api/run/predict": lambda table: self._run(table, queued=False),
            "/gradio_api/call/ask": _ask,
            "/casc/rating": _rating,
            "/casc/export": _export,
            "/casc/table": _survey,
            "/casc/table/file": _survey_file,
        }

    def check(self, path: str, media_type: str, body: bytes) -> bytes:
        """The body as it is passed on: written anew, so that it is read in one way only.
        Raises Refused.
        """
        if not _JSON.fullmatch(media_type):
            raise Refused(415, "Only application/json is understood here.")
        table = _table(body)
        if not path.startswith(API):  # there, the types of what is sent are looked at behind
            self._checks[path](table)
        return json.dumps(table).encode()

    def _run(self, table: dict[str, Any], *, queued: bool) -> None:
        function = self._function(table)
        _keys(table, {"data", "fn_index", "session_hash"}, {"trigger_id", "event_data"})
        if function.queued is not queued:
            raise Refused(422, "This is not done in this way.")
        _demand(_matches(table["session_hash"], SESSION), "session_hash")
        _demand(_fits(table["data"], function.inputs), "data")
        _demand(is_nothing(table.get("event_data")), "event_data")
        trigger = table.get("trigger_id")
        _demand(trigger is None or _is_one_of(trigger, function.triggers), "trigger_id")

    def _function(self, table: dict[str, Any]) -> Function:
        _demand(_is_one_of(table.get("fn_index"), self._functions), "fn_index")
        return self._functions[table["fn_index"]]


def _ask(table: dict[str, Any]) -> None:
    _keys(table, {"data"})
    _demand(_fits(table["data"], (is_text,)), "data", "one text, the question")


def _rating(table: dict[str, Any]) -> None:
    """What a reader says of a quote; the quote itself is taken from the document."""
    _keys(table, {"question", "doc", "sha256", "start", "end", "right", "reason"})
    for name, most in (("question", 10_000), ("doc", 4_096), ("reason", 1_000)):
        value = table[name]
        _demand(isinstance(value, str) and len(value) <= most, name)
    _demand(_matches(table["sha256"], "[0-9a-f]{64}"), "sha256")
    _demand(_is_number(table["start"]) and _is_number(table["end"]), "start or end")
    _demand(table["right"] is None or isinstance(table["right"], bool), "right")


def _export(table: dict[str, Any]) -> None:
    """A conversation that is saved: its questions, as the page keeps them."""
    _keys(table, {"format", "language", "turns"})
    _demand(_matches(table["format"], "[a-z-]{1,20}"), "format")
    _demand(_matches(table["language"], "en|ru"), "language")
    turns = table["turns"]
    _demand(isinstance(turns, list) and 0 < len(turns) <= _MOST_TURNS, "turns")
    _demand(all(_is_turn(turn) for turn in turns), "turns")


def _survey(table: dict[str, Any], more: frozenset[str] = frozenset()) -> None:
    """Questions for every document of a choice, as the page has it."""
    _keys(table, {"questions", "documents", "after", "before", "languages", "language", *more})
    _demand(_matches(table["language"], "en|ru"), "language")
    for name in ("questions", "documents", "languages"):
        _demand(_are_texts(table[name]), name)
    _demand(bool(table["questions"]), "questions")
    for name in ("after", "before"):
        _demand(table[name] is None or isinstance(table[name], str), name)


def _survey_file(table: dict[str, Any]) -> None:
    """The same, and in which format it is saved."""
    _survey(table, frozenset({"format"}))
    _demand(_matches(table["format"], "[a-z]{1,10}"), "format")


def _is_turn(turn: Any) -> bool:
    needed = {"question", "documents", "after", "before", "last", "exact"}
    return (
        isinstance(turn, dict)
        and needed <= set(turn) <= needed | {"languages"}
        and isinstance(turn["question"], str)
        and isinstance(turn["exact"], bool)
        and all(turn[name] is None or isinstance(turn[name], str) for name in ("after", "before"))
        and all(_are_texts(turn.get(name, [])) for name in ("documents", "last", "languages"))
    )


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _table(body: bytes) -> dict[str, Any]:
    """A JSON object. Raises Refused."""
    try:
        text = body.decode("utf-8")
        table = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(table, ensure_ascii=False).encode("utf-8")  # fails on half a character
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The request is not JSON.") from error
    if not isinstance(table, dict):
        raise Refused(422, "The request is no JSON object.")
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key is there twice")
    return table


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _keys(
    table: dict[str, Any], needed: set[str], optional: set[str] | frozenset[str] = frozenset()
) -> None:
    if not needed <= set(table) <= needed | optional:
        raise Refused(422, f"The request must hold {', '.join(sorted(needed))}, and no more.")


def _demand(holds: bool, name: str, form: str = "of the form it should have") -> None:
    if not holds:
        raise Refused(422, f"{name} is not {form}.")


def _fits(values: Any, inputs: tuple[Check, ...]) -> bool:
    return (
        isinstance(values, list)
        and len(values) == len(inputs)
        and all(check(value) for check, value in zip(inputs, values, strict=True))
    )


def _matches(value: Any, form: str) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _is_number(value: Any) -> bool:
    """A whole number from 0; True and 1.0 are none."""
    return type(value) is int and value >= 0


def _is_one_of(value: Any, numbers: Any) -> bool:
    return _is_number(value) and value in numbers
