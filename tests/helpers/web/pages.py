"""The chat in a real Chromium, as a person uses it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect


def opened(browser: Browser, url: str, **options: Any) -> Page:
    """A page with the chat, its model loaded."""
    size = {"width": 1280, "height": 800}
    page = browser.new_context(**{"viewport": size, **options}).new_page()
    page.goto(url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    return page


def send(page: Page, question: str) -> None:
    """Types a question."""
    box = page.locator("#cq-question textarea")
    box.fill(question)
    box.press("Enter")


def ask(page: Page, *questions: str) -> None:
    """Types questions, one after the other, and waits for all answers."""
    done = page.locator(".cq-done")
    before = done.count()
    for question in questions:
        send(page, question)
    expect(done).to_have_count(before + len(questions), timeout=60_000)
