"""What the page says of the program."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from helpers.web.pages import ask, opened
from helpers.web.server import Server

QUESTION = "How many participants did the Bishkek training gather?"


def test_an_index_that_can_not_be_taken_up_is_said_and_the_old_one_answers(
    browser: Browser, index_copy: Path, tmp_path: Path
) -> None:
    with Server(index_copy, tmp_path) as server:
        page = opened(browser, server.url)
        expect(page.locator("#cq-status")).to_have_text("")
        (index_copy / "current").write_text("../../elsewhere")
        ask(page, QUESTION)
        expect(page.locator(".cq-done")).to_contain_text("53 participants")
        said = page.locator("#cq-status")
        expect(said).to_contain_text("Answers come from the index as it was", timeout=20_000)
        page.context.close()
