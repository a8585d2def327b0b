"""A document in the browser: whole, its quotes marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from casc_qa.building.build import build_index
from casc_qa.types import Document, Span
from casc_qa.web.source_view import document_html, page_html
from helpers.web.pages import ask, opened, send
from helpers.web.server import Server


def test_a_document_is_whole_with_its_quote_marked() -> None:
    text = "Before <b>.\nThe quote.\nAfter & more."
    document = Document("a.txt", "T<i>", text, "0" * 64, "decoded utf-8", url="https://e.org/?a&b")
    shown = document_html(document, Span(12, 22))
    assert '<mark id="cq-mark" class="cq-now" tabindex="-1">The quote&#46;</mark>' in shown.replace(
        ".", "&#46;"
    )
    body = re.search(r'<div class="cq-text" lang="">(.*)</div>', shown)
    assert body is not None
    assert html.unescape(re.sub(r"</?(?:mark|p|span)[^>]*>", "", body[1])) == text
    assert 'rel="noopener noreferrer"' in shown
    assert "undated" in shown
    assert page_html(shown, "T<i>").startswith("<!doctype html>")
    assert "<i>" not in page_html(shown, "T<i>")


def test_a_document_shows_all_its_paths() -> None:
    document = Document("a.txt", "T", "Words.", "0" * 64, "x", also_at=("sub/<b>.txt", "c.txt"))
    assert html.unescape("also at sub/<b>.txt, c.txt") in html.unescape(
        document_html(document, Span(0, 6))
    )


def test_a_source_opened_from_a_russian_answer() -> None:
    document = Document(
        "a.txt", "T", "Words.", "0" * 64, "x", "2023-06", "en", "https://e.org", (), ("b.txt",)
    )
    shown = html.unescape(document_html(document, Span(0, 6), language="ru"))
    assert shown.startswith('<header class="cq-source-head" lang="ru"><h2 id="cq-source-title" ')
    facts = shown.replace("<bdi>", "").replace("</bdi>", "")
    assert "<span>июнь 2023 г.</span> <span>a.txt</span> <span>тот же файл: b.txt</span>" in facts
    assert ">Исходная страница</a>" in shown
    assert '<div class="cq-text" lang="en">' in shown
    assert page_html("", "T", "ru").startswith('<!doctype html><html lang="ru">')
    assert page_html("", "T", "kk").startswith('<!doctype html><html lang="en">')


def test_all_quotes_of_an_answer_are_marked_and_one_of_them_most() -> None:
    text = "One came. Two went.\nThree stayed.\n\nFour slept."
    document = Document("a.txt", "T", text, "0" * 64, "x")
    marked = document_html(document, Span(10, 33), [Span(0, 9), Span(10, 33), Span(35, 46)])
    shown = html.unescape(marked.partition('class="cq-text"')[2])
    assert re.findall(
        r"<mark( id=\"cq-mark\")?( class=\"cq-now\")?[^>]*>(.*?)</mark>", shown, re.S
    ) == [
        ("", "", "One came."),
        (' id="cq-mark"', ' class="cq-now"', "Two went.\n"),
        ("", ' class="cq-now"', "Three stayed."),
        ("", "", "Four slept."),
    ]
    assert html.unescape(re.sub(r"<[^>]*>", "", shown.partition(">")[2])) == text
    assert "<mark" not in document_html(document, Span(0, 0))


WORDS = "The officers of Ош met."
TITLE = "A report on " + "the training of border officers, " * 7 + "with all that was said there"
PARAGRAPH = f"{WORDS} They spoke of “controlled\ndeliveries”, and of the year-end. Ёлка stood.\n\n"
REPORT = (
    f"---\ntitle: {TITLE}\ndate: 2024-03-05\nurl: https://example.org/a\n---\n"
    + PARAGRAPH * 40
    + "In Naryn 77 guests of the border seminar ate soup.\n\n"
    + PARAGRAPH * 2
)
OTHER = "---\ntitle: Another\n---\n" + "so " * 1_200
QUESTION = "How many guests of the border seminar ate soup in Naryn?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.md").write_text(REPORT, encoding="utf-8")
    (folder / "corpus" / "other.md").write_text(OTHER, encoding="utf-8")
    build_index(folder / "corpus", folder / "index")
    with Server(folder / "index", folder) as running:
        yield running


def open_quote(page: Page) -> None:
    """Asks, and opens the source of the answer."""
    ask(page, QUESTION)
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_contain_text("77 guests")


def painted(page: Page, name: str = "cq-found") -> list[str]:
    """The words that are painted over."""
    script = "name => [...(CSS.highlights.get(name) ?? [])].map(String)"
    words: list[str] = page.evaluate(script, name)
    return words


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("OFFICERS OF ОШ", ["officers of Ош"] * 42),
        ("controlled deliveries", ["controlled\ndeliveries"] * 42),
        ('"controlled', ["“controlled"] * 42),
        ("year–end.", ["year-end."] * 42),
        ("елка", ["Ёлка"] * 42),
        ("soup. the", ["soup.\n\nThe"]),
        ("ate  soup", ["ate soup"]),
        ("(.*)", []),
        ("zebra", []),
    ],
)
def test_words_are_found_however_they_are_written(
    browser: Browser, served: Server, words: str, places: list[str]
) -> None:
    page = opened(browser, served.url)
    open_quote(page)
    before = page.locator(".cq-text").inner_html()
    page.keyboard.press("/")
    page.keyboard.insert_text(words)
    count = page.locator("#cq-search-count")
    expect(count).to_have_text(
        re.compile(f"^\\d+ of {len(places)}$") if places else "Not in this document."
    )
    assert painted(page) == places
    assert len(painted(page, "cq-found-now")) == min(len(places), 1)
    assert page.locator(".cq-text").inner_html() == before
    page.context.close()


def test_the_search_goes_round_and_is_left_before_the_document(
    browser: Browser, served: Server
) -> None:
    page = opened(browser, served.url)
    open_quote(page)
    page.get_by_role("button", name="Find", exact=True).click()
    field = page.get_by_label("Find in this document")
    expect(field).to_be_focused()
    field.fill("officers")
    count = page.locator("#cq-search-count")
    expect(count).to_contain_text("of 42")
    start = int((count.text_content() or "").split()[0])
    assert start > 30  # what is in sight, with the quote, comes first
    for key, by in (("Enter", 1), ("Shift+Enter", -1), ("Shift+Enter", -1)):
        field.press(key)
        start += by
        expect(count).to_have_text(f"{start} of 42")
    for _ in range(start, 42):
        page.get_by_role("button", name="The next place").click()
    expect(count).to_have_text("42 of 42")
    field.press("Enter")
    expect(count).to_have_text("1 of 42")
    shown = "() => [...CSS.highlights.get('cq-found-now')][0].getBoundingClientRect().top"
    assert 60 < page.evaluate(shown) < 800
    field.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator("#cq-source-body")).to_be_focused()
    assert page.evaluate("() => getSelection().toString()") == "officers"
    assert painted(page) == []
    expect(page.locator("#cq-mark")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    expect(page.locator("a.cq-number").first).to_be_focused()
    page.context.close()


def test_no_more_than_a_thousand_places_are_marked(browser: Browser, served: Server) -> None:
    page = opened(browser, served.url)
    page.get_by_role("link", name="Open the document: Another").click()
    page.locator(".cq-text").wait_for()
    page.keyboard.press("/")
    page.keyboard.insert_text("so")
    expect(page.locator("#cq-search-count")).to_have_text("1 of the first 1,000")
    assert len(painted(page)) == 1_000
    page.keyboard.insert_text("z")
    expect(page.locator("#cq-search-count")).to_have_text("Not in this document.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Find", exact=True)).to_be_focused()
    page.context.close()


def test_a_slash_is_a_slash_elsewhere(browser: Browser, served: Server) -> None:
    page = opened(browser, served.url)
    open_quote(page)
    box = page.locator("#cq-question textarea")
    box.press("/")
    expect(box).to_have_value("/")
    expect(page.locator("#cq-search")).to_be_hidden()
    page.locator("#cq-find").click()
    page.keyboard.press("/")
    expect(page.locator("#cq-search-words")).to_have_value("/")
    page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1000), (375, 700)])
@pytest.mark.parametrize("locale", ["en-US", "ru-RU"])
def test_the_head_of_a_document_stays(
    browser: Browser, served: Server, width: int, height: int, locale: str
) -> None:
    size = {"width": width, "height": height}
    page = opened(browser, served.url, viewport=size, locale=locale)
    open_quote(page)
    page.locator("#cq-source-body").evaluate("body => body.scrollTop = 1e6")
    parts = ["#cq-bar-title", "#cq-bar-date", "#cq-find", "#cq-link", "#cq-original", "#cq-close"]
    for part in parts:
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    title = page.locator("#cq-bar-title")
    expect(title).to_have_text(re.compile("^(Source|Источник) 1 (of|из) [12]: A report on the"))
    expect(title).to_have_attribute("title", re.compile(f"{TITLE[-40:]}$"))
    box = title.bounding_box()
    assert box is not None
    assert box["height"] < 30  # a line
    expect(page.locator("#cq-source-title")).to_have_text(TITLE)
    expect(page.locator("#cq-bar-date")).to_have_text(re.compile("5 (March|марта) 2024"))
    expect(page.locator("#cq-original")).to_have_attribute("href", "https://example.org/a")
    page.context.close()


def test_another_language_leaves_the_document_open(browser: Browser, served: Server) -> None:
    page = opened(browser, served.url)
    open_quote(page)
    page.keyboard.press("/")
    page.keyboard.insert_text("officers")
    expect(page.locator("#cq-search-count")).to_contain_text("of 42")
    place = page.locator("#cq-source-body").evaluate("body => body.scrollTop")
    page.get_by_role("button", name="По-русски").click()
    expect(page.locator("#cq-search-count")).to_contain_text("из 42")
    expect(page.locator("#cq-bar-title")).to_have_text(re.compile("^Источник 1 из"))
    expect(page.locator("#cq-bar-date")).to_have_text(re.compile("5 марта 2024"))
    expect(page.locator(".cq-source-head")).to_have_attribute("lang", "ru")
    assert len(painted(page)) == 42
    assert page.locator("#cq-source-body").evaluate("body => body.scrollTop") == place
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".cq-documents h2")).to_have_text("2 документа")
    page.context.close()


@pytest.mark.parametrize("act", ["ask", "forget", "close", "language"])
def test_what_comes_late_is_not_shown(browser: Browser, served: Server, act: str) -> None:
    page = opened(browser, served.url)
    ask(page, QUESTION)
    held: list[Route] = []
    page.route("**/casc/source**", lambda route: route.continue_() if held else held.append(route))
    page.locator("a.cq-number").first.click()
    while not held:
        page.wait_for_timeout(50)
    if act == "ask":
        send(page, "What stood there?")
    elif act == "forget":
        page.get_by_role("button", name="Forget this conversation").click()
    elif act == "close":
        page.locator("#cq-close").click()
    else:
        page.get_by_role("button", name="По-русски").click()
        expect(page.locator("#cq-bar-title")).to_contain_text("Источник")
    if act != "language":
        expect(page.locator(".cq-documents")).to_be_visible()
    held[0].continue_()
    page.wait_for_timeout(500)
    if act == "language":
        expect(page.locator(".cq-source-head")).to_have_attribute("lang", "ru")
    else:
        expect(page.locator(".cq-documents")).to_be_visible()
        expect(page.locator("#cq-bar-title")).to_have_text("Documents")
        expect(page.locator(".cq-text")).to_have_count(0)
    if act in ("ask", "forget"):
        expect(page.locator("#cq-question textarea")).to_be_focused()
    page.context.close()
