"""Questions while the program is busy, gone or back: each is answered, under itself, once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.processes.held import HELD
from helpers.web.pages import ask, opened, send
from helpers.web.server import Server

ANSWERS = {
    "How many participants did the Bishkek training gather?": "53 participants",
    "Who is Johanna Tornstrom?": "Project Manager and Gender Equality",
    "Which countries took part in the Tashkent meeting?": "brought together policymakers",
    "Who is the President of Uzbekistan?": "The documents do not say",
    "Сколько участников собрал тренинг в Бишкеке?": "53 participants",
}
QUESTIONS = list(ANSWERS)


def answers_stand_under(page: Page, questions: list[str]) -> None:
    """These questions in this order, each with its own answer."""
    expect(page.locator(".cq-question")).to_have_text(questions)
    shown = page.locator(".cq-done").all_inner_texts()
    assert len(shown) == len(questions)
    for question, answer in zip(questions, shown, strict=True):
        assert ANSWERS[question] in answer


def test_a_conversation_of_forty_turns(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    asked = [QUESTIONS[at % len(QUESTIONS)] for at in range(40)]
    box = page.locator("#cq-question textarea")
    ask(page, *asked[:39])
    send(page, asked[39])
    box.press_sequentially("A draft typed meanwhile, of some length")
    expect(page.locator(".cq-done")).to_have_count(40, timeout=60_000)
    expect(box).to_have_value("A draft typed meanwhile, of some length")
    answers_stand_under(page, asked)
    expect(page.locator(".cq-done").last).to_be_in_viewport()
    page.reload()
    expect(page.locator(".cq-done")).to_have_count(30, timeout=60_000)
    answers_stand_under(page, asked[10:])
    page.get_by_role("button", name="Forget this conversation").click()
    expect(page.locator(".cq-question")).to_have_count(0)
    ask(page, QUESTIONS[0])
    answers_stand_under(page, QUESTIONS[:1])
    page.context.close()


@pytest.fixture
def held(built_index: Path, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server that answers when something has been written to the pipe, and from then on."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    with Server(built_index, tmp_path, program=["-c", HELD, str(gate)]) as running:
        yield running, gate


def test_questions_typed_while_answers_are_held(
    browser: Browser, held: tuple[Server, Path]
) -> None:
    server, gate = held
    page = opened(browser, server.url)
    for question in QUESTIONS[:3]:
        send(page, question)

    def is_as_it_was() -> None:
        expect(page.locator(".cq-question")).to_have_text(QUESTIONS[:1])
        expect(page.locator("#cq-chat")).to_contain_text("Searching the documents …")
        expect(page.locator("#cq-waiting span")).to_have_text(QUESTIONS[1:3])
        expect(page.locator(".cq-done")).to_have_count(0)

    is_as_it_was()
    page.reload()
    is_as_it_was()
    box = page.locator("#cq-question textarea")
    box.fill("A draft")
    page.locator("#cq-language").click()
    expect(page.locator("#cq-waiting")).to_contain_text("Ждут очереди:")
    gate.write_text("")
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    answers_stand_under(page, QUESTIONS[:3])
    expect(page.locator("#cq-waiting")).to_be_empty()
    expect(box).to_have_value("A draft")
    page.context.close()


def test_a_network_that_drops_is_waited_for(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTIONS[0])
    page.context.set_offline(True)
    for question in QUESTIONS[1:3]:
        send(page, question)
    status = page.locator("#cq-status")
    expect(status).to_contain_text("what you asked is kept and will be sent")
    expect(page.locator("#cq-waiting span")).to_have_text(QUESTIONS[1:3])
    page.locator("#cq-language").click()
    expect(status).to_contain_text("вопрос сохранён и будет отправлен")
    page.locator("#cq-language").click()
    page.context.set_offline(False)
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    answers_stand_under(page, QUESTIONS[:3])
    expect(status).to_be_empty()
    page.context.close()
