"""Nothing that was asked is lost, and nothing is stuck: whole journeys in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from casc_qa.building.build import build_index
from casc_qa.web.ratings import ratings_of
from helpers.web.pages import ask, opened, send
from helpers.web.server import Server, post

QUESTIONS = [
    "How many participants did the Bishkek training gather?",
    "What are the 4Ps?",
    "Who is Johanna Tornstrom?",
]


def test_questions_typed_at_once_are_all_answered(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    for question in QUESTIONS:
        send(page, question)
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    expect(page.locator(".cq-question")).to_have_text(QUESTIONS)
    expect(page.locator("#cq-waiting")).to_have_text("")
    page.context.close()


def test_a_restart_loses_nothing(browser: Browser, built_index: Path, tmp_path: Path) -> None:
    with Server(built_index, tmp_path) as server:
        port = server.port
        page = opened(browser, server.url)
        ask(page, QUESTIONS[0])
    send(page, QUESTIONS[1])
    expect(page.locator("#cq-status")).to_contain_text("does not answer", timeout=30_000)
    expect(page.locator("#cq-waiting")).to_contain_text(QUESTIONS[1])
    with Server(built_index, tmp_path, port=port):
        expect(page.locator(".cq-done")).to_have_count(2, timeout=120_000)
        expect(page.locator(".cq-question")).to_have_text(QUESTIONS[:2])
        expect(page.locator(".cq-done").first).to_contain_text("53 participants")
        page.context.close()


def test_reload_and_back_keep_the_conversation_until_it_is_forgotten(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTIONS[0])
    page.reload()
    expect(page.locator(".cq-done")).to_contain_text("53 participants", timeout=60_000)
    page.goto(f"{server.url}/casc/source?doc=nowhere.txt")
    expect(page.locator(".cq-notice")).to_contain_text("not among those that can be asked now")
    page.go_back()
    expect(page.locator(".cq-question")).to_have_text(QUESTIONS[:1], timeout=60_000)
    page.get_by_role("button", name="Forget this conversation").click()
    expect(page.locator(".cq-question")).to_have_count(0)
    page.reload()
    page.wait_for_timeout(1500)
    expect(page.locator(".cq-question")).to_have_count(0)
    assert page.evaluate("() => localStorage.getItem('casc-qa:conversation')") is None
    page.context.close()


def test_two_tabs_lose_nothing_of_each_other(browser: Browser, server: Server) -> None:
    one = opened(browser, server.url)
    other = one.context.new_page()
    other.goto(server.url)
    other.wait_for_selector("#cq-status[data-state=ready]", timeout=60_000)
    send(one, QUESTIONS[0])
    send(one, QUESTIONS[1])
    send(other, QUESTIONS[2])
    expect(other.locator(".cq-done")).to_have_count(1, timeout=60_000)
    expect(other.locator(".cq-question")).to_have_text(QUESTIONS[2:])
    expect(one.locator(".cq-done")).to_have_count(2, timeout=60_000)
    expect(one.locator(".cq-question")).to_have_text(QUESTIONS[:2])
    one.reload()
    expect(one.locator(".cq-done")).to_have_count(3, timeout=60_000)
    assert sorted(one.locator(".cq-question").all_inner_texts()) == sorted(QUESTIONS)
    one.context.close()


def test_a_browser_that_keeps_nothing_answers_all_the_same(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room'); }; }")
    for question in QUESTIONS[:2]:
        send(page, question)
    expect(page.locator(".cq-done")).to_have_count(2, timeout=60_000)
    expect(page.locator(".cq-question")).to_have_text(QUESTIONS[:2])
    page.context.close()


def test_a_question_that_is_too_long_stays_in_the_box(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    send(page, "why " * 630)
    expect(page.locator("#cq-told")).to_have_text(
        "The question has 2519 characters, and may have 2000: shorten it."
    )
    assert len(page.locator("#cq-question textarea").input_value()) == 2520
    expect(page.locator(".cq-question")).to_have_count(0)
    page.context.close()


def test_the_documents_are_listed_found_sorted_and_asked_alone(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    listed = page.locator(".cq-documents li[data-title]:visible")
    expect(listed).to_have_count(5)
    expect(page.locator(".cq-documents h2")).to_have_text("5 documents")
    expect(page.locator(".cq-source-facts")).to_have_text("8 June 2023 to 31 May 2024 · 2 undated")
    page.get_by_label("Find a document").fill("vienna")
    expect(listed).to_have_count(1)
    page.get_by_label("Find a document").fill("bishkek")  # a word of its file's name
    expect(listed).to_have_text(re.compile("Gender mainstreaming in customs"))
    page.get_by_label("Find a document").fill("zebra")
    expect(page.locator("#cq-told")).to_have_text("No document has this in its title or name.")
    page.get_by_label("Find a document").fill("")
    expect(page.locator("#cq-told")).to_have_text("")
    page.get_by_label("Order of the documents").select_option("title")
    titles = page.locator(".cq-documents li[data-title] a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    page.locator("li", has_text="customs").locator(".cq-only").click()
    expect(page.locator(".cq-chip")).to_contain_text("Only: Gender mainstreaming in customs")
    ask(page, "Who funded the project?")
    expect(page.locator(".cq-heading a.cq-open")).to_contain_text("customs")
    page.locator(".cq-chip").click()
    expect(page.locator(".cq-chip")).to_have_count(0)
    page.get_by_label("From 2023", exact=True).fill("2024")
    page.get_by_label("From 2023", exact=True).blur()
    expect(page.locator(".cq-chip")).to_have_text("From 2024 ×")
    ask(page, QUESTIONS[0])
    expect(page.locator(".cq-done").last).to_contain_text("The documents do not say")
    page.locator(".cq-chip").click()
    page.locator(".cq-done").last.get_by_role("button", name="Ask only this").first.click()
    expect(page.locator(".cq-chip")).to_contain_text("Only: Regional Multistakeholder")
    expect(page.locator("#cq-question textarea")).to_be_focused()
    page.context.close()


def test_a_language_is_a_filter_and_all_can_be_asked_after_all(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    for name, text in (
        ("en", "A note\n\nThe customs training in Osh gathered 37 participants in May."),
        ("ru", "Заметка\n\nСеминар о таможне прошёл в Баку и был посвящён границам."),
    ):
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build_index(tmp_path / "corpus", tmp_path / "index")
    with Server(tmp_path / "index", tmp_path) as server:
        page = opened(browser, server.url)
        page.get_by_label("Any language").select_option(label="Russian")
        expect(page.locator(".cq-chip")).to_have_text("Russian ×")
        ask(page, "How many participants did the customs training in Osh gather?")
        expect(page.locator(".cq-question + .cq-ref")).to_have_text("Russian")
        expect(page.locator(".cq-done")).not_to_contain_text("37")
        expect(page.locator(".cq-done")).to_contain_text("Only a part of the documents was asked")
        page.get_by_role("button", name="Ask all documents").click()
        expect(page.locator(".cq-done").nth(1)).to_contain_text("37", timeout=60_000)
        expect(page.locator(".cq-chip")).to_have_count(0)
        page.context.close()


@pytest.mark.parametrize("date", ["2023-13", "99", "June 2023", "2023-02-30", "2023-1", "0000"])
def test_a_date_that_is_none_is_no_filter(browser: Browser, server: Server, date: str) -> None:
    page = opened(browser, server.url)
    field = page.get_by_label("From 2023", exact=True)
    field.fill(date)
    field.blur()
    expect(page.locator("#cq-told")).to_contain_text(f"“{date}” is no date")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".cq-chip")).to_have_count(0)
    field.fill("2024-02-29")
    field.blur()
    expect(page.locator("#cq-told")).to_have_text("")
    expect(page.locator(".cq-chip")).to_have_text("From 2024-02-29 ×")
    page.context.close()


def test_a_question_that_points_back_is_asked_of_what_was_quoted(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    ask(page, "How many participants did the Bishkek training gather?")
    ask(page, "And who funded it?")
    asked = page.locator(".message", has_text="And who funded it?").last
    expect(asked).to_contain_text("asked of that alone: Gender mainstreaming in customs")
    for title in page.locator(".cq-done").last.locator(".cq-heading > a").all_inner_texts():
        assert title.startswith("Gender mainstreaming in customs")
    page.get_by_role("button", name="Ask all documents").click()
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    ask(page, QUESTIONS[0])
    ask(page, "Thanks!")
    ask(page, "And when was it held?")
    expect(page.locator(".cq-exact")).to_have_count(2)
    asked = page.locator(".message", has_text="And when was it held?").last
    expect(asked).to_contain_text("asked of that alone: Gender mainstreaming in customs")
    page.locator(".cq-exact").last.click()
    expect(page.locator(".cq-done")).to_have_count(7, timeout=60_000)
    expect(page.locator(".cq-exact")).to_have_count(2)
    page.context.close()


def test_of_several_documents_quoted_last_one_can_be_meant(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    ask(page, "Compare Bishkek and Samarkand")
    titles = page.locator(".cq-heading > a").all_inner_texts()
    assert len(titles) > 1
    ask(page, "And who funded it?")
    which = page.locator(".cq-which")
    expect(which).to_have_text(titles)
    which.last.click()
    expect(page.locator(".cq-done")).to_have_count(3, timeout=60_000)
    expect(page.locator(".cq-question + .cq-ref").last).to_have_text(f"Only: {titles[-1]}")
    expect(page.locator(".cq-which")).to_have_count(len(titles))
    page.context.close()


def test_sources_are_walked_through_and_closed_by_back(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTIONS[0])
    page.get_by_role("link", name=re.compile("^Open source 1: Gender mainstreaming")).click()
    expect(page.locator("#cq-bar-title")).to_contain_text("Source 1 of 2: Gender mainstreaming")
    expect(page.locator("#cq-mark")).to_contain_text("gathered 53 participants")
    expect(page.locator("#cq-source mark:not(.cq-now)")).to_contain_text("On 22-24 August 2023")
    page.get_by_role("button", name="Next source").click()
    expect(page.locator("#cq-bar-title")).to_contain_text("Source 2 of 2: Gender mainstreaming")
    expect(page.locator("#cq-mark")).to_contain_text("On 22-24 August 2023")
    page.go_back()
    expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    expect(page.locator(".cq-question")).to_have_count(1)
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    ask(page, QUESTIONS[1])
    expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    page.context.close()


def test_on_a_phone_the_source_is_a_dialog(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, viewport={"width": 375, "height": 800}, has_touch=True)
    ask(page, QUESTIONS[0])
    page.locator("a.cq-number").first.tap()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert page.locator("#cq-chat-column").evaluate("e => e.inert")
    page.go_back()
    expect(dialog).to_have_count(0)
    expect(page.locator(".cq-question")).to_be_visible()
    page.locator("#cq-list").tap()
    expect(page.locator(".cq-documents h2")).to_have_text("5 documents")
    body = page.locator("#cq-source-body")
    assert body.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.keyboard.press("Escape")
    expect(page.locator("#cq-source")).to_be_hidden()
    page.context.close()


def test_the_page_speaks_russian(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, locale="ru-RU")
    assert page.locator("html").get_attribute("lang") == "ru"
    expect(page.locator("#cq-send")).to_have_text("Спросить")
    expect(page.get_by_placeholder("Задайте вопрос")).to_be_visible()
    expect(page.locator(".cq-documents h2")).to_have_text("5 документов")
    page.get_by_role("button", name="In English").click()
    expect(page.locator("#cq-send")).to_have_text("Ask")
    expect(page.locator(".cq-documents h2")).to_have_text("5 documents")
    page.reload()
    expect(page.locator("#cq-send")).to_have_text("Ask")
    page.context.close()


def test_the_theme_is_chosen_and_kept(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, color_scheme="light")
    theme = page.locator("#cq-theme")
    for name, is_dark in (("Light", False), ("Dark", True)):
        theme.click()
        expect(theme).to_contain_text(name)
        assert page.evaluate("() => document.body.classList.contains('dark')") is is_dark
    page.reload()
    expect(theme).to_contain_text("Dark")
    page.context.close()


def test_examples_are_questions_that_the_documents_answer(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    page = opened(browser, server.url)
    expect(page.locator(".cq-example").first).to_be_visible()
    page.locator(".cq-example").first.click()
    expect(page.locator(".cq-quotes")).to_have_count(1, timeout=60_000)
    page.context.close()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The dog ran home at noon. It was late.")
    build_index(tmp_path / "corpus", tmp_path / "index")
    with Server(tmp_path / "index", tmp_path) as other:
        page = opened(browser, other.url)
        page.wait_for_timeout(1500)
        expect(page.locator(".cq-example")).to_have_count(0)
        ask(page, "what documents do you have?")
        expect(page.locator(".cq-done")).to_contain_text("1 document")
        page.context.close()


def test_what_is_wrong_can_be_read_in_the_dark(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, color_scheme="dark")
    ask(page, QUESTIONS[0])
    page.get_by_role("button", name="Wrong").first.click()
    ink, paper = page.locator(".cq-why").evaluate(
        "field => [getComputedStyle(field).color, getComputedStyle(field).backgroundColor]"
    )
    light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ink, paper))
    assert light > 3 * 200
    assert dark < 3 * 60
    page.context.close()


def test_quotes_are_rated_and_exported(browser: Browser, index_copy: Path, tmp_path: Path) -> None:
    with Server(index_copy, tmp_path) as server:
        page = opened(browser, server.url)
        ask(page, QUESTIONS[0])
        page.get_by_role("button", name="Right").first.click()
        expect(page.locator(".cq-quote").first).to_contain_text("You noted: right.")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("button", name="Right").first).to_be_focused()
        assert ratings_of(index_copy) == []
        page.get_by_role("button", name="Right").first.click()
        expect(page.locator(".cq-quote").first).to_contain_text("You noted: right.")
        ask(page, QUESTIONS[1])
        page.locator(".cq-done").last.get_by_role("button", name="Wrong").first.click()
        page.get_by_label("What is wrong?").fill("not the framework")
        page.keyboard.press("Enter")
        expect(page.locator(".cq-done").last).to_contain_text("You noted: wrong.")
        page.reload()
        expect(page.locator(".cq-done")).to_have_count(2, timeout=60_000)
        expect(page.locator(".cq-said")).to_have_text(
            ["You noted: right. Undo", "You noted: wrong. Undo"]
        )
        page.context.close()
    right, wrong = ratings_of(index_copy)
    assert (right.question, right.is_right, right.language) == (QUESTIONS[0], True, "en")
    assert right.quote.startswith("The training gathered 53 participants")
    assert (wrong.question, wrong.is_right, wrong.reason) == (
        QUESTIONS[1], False, "not the framework",
    )  # fmt: skip


def test_ratings_can_be_switched_off(browser: Browser, built_index: Path, tmp_path: Path) -> None:
    (tmp_path / "casc_qa.toml").write_text("[serve]\nratings = false\n")
    with Server(built_index, tmp_path) as server:
        page = opened(browser, server.url)
        ask(page, QUESTIONS[0])
        expect(page.locator(".cq-rate").first).to_be_hidden()
        page.context.close()
        rating = {"question": "Who?", "doc": "a.txt", "sha256": "0" * 64, "start": 0, "end": 1}
        assert post(server, "/casc/rating", {**rating, "right": True, "reason": ""})[0] in (
            404,
            405,
        )


def test_where_nothing_is_kept_a_reload_forgets(
    browser: Browser, built_index: Path, tmp_path: Path
) -> None:
    (tmp_path / "casc_qa.toml").write_text("[serve]\nkeep_conversations = false\n")
    with Server(built_index, tmp_path) as server:
        page = opened(browser, server.url)
        ask(page, QUESTIONS[0])
        assert page.evaluate("() => localStorage.getItem('casc-qa:conversation')") is None
        page.reload()
        page.wait_for_timeout(2000)
        expect(page.locator(".cq-question")).to_have_count(0)
        page.context.close()


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server over a folder that changes."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Intro.\n\nThe zebra drank 77 litres of water.\n")
    build_index(tmp_path / "corpus", tmp_path / "index")
    with Server(tmp_path / "index", tmp_path) as running:
        yield running, tmp_path


def test_a_quote_is_found_again_or_said_to_be_gone(
    browser: Browser, moving: tuple[Server, Path]
) -> None:
    server, folder = moving
    page = opened(browser, server.url)
    ask(page, "How many litres of water did the zebra drink?")
    link = page.locator("a.cq-number").first.get_attribute("href")
    file = folder / "corpus" / "a.txt"
    for text, words in (
        ("A longer beginning.\n\nThe zebra drank 77 litres of water.\n", "stands in it still"),
        ("Intro.\n\nThe zebra drank 78 litres of water.\n", "no longer in it word for word"),
    ):
        file.write_text(text)
        build_index(folder / "corpus", folder / "index")
        page.goto(f"{server.url}{link}")
        expect(page.locator(".cq-notice")).to_contain_text(words)
    expect(page.locator("mark")).to_have_count(0)
    file.rename(folder / "corpus" / "b.txt")
    build_index(folder / "corpus", folder / "index")
    page.goto(f"{server.url}{link}")
    expect(page.locator(".cq-notice")).to_contain_text("removed or renamed")
    page.context.close()
