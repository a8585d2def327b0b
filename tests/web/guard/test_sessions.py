"""What is kept of visitors: a real chat, asked over HTTP, and what Gradio has of it afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from casc_qa.asking.assistant import Assistant
from casc_qa.config import Settings
from casc_qa.web.application import create_app
from casc_qa.web.guard.hosts import Hosts
from casc_qa.web.guard.refusals import Refused
from casc_qa.web.guard.sessions import (
    IDLE_S,
    MOST,
    MOST_CHARS,
    MOST_CLOSED,
    OPEN_IDLE_S,
    UNFETCHED_S,
    VAIN_S,
    Sessions,
)
from casc_qa.web.guard.streams import TURN_S, Answers, Unbounded
from casc_qa.web.serving.loading import AssistantLoader

HOST = "127.0.0.1:7860"
QUESTION = "What are the 4Ps?"
WATCH = Sessions.watch  # the program's own


class Chat:
    """The application, and what it keeps."""

    def __init__(self, client: TestClient, sessions: Any) -> None:
        self.client, self.sessions = client, sessions
        self.states, self.queue = sessions._states, sessions._queue

    def join(self, session: str) -> None:
        turn = {
            "question": QUESTION,
            "documents": [],
            "after": None,
            "before": None,
            "last": [],
            "exact": False,
        }
        sent = json.dumps({"earlier": None, "turn": turn, "token": "a1"})
        table = {"data": [sent, None], "fn_index": 0, "session_hash": session}
        answer = self.client.post("/gradio_api/queue/join", json=table)
        assert answer.status_code == 200, answer.text

    def fetch(self, session: str) -> str:
        return self.client.get(f"/gradio_api/queue/data?session_hash={session}").text

    def ask(self) -> str:
        """The event of a question without a session."""
        answer = self.client.post("/gradio_api/call/ask", json={"data": [QUESTION]})
        event: str = answer.json()["event_id"]
        return event

    def settle(self) -> None:
        """Waits until all questions are answered."""
        end = time.monotonic() + 60
        while self.queue.event_ids_to_events:
            assert time.monotonic() < end
            time.sleep(0.01)

    def kept(self) -> set[str]:
        """The sessions of which anything is kept."""
        names = {*self.states.session_data, *self.states.time_last_used}
        names |= {*self.queue.pending_messages_per_session, *self.queue.pending_event_ids_session}
        return names


@pytest.fixture
def chat(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")  # put back afterwards
    monkeypatch.setattr(Sessions, "watch", asyncio.Event().wait)  # a test names its own times
    loader = AssistantLoader(lambda held: assistant)
    loader.start()
    app: Any = create_app(loader, Hosts([HOST]), tmp_path, Settings())
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield Chat(client, app._streams)


def test_a_session_is_there_until_it_is_idle(chat: Chat) -> None:
    chat.join("abc")
    assert "4Ps" in chat.fetch("abc")
    chat.settle()
    now = time.monotonic()
    chat.sessions.sweep(now)
    assert chat.kept() == {"abc"}
    chat.join("abc")
    events = chat.fetch("abc")
    assert events.count("cq-question") >= 2  # the conversation so far
    chat.settle()
    chat.sessions.sweep(now)
    chat.sessions.sweep(now + IDLE_S - 1)
    assert "abc" in chat.kept()
    chat.sessions.sweep(now + IDLE_S + 1)
    assert chat.kept() == set()
    assert chat.queue.event_ids_to_events == {}
    assert chat.sessions._app.iterators == {}


def test_sessions_are_ended_while_the_chat_runs(chat: Chat) -> None:
    async def watch_until_gone() -> None:
        watching = asyncio.create_task(WATCH(chat.sessions))
        while "old" in chat.kept():
            await asyncio.sleep(0.01)
        watching.cancel()

    for name in ("old", "new"):
        chat.states[name]
    chat.sessions._used["old"] = time.monotonic() - IDLE_S - 1
    asyncio.run(asyncio.wait_for(watch_until_gone(), 30))
    assert chat.kept() == {"new"}


def test_an_open_page_keeps_its_session(chat: Chat) -> None:
    chat.join("abc")
    chat.fetch("abc")
    chat.settle()
    now = time.monotonic()
    with chat.sessions.page("abc", Unbounded()):
        chat.sessions.sweep(now)
        for number in range(MOST_CLOSED + 30):
            chat.join(f"s{number}")
            chat.fetch(f"s{number}")
            chat.settle()
            chat.sessions.sweep(now + 1 + number)
        assert len(chat.kept()) == MOST_CLOSED + 1
        assert "abc" in chat.kept()
        chat.sessions.sweep(now + 2 * IDLE_S)
        assert chat.kept() == {"abc"}
        chat.sessions.sweep(now + OPEN_IDLE_S + 1)
        assert chat.kept() == set()


class Dropped(Unbounded):
    """A client whose connection we closed."""

    is_dropped = True


def converse(chat: Chat, name: str, messages: int, chars: int = 10) -> None:
    """A session with a conversation."""
    session = chat.states[name]
    number = next(n for n, block in session.blocks_config.blocks.items() if block.stateful)
    session.state_data[number] = [{"role": "user", "content": "x" * chars}] * messages


def open_pages(chat: Chat, held: contextlib.ExitStack, names: list[str]) -> None:
    for name in names:
        held.enter_context(chat.sessions.page(name, Unbounded()))


def test_open_pages_have_a_bound_too(chat: Chat) -> None:
    names = [f"p{number}" for number in range(MOST + 5)]
    with contextlib.ExitStack() as held:
        open_pages(chat, held, names)
        for number, name in enumerate(names):
            chat.states[name]
            if number % 100 == 0 or number >= MOST:
                chat.sessions.sweep(1000.0 + number)
        # of those seen at the same time the first go
        assert chat.kept() == set(names[5:])


def test_who_has_asked_is_not_ended_by_thousands_who_have_not(chat: Chat) -> None:
    now = time.monotonic()
    with contextlib.ExitStack() as held:
        open_pages(chat, held, ["abc"])
        chat.join("abc")
        assert "4Ps" in chat.fetch("abc")
        chat.settle()
        chat.sessions.sweep(now)
        for flood in range(4):
            names = [f"f{flood}-{number}" for number in range(MOST)]
            open_pages(chat, held, names)
            for name in names:
                chat.states[name]
            chat.sessions.sweep(now + 1 + flood)
            assert len(chat.kept()) == MOST
        chat.join("abc")
        assert chat.fetch("abc").count("cq-question") >= 2  # the conversation so far


def test_a_session_that_ends_while_all_are_counted_waits(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"closed{number}" for number in range(MOST_CLOSED + 5)]
    for name in names:
        chat.states[name]
    asked, ending = chat.sessions.asked, []

    def asked_while_one_ends(name: str) -> int:
        if not ending:
            ending.append(threading.Thread(target=chat.sessions._forget, args=(name,)))
            ending[0].start()
            ending[0].join(0.2)
        messages: int = asked(name)
        return messages

    monkeypatch.setattr(chat.sessions, "asked", asked_while_one_ends)
    chat.sessions.sweep(time.monotonic())
    ending[0].join()
    assert MOST_CLOSED - 1 <= len(chat.kept()) <= MOST_CLOSED


def test_what_conversations_hold_together_has_a_bound(chat: Chat) -> None:
    names = [f"large{number}" for number in range(50)]
    with contextlib.ExitStack() as held:
        open_pages(chat, held, ["abc", *names])
        converse(chat, "abc", 2, 5000)
        for name in names:
            converse(chat, name, 6, 100_000)
        converse(chat, "closed", 2)
        chat.sessions.sweep(1000.0)
        assert {"abc", *names[-33:]} == chat.kept()
        assert sum(map(chat.sessions._chars, chat.kept())) <= MOST_CHARS


def test_a_page_that_we_closed_counts_as_open(chat: Chat) -> None:
    now = time.monotonic()
    for name, client in (("cut", Dropped()), ("left", Unbounded())):
        with chat.sessions.page(name, client):
            converse(chat, name, 2)
    for number in range(MOST_CLOSED):
        converse(chat, f"s{number}", 4)
    chat.sessions.sweep(now)
    assert chat.kept() == {"cut", *(f"s{number}" for number in range(MOST_CLOSED))}
    chat.sessions.sweep(now + IDLE_S + 1)
    assert chat.kept() == set()
    assert not chat.sessions._cut_off


def test_a_newer_page_of_a_session_takes_the_place_of_the_older(chat: Chat) -> None:
    class Noted(Unbounded):
        def drop(self) -> None:
            self.is_dropped = True

    older, newer = Noted(), Noted()
    with chat.sessions.page("abc", newer):
        pass
    with contextlib.ExitStack() as held:
        held.enter_context(chat.sessions.page("abc", older))
        with chat.sessions.page("abc", newer):
            assert (older.is_dropped, newer.is_dropped) == (True, False)
            held.close()
            assert chat.sessions._is_open("abc")
        assert not chat.sessions._is_open("abc")


def test_a_newer_stream_of_answers_waits_for_the_older() -> None:
    async def stay(answers: Answers, seconds: float) -> int:
        try:
            async with answers.open("abc", Unbounded()):
                await asyncio.sleep(seconds)
        except Refused as refused:
            return refused.status
        return 200

    async def three(seconds: float) -> list[int]:
        answers = Answers()
        statuses = await asyncio.gather(*(stay(answers, seconds) for _ in range(3)))
        assert list(answers) == []
        return sorted(statuses)

    assert asyncio.run(three(0.1)) == [200, 200, 409]
    assert asyncio.run(three(TURN_S + 0.5)) == [200, 409, 409]


def test_answers_that_will_not_come_are_not_waited_for(chat: Chat) -> None:
    async def break_off() -> None:
        async with chat.sessions.stream("abc", Unbounded(), once=False):
            del chat.queue.pending_messages_per_session["abc"]  # as Gradio does

    chat.join("abc")
    chat.settle()
    asyncio.run(break_off())
    assert chat.client.get("/gradio_api/queue/data?session_hash=abc").status_code == 404
    chat.join("abc")
    assert "close_stream" in chat.fetch("abc")


def test_a_stream_that_waits_in_vain_ends(chat: Chat) -> None:
    class Noted(Unbounded):
        def drop(self) -> None:
            self.is_dropped = True

    client = Noted()

    async def fetch() -> None:
        async with chat.sessions.stream("abc", client, once=False):
            for lost in (False, True):
                if lost:
                    chat.queue.pending_event_ids_session["abc"].clear()
                for second in (0, VAIN_S - 1, VAIN_S + 1):
                    assert not client.is_dropped
                    chat.sessions.sweep(1000.0 + 100 * lost + second)

    chat.join("abc")
    asyncio.run(fetch())
    assert client.is_dropped


def test_nothing_stays_of_a_question_without_a_session(chat: Chat) -> None:
    for _ in range(5):
        event = chat.ask()
        assert "event: complete" in chat.client.get(f"/gradio_api/call/ask/{event}").text
        chat.settle()
    assert chat.kept() == set()


def test_answers_that_nobody_fetches_go(chat: Chat) -> None:
    events = [chat.ask() for _ in range(5)]
    chat.join("abc")
    chat.settle()
    now = time.monotonic()
    chat.sessions.sweep(now)
    chat.sessions.sweep(now + UNFETCHED_S - 1)
    assert "event: complete" in chat.client.get(f"/gradio_api/call/ask/{events[0]}").text
    assert chat.kept() == {*events[1:], "abc"}
    chat.sessions.sweep(now + UNFETCHED_S + 1)
    assert not chat.queue.pending_messages_per_session
    assert not chat.queue.pending_event_ids_session
    assert chat.client.get(f"/gradio_api/call/ask/{events[1]}").status_code == 404
    chat.sessions.sweep(now + IDLE_S + 1)
    assert chat.kept() == set()


def test_no_statistics_are_kept(chat: Chat) -> None:
    for number in range(3):
        chat.join(f"s{number}")
        chat.fetch(f"s{number}")
    chat.settle()
    assert len(chat.queue.event_analytics) <= 1
    assert json.dumps(chat.queue.cached_event_analytics_summary) == '{"functions": {}}'
