"""How the page looks: in every state, at every width, light and dark, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from helpers.web.pages import ask, opened, send
from helpers.web.server import Server

QUESTIONS = {
    "en": ("How many participants did the Bishkek training gather?", "Who heads the WTO?"),
    "ru": ("Сколько участников собрал тренинг в Бишкеке?", "Какая столица Франции?"),
}
EXAMPLES = ["How many came to Osh?", "Сколько человек приехало в Ош?"]
# Each pair of width, theme and language is among them.
LOOKS = [
    (375, "light", "ru"),
    (375, "dark", "en"),
    (820, "light", "en"),
    (820, "dark", "ru"),
    (1280, "light", "en"),
    (1280, "dark", "ru"),
]
# What can be pointed at is 24 pixels high and wide, but for links in a text.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((e) => e.checkVisibility() && !e.closest("[inert], #cq-inner"))
  .filter((e) => getComputedStyle(e).display !== "inline")
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24)
  .map(([e, box]) => `${e.id || e.className} ${box.width} x ${box.height}`)"""
# Nothing is wider than the page, and no words are cut but those that end in an ellipsis.
CUT = """() => [document.documentElement,
    ...document.querySelectorAll(".cq-header, #cq-strip, #cq-source-body, #cq-chat, button, p, li")]
  .filter((e) => e.checkVisibility() && e.id !== "cq-theme")
  .filter((e) => getComputedStyle(e).textOverflow !== "ellipsis")
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
  .map((e) => `${e.id || e.className || e.tagName} ${e.scrollWidth} > ${e.clientWidth}`)"""
HEADER = """() => {
  const bottoms = [...document.querySelectorAll(".cq-header > *")]
    .map((e) => e.getBoundingClientRect().bottom);
  return [Math.max(...bottoms), document.querySelector("#cq-columns").getBoundingClientRect().top];
}"""


def faults(page: Page) -> list[str]:
    """What axe calls serious or critical, targets that are small, and what does not fit."""
    results: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    found = [
        f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in results["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    found += page.evaluate(SMALL) + page.evaluate(CUT)
    if page.locator("#cq-columns").count():
        bottom, top = page.evaluate(HEADER)
        found += [f"the header ends at {bottom}, below {top}"] * (bottom > top)
    return found


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_nothing_is_wrong_in_any_state(
    browser: Browser, server: Server, width: int, scheme: str, language: str
) -> None:
    page = opened(
        browser,
        server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale={"en": "en-GB", "ru": "ru-RU"}[language],
        bypass_csp=True,  # axe is put into the page
    )
    answered, abstained = QUESTIONS[language]
    is_phone = width <= 860
    found = {}

    page.locator(".cq-example").first.wait_for()
    if is_phone:
        page.locator("#cq-list").click()
        page.locator(".cq-documents li").first.wait_for()
        found["list"] = faults(page)
    for button in page.locator("#cq-source .cq-only").all()[:2]:
        button.evaluate("element => element.click()")
    if is_phone:
        page.keyboard.press("Escape")
    send(page, "why " * 630)
    expect(page.locator("#cq-told")).to_contain_text("2519")
    found["filters and too long"] = faults(page)
    for _ in range(2):
        page.locator(".cq-chip").first.click()

    ask(page, answered)
    page.locator(".cq-rate").nth(1).click()
    page.locator(".cq-why").wait_for()
    found["answered, and its rating"] = faults(page)
    ask(page, abstained)
    expect(page.locator(".cq-abstains")).to_have_count(1)
    found["abstained"] = faults(page)
    page.locator("#cq-take summary").click()
    expect(page.locator(".cq-take-as").first).to_be_visible()
    found["saving"] = faults(page)
    page.keyboard.press("Escape")
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    found["source"] = faults(page)
    address = page.locator("a.cq-number").first.get_attribute("href")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    send(page, answered)
    expect(page.locator("#cq-status")).not_to_be_empty()
    found["away"] = faults(page)
    page.context.set_offline(False)
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    page.goto(f"{server.url}{address}")
    found["source alone"] = faults(page)
    page.context.close()
    assert {state: faulty for state, faulty in found.items() if faulty} == {}


def test_buttons_have_edges_where_the_system_gives_the_colours(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url, forced_colors="active")
    ask(page, QUESTIONS["en"][0])
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    bare = page.locator("button:visible").evaluate_all(
        """buttons => buttons.map((e) => [e.id || e.className, getComputedStyle(e)])
          .filter(([, s]) => s.borderTopStyle === "none" || parseFloat(s.borderTopWidth) < 1
            || s.borderTopColor === s.backgroundColor)
          .map(([name]) => name)"""
    )
    assert bare == []
    mark = page.locator("#cq-mark").evaluate("e => getComputedStyle(e).borderTopStyle")
    assert mark == "solid"
    page.context.close()


def test_a_confirmation_is_no_warning(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, permissions=["clipboard-read", "clipboard-write"])
    told, colour = page.locator("#cq-told"), "e => getComputedStyle(e).color"
    send(page, "why " * 630)
    expect(told).to_contain_text("shorten it")
    warning = told.evaluate(colour)
    ask(page, QUESTIONS["en"][0])
    button = page.locator(".cq-copy").first
    label = button.inner_text()
    button.click()
    expect(told).to_have_text("Copied")
    assert told.evaluate(colour) != warning
    button.click()  # once more, before it says again what it does
    expect(told).to_be_empty()
    expect(button).to_have_text(label)
    page.context.close()


def test_long_filters_take_a_line_each(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, viewport={"width": 375, "height": 800})
    page.locator("#cq-list").click()
    title = page.locator("#cq-source li[data-title] a").first.inner_text()
    page.locator("#cq-source .cq-only").first.click()
    page.keyboard.press("Escape")
    chip = page.locator(".cq-chip")
    expect(chip).to_have_attribute("title", f"Only: {title}")
    box = chip.bounding_box()
    assert box is not None
    assert box["height"] < 32
    assert box["x"] + box["width"] <= 375
    page.context.close()


def test_what_the_page_says_follows_its_language(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    context.route("**/casc/examples", lambda route: route.fulfill(json=EXAMPLES))
    page = context.new_page()
    page.goto(server.url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    expect(page.locator(".cq-example")).to_have_text(EXAMPLES[:1])
    send(page, "why " * 630)
    page.locator("#cq-source .cq-only").first.click()
    page.locator("#cq-language").click()
    expect(page.locator(".cq-example")).to_have_text(EXAMPLES[1:])
    expect(page.locator("#cq-told")).to_contain_text("сократите его")
    expect(page.locator(".cq-chip")).to_contain_text("Только:")
    expect(page.locator(".cq-documents h2")).to_have_text("5 документов")
    page.locator(".cq-chip").click()
    ask(page, QUESTIONS["en"][0])
    expect(page.locator("a.cq-number").first).to_have_attribute(
        "aria-label", re.compile("^Открыть источник")
    )
    page.locator("#cq-language").click()
    expect(page.locator("a.cq-number").first).to_have_attribute(
        "aria-label", re.compile("^Open source")
    )
    page.context.close()
