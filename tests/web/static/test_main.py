"""The whole journey by keyboard alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from helpers.web.pages import ask, opened
from helpers.web.server import Server

QUESTION = "How many participants did the Bishkek training gather?"
# Everything that can be reached, in its order; of what has the focus, whether that is seen.
REACHABLE = """() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(all)]
    .filter((e) => e.checkVisibility() && !e.disabled && !e.closest("[inert]") && e.tabIndex >= 0)
    .map((e) => (e.dataset.stop = String(Math.random())));
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const x = box.left + Math.min(box.width, 40) / 2, y = box.top + Math.min(box.height, 40) / 2;
  return {
    stop: e.dataset.stop, name: e.id || e.className || e.tagName,
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    isThere: box.width > 0 && e.contains(document.elementFromPoint(x, y)),
  };
}"""


def focused(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(FOCUSED))


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses a key until what has the focus is one of these."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} can't be reached by {key}")


def test_everything_is_reached_in_its_order_and_seen(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTION)
    for selector in (None, "a.cq-number"):
        if selector:
            page.locator(selector).first.click()
            expect(page.locator("#cq-mark")).to_be_visible()
        stops = page.evaluate(REACHABLE)
        page.evaluate("() => document.activeElement.blur()")
        page.locator("#cq-tab").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        reached = [focused(page)]
        while len(reached) < len(stops):
            page.keyboard.press("Tab")
            reached.append(focused(page))
        assert [each["stop"] for each in reached] == stops, [each["name"] for each in reached]
        assert [each["name"] for each in reached if not each["isSeen"]] == []
        assert [each["name"] for each in reached if not each["isThere"]] == []
    page.context.close()


def test_the_whole_journey_by_keyboard(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    box = page.locator("#cq-question textarea")
    expect(box).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".cq-done")).to_have_count(1, timeout=60_000)
    tab_to(page, "a.cq-number", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#cq-mark")).to_be_focused()
    tab_to(page, "#cq-next", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#cq-bar-title")).to_contain_text("Source 2 of 2")
    page.keyboard.press("Escape")
    expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    expect(page.locator("a.cq-number:focus")).to_have_count(1)
    tab_to(page, ".cq-passages summary")
    page.keyboard.press("Enter")
    expect(page.locator(".cq-passages blockquote").first).to_be_visible()
    tab_to(page, "#cq-source .cq-find")
    page.keyboard.type("vienna")
    expect(page.locator("#cq-source li[data-title]:visible")).to_have_count(1)
    tab_to(page, "#cq-source .cq-from")
    page.keyboard.type("2023")
    tab_to(page, "#cq-source .cq-only")
    page.keyboard.press("Enter")
    expect(page.locator(".cq-chip")).to_have_count(2)
    expect(box).to_be_focused()
    for left in (1, 0):
        tab_to(page, ".cq-chip", "Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".cq-chip")).to_have_count(left)
        expect(box).to_be_focused()
    tab_to(page, "#cq-forget", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".cq-question")).to_have_count(0)
    expect(box).to_be_focused()
    page.context.close()
