"""Few things at once, few in the row, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any, cast

import pytest

from casc_qa.errors import IndexDamaged, QuestionError, ScopeError
from casc_qa.web.api.desk import MOST_LONG_WAITING, MOST_WAITING, Desk, Given, with_assistant
from casc_qa.web.serving.loading import AssistantLoader


class Loader:
    """In place of what loads the index."""

    def __init__(self, state: str = "ready") -> None:
        self.state, self.message = state, "Loading the language model …"


def desk(state: str = "ready") -> Desk:
    return Desk(cast(AssistantLoader, Loader(state)))


def code_of(given: Given) -> str:
    code: str = json.loads(given.text)["error"]["code"]
    return code


def test_while_it_loads_nothing_is_waited_for() -> None:
    given = asyncio.run(desk("loading").give(lambda loader: "done"))
    assert (given.status, code_of(given), given.later_s > 0) == (503, "loading", True)


def failing(error: Exception) -> Any:
    def work(loader: AssistantLoader) -> str:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "missing", "status"),
    [
        (QuestionError("It is empty."), 422, 422),
        (ScopeError("No such document."), 422, 422),
        (ScopeError("No such document."), 404, 404),
        (QuestionError("It is empty."), 404, 422),
        (IndexDamaged("It is damaged."), 404, 503),
    ],
)
def test_what_goes_wrong_has_its_status(error: Exception, missing: int, status: int) -> None:
    given = asyncio.run(desk().give(failing(error), missing=missing))
    assert (given.status, json.loads(given.text)["error"]["message"]) == (status, str(error))


def test_a_desk_goes_on_after_an_error() -> None:
    one = desk()

    async def visit() -> list[int]:
        work = [failing(QuestionError("no")) for _ in range(2 * MOST_WAITING)]
        return [(await one.give(each)).status for each in work] + [
            (await one.give(lambda loader: "done")).status
        ]

    assert asyncio.run(visit()) == [422] * 2 * MOST_WAITING + [200]


def test_the_row_is_bounded_and_few_are_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    go, at_once, most = threading.Event(), [0], [0]
    lock = threading.Lock()

    def work(loader: AssistantLoader) -> str:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        go.wait(60)
        with lock:
            at_once[0] -= 1
        return "done"

    async def visit() -> list[Given]:
        one = desk()
        asked = [asyncio.create_task(one.give(work)) for _ in range(MOST_WAITING + 5)]
        while sum(each.done() for each in asked) < 5:
            await asyncio.sleep(0.01)
        go.set()
        return list(await asyncio.gather(*asked))

    given = asyncio.run(visit())
    assert [each.status for each in given] == [200] * MOST_WAITING + [429] * 5
    assert code_of(given[-1]) == "too_many"
    assert given[-1].later_s > 0
    assert most == [2]


def test_what_takes_long_holds_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    loader = cast(AssistantLoader, Loader())

    def work(loader: AssistantLoader) -> str:
        go.wait(60)
        return "long"

    async def visit() -> list[Given]:
        quick, long = Desk(loader), Desk(loader, takes_long=True)
        asked = [asyncio.create_task(long.give(work)) for _ in range(MOST_LONG_WAITING + 1)]
        given = [await quick.give(lambda loader: "quick") for _ in range(3)]
        while not asked[-1].done():
            await asyncio.sleep(0.01)
        go.set()
        return given + list(await asyncio.gather(*asked))

    given = asyncio.run(visit())
    assert [each.text for each in given[:3]] == ["quick"] * 3
    assert [each.status for each in given[3:]] == [200] * MOST_LONG_WAITING + [429]


def test_the_assistant_is_at_work_meanwhile(assistant: Any) -> None:
    loader = AssistantLoader(lambda held: assistant)
    loader.start()
    seen = []

    def work(opened: Any) -> str:
        loader.finish(0.01)
        seen.append(loader._working)
        return str(opened is assistant)

    loader.get()
    assert with_assistant(work)(loader) == "True"
    assert (seen, loader._working) == ([1], 0)
