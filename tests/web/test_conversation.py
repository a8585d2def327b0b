"""What the page sends of a conversation, and what it is shown."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.web.conversation import History, conversing, recent
from casc_qa.web.serving.loading import AssistantLoader

QUESTION = "How many participants did the Bishkek training gather?"
SAMARKAND = "2024-05-31_samarkand_gender-and-human-rights-mainstreaming.txt"


@pytest.fixture(scope="module")
def loader(assistant: Assistant) -> AssistantLoader:
    loader = AssistantLoader(lambda held: assistant)
    loader.start()
    loader.get()
    return loader


def turn(question: str, **changes: Any) -> dict[str, Any]:
    asked = {"question": question, "documents": [], "after": None, "before": None}
    return asked | {"languages": [], "last": [], "exact": False} | changes


def told(loader: AssistantLoader, before: History, **sent: Any) -> list[tuple[History, History]]:
    whole = {"earlier": None, "turn": None, "token": "abc"} | sent
    return list(conversing(loader, json.dumps(whole), before))


def test_a_question_is_seen_before_its_answer(loader: AssistantLoader) -> None:
    (asked, held), (shown, kept) = told(loader, [], turn=turn(QUESTION))
    assert held == [] and kept == shown
    assert [message["role"] for message in asked] == ["user", "assistant"]
    assert "Searching the documents" in asked[1]["content"]
    assert shown[0] == asked[0]
    assert shown[1]["content"].startswith('<div class="cq-done cq-t-abc">')
    assert "53" in shown[1]["content"]


def test_after_a_reload_each_is_answered_again_and_the_last_has_the_token(
    loader: AssistantLoader,
) -> None:
    steps = told(loader, [], earlier=[turn(QUESTION), turn("thanks"), turn("What are the 4Ps?")])
    assert [len(shown) for shown, _ in steps] == [2, 4, 6]
    answers = [message["content"] for message in steps[-1][0][1::2]]
    assert [answer.count("cq-t-abc") for answer in answers] == [0, 0, 1]


def test_filters_hold_and_are_shown(loader: AssistantLoader) -> None:
    shown = told(loader, [], turn=turn(QUESTION, documents=[SAMARKAND]))[-1][0]
    assert "Only&#58; Regional Multistakeholder Event" in shown[0]["content"]
    assert "53 participants" not in shown[1]["content"]
    early = told(loader, [], turn=turn(QUESTION, before="2023-07", languages=["en"]))[-1][0]
    assert "English" in early[0]["content"] and "53 participants" not in early[1]["content"]


def test_a_question_that_points_back_is_asked_of_the_last(loader: AssistantLoader) -> None:
    sent = turn("And who funded it?", last=[SAMARKAND])
    shown = told(loader, [], turn=sent)[-1][0]
    assert "Regional Multistakeholder Event" in shown[0]["content"]
    cited = re.findall('source\\?doc=([^&"]+)', html.unescape(shown[1]["content"]))
    assert set(cited) == {SAMARKAND}
    free = told(loader, [], turn=sent | {"exact": True})[-1][0]
    assert "cq-exact" not in free[0]["content"]


@pytest.mark.parametrize("message", ["", "{", "[]", "null", '{"turn": 1}', '{"token": "A B"}'])
def test_what_the_page_does_not_send_changes_nothing(loader: AssistantLoader, message: str) -> None:
    before = [{"role": "user", "content": "x"}]
    assert list(conversing(loader, message, before)) == [(before, before)]


def test_a_question_that_is_none_is_refused_in_its_place(loader: AssistantLoader) -> None:
    ((shown, kept),) = told(loader, [], turn=turn("x" * 5000))
    assert kept == shown
    assert "shorten it" in shown[1]["content"]


def test_a_conversation_has_a_bound() -> None:
    short = [{"role": "user", "content": str(number)} for number in range(250)]
    assert recent(short) == short[-100:]
    assert recent(short[:30]) == short[:30]
    long = [{"role": "assistant", "content": str(number) * 100_000} for number in range(10)]
    assert recent(long) == long[-6:]
    assert recent([]) == []
