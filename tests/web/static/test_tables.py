"""The table of the page, by mouse and keyboard, in a real Chromium."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from helpers.web.pages import ask, opened
from helpers.web.server import Server

QUESTIONS = "How many participants took part?\n\nWho gave the opening remarks?\n"


def filled(page: Page, questions: str = QUESTIONS) -> None:
    """Types questions and waits for the table."""
    page.locator("#cq-table-questions").fill(questions)
    page.locator("#cq-table-fill").click()
    expect(page.locator("#cq-table-result table")).to_be_visible(timeout=120_000)


def test_a_table_is_filled_read_and_saved(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    page.locator("#cq-tab").click()
    expect(page.locator("#cq-chat")).to_be_hidden()
    expect(page.locator("#cq-table-questions")).to_be_focused()
    filled(page)
    expect(page.locator(".cq-grid")).to_be_focused()
    heads = page.locator("#cq-table-result thead th")
    expect(heads).to_have_text(
        ["Document", *QUESTIONS.split("\n\n")[:1], "Who gave the opening remarks?"]
    )
    expect(page.locator("#cq-table-result tbody tr")).to_have_count(5)
    cell = page.locator("#cq-table-result tr", has_text="customs").locator("td").first
    expect(cell.locator("bdi")).to_have_text("53")
    cell.locator("a").click()
    expect(page.locator("#cq-mark")).to_contain_text("The training gathered 53 participants")
    with page.expect_download() as started:
        page.get_by_role("button", name="Save the table as Excel").click()
    assert started.value.suggested_filename == "casc-qa-table.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert str(book["Table"]["C3"].value).startswith("53 [")
    with page.expect_download() as started:
        page.get_by_role("button", name="Save the table as JSON").click()
    made = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert made["documents"][1]["cells"][0]["words"] == "53"
    page.context.close()


def test_the_chat_is_there_again(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    tab = page.locator("#cq-tab")
    expect(tab).to_have_attribute("aria-pressed", "false")
    tab.click()
    expect(tab).to_have_attribute("aria-pressed", "true")
    tab.click()
    expect(page.locator("#cq-table")).to_be_hidden()
    ask(page, "How many participants did the Bishkek training gather?")
    expect(page.locator(".cq-answer")).to_contain_text("53 participants")
    page.context.close()


def test_only_the_chosen_documents_in_russian(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, locale="ru-RU")
    tab = page.locator("#cq-tab")
    expect(tab).to_have_text("Таблица")
    tab.click()
    page.locator(".cq-documents li", has_text="customs").locator(".cq-only").click()
    filled(page, "Сколько человек приняло участие?")
    expect(page.locator("#cq-table-result tbody tr")).to_have_count(1)
    expect(page.locator("#cq-table-result .cq-ref")).to_contain_text("из 1 ячеек")
    page.locator("#cq-language").click()
    expect(page.locator("#cq-table-fill")).to_have_text("Fill the table")
    page.context.close()


def test_without_a_question(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    page.locator("#cq-tab").click()
    page.locator("#cq-table-fill").click()
    expect(page.locator("#cq-told")).to_have_text("Write at least one question.")
    expect(page.locator("#cq-table-questions")).to_be_focused()
    page.context.close()


def test_it_scrolls_in_its_own_box_on_a_phone(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, viewport={"width": 390, "height": 780})
    page.locator("#cq-tab").click()
    filled(page)
    wide, box = page.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('.cq-grid').scrollWidth]"
    )
    assert wide <= 390 < box
    first = page.locator("#cq-table-result tbody th").first
    before = first.bounding_box()
    page.locator(".cq-grid").evaluate("grid => (grid.scrollLeft = 200)")
    after = first.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) <= 1
    page.context.close()


def test_nothing_bars_the_way_in(browser: Browser, server: Server) -> None:
    for scheme in ("light", "dark"):
        page = opened(browser, server.url, color_scheme=scheme)
        page.locator("#cq-tab").click()
        filled(page)
        found = Axe().run(page, context="#cq-tabling-block").response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == [], scheme
        page.context.close()
