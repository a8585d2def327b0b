"""Saving a conversation from the page, by mouse and by keyboard, in a real Chromium."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import docx
from playwright.sync_api import Browser, Page, expect

from casc_qa.locators import locators_in
from helpers.web.pages import ask, opened
from helpers.web.server import Server

QUESTION = "How many participants did the Bishkek training gather?"
OUTSIDE = "Who is the President of Uzbekistan?"
QUOTE = "The training gathered 53 participants representing customs"


def saved(page: Page, label: str) -> Path:
    """The file that a click on this button brings, under the name that it is given."""
    if not page.locator("#cq-take").evaluate("menu => menu.open"):
        page.locator("#cq-take summary").click()
    with page.expect_download() as started:
        page.get_by_role("button", name=label, exact=True).click()
    path = Path(started.value.path()).with_name(started.value.suggested_filename)
    started.value.save_as(path)
    return path


def test_every_format_is_saved(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    expect(page.locator("#cq-take")).to_be_hidden()
    ask(page, QUESTION, OUTSIDE)
    path = saved(page, "Word")
    assert path.name == "casc-qa-answers.docx"
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert any(text.startswith(QUOTE) for text in texts)
    assert f"2. {OUTSIDE}" in texts
    expect(page.locator("#cq-told")).to_have_text("Saved as casc-qa-answers.docx.")
    expect(page.locator("#cq-take summary")).to_be_focused()
    for label, ending in [
        ("Markdown", "md"), ("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"),
        ("JSON", "json"), ("CSV", "csv"),
    ]:  # fmt: skip
        path = saved(page, label)
        assert path.name == f"casc-qa-answers.{ending}"
        text = path.read_text(encoding="utf-8-sig")
        assert QUOTE in text
        assert OUTSIDE in text
        assert any(locators_in(text.replace("\\", "")))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["question"] for row in rows} == {QUESTION, OUTSIDE}
    page.context.close()


def test_only_the_last_answer(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    ask(page, OUTSIDE, QUESTION)
    page.locator("#cq-take summary").click()
    page.get_by_label("Only the last answer").check()
    answers = json.loads(saved(page, "JSON").read_text(encoding="utf-8"))["answers"]
    assert [answer["question"] for answer in answers] == [QUESTION]
    page.context.close()


def test_by_keyboard_in_russian(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, locale="ru-RU")
    ask(page, "Сколько участников собрал тренинг в Бишкеке?")
    menu = page.locator("#cq-take summary")
    expect(menu).to_have_text("Сохранить ответы")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Сохранить разговор в формате")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cq-take-as").first).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    text = Path(started.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# Ответы из документов")
    assert "53 participants" in text
    expect(page.locator("#cq-told")).to_have_text("Сохранено: casc-qa-answers.md.")
    page.context.close()


def test_a_click_elsewhere_closes_the_menu(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTION)
    page.locator("#cq-take summary").click()
    expect(page.locator(".cq-take-as").first).to_be_visible()
    page.locator(".cq-question").click()
    expect(page.locator(".cq-take-as").first).to_be_hidden()
    page.context.close()


def test_what_cannot_be_saved_is_said(browser: Browser, built_index: Path, tmp_path: Path) -> None:
    with Server(built_index, tmp_path) as server:
        page = opened(browser, server.url)
        ask(page, QUESTION)
    page.locator("#cq-take summary").click()
    page.get_by_role("button", name="Markdown").click()
    told = page.locator("#cq-told")
    expect(told).to_have_text("The file could not be made. The program does not answer.")
    expect(told).to_have_class(re.compile("cq-warns"))
    page.context.close()
