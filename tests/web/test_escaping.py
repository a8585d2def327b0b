"""Hostile words wherever a document or a person can put them, in a real Chromium: nothing of them
runs, nothing is fetched, and they are read as they stand.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.question import read_question
from casc_qa.building.build import build_index
from casc_qa.system.visible import visible
from casc_qa.types import Document
from helpers.web.hostile import Sink, hostile_texts
from helpers.web.pages import ask, opened
from helpers.web.server import Server

STATIONS = [f"{a}{b}rum" for a in "BDFGHKLMNPRSTVZW" for b in "aeiou"]
MOST_IN_QUESTION = 1_900


def line(text: str) -> str:
    """On one line, white space as a browser shows it."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Without white space, of which there are different notions."""
    return "".join(text.split())


def written(folder: Path, sink: str) -> list[str]:
    """Documents that are hostile in their names, titles, addresses, dates, headings and texts; what
    is hostile in each.
    """
    texts = hostile_texts(sink)
    known = []
    for at, (station, text) in enumerate(zip(STATIONS, texts, strict=False)):
        spoken = re.sub(r"[\x00/]", "", line(text))
        suffix = ".md" if at % 3 == 0 else ".txt"
        name = f"{station} {spoken.encode()[:120].decode(errors='ignore')}{suffix}"
        front = f"---\ndate: {quoted(text)}\nauthor: x\n---\n" if suffix == ".md" else ""
        (folder / name).write_text(
            f"{front}{line(text)[:300]}\n\nThe station of {station} counted {100 + at} visitors, "
            f"and its book says {line(text)[:400]} on that day.\n\n{text}\n",
            encoding="utf-8",
        )
        if text == visible(text):  # sources.toml may hold no other
            address = f"{sink}/{bare(text)[:800]}"
            table = {"title": line(text)[:800], "url": address}
            known.append(f"[{quoted(name)}]")
            known += [f"{key} = {quoted(value)}" for key, value in table.items()]
    (folder / "sources.toml").write_text("\n".join(known), encoding="utf-8")
    return texts


def quoted(text: str) -> str:
    """As a string of TOML or of YAML."""
    return json.dumps(text, ensure_ascii=False)


class Chat(NamedTuple):
    """A page of a chat over hostile documents, and what is noted of it."""

    page: Page
    server: Server
    sink: Sink
    texts: list[str]
    assistant: Assistant
    said: list[str]
    """What the browser has on its console: what ran, what it refused to load."""

    def document(self, address: str) -> Document:
        """The one that an address of a source names."""
        query = urllib.parse.urlsplit(address).query
        return self.assistant.document(urllib.parse.parse_qs(query)["doc"][0])

    def noted(self, page: Page) -> Page:
        """A page of which it is noted."""

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.said.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        return page

    def is_unharmed(self) -> None:
        """Nothing ran, nothing was fetched, and no attempt had to be refused."""
        self.page.wait_for_timeout(300)
        assert self.page.evaluate("() => window.ran") is None
        assert self.page.evaluate("() => document.baseURI").startswith(self.server.url)
        assert self.sink.calls == []
        assert self.said == []


@pytest.fixture(scope="module")
def chat(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    with Sink() as sink:
        texts = written(folder / "corpus", sink.url)
        build_index(folder / "corpus", folder / "index")
        said: list[str] = []
        with Server(folder / "index", folder) as server:
            page = opened(browser, server.url)
            chat = Chat(page, server, sink, texts, open_index(folder / "index"), said)
            chat.noted(page)
            yield chat
            page.context.close()


def test_the_texts_are_hostile(browser: Browser) -> None:
    """The test of the test: a page that does not escape them runs and fetches."""
    with Sink() as sink:
        page = browser.new_page()
        fetched = set()
        for text in hostile_texts(sink.url):
            page.set_content(f"<div>{text}</div>", wait_until="commit")
        page.wait_for_timeout(500)
        fetched |= set(sink.calls)
        assert page.evaluate("() => window.ran") == 1 or fetched
        page.close()
        assert {"/script.js", "/img.png", "/import.css", "/poster.png"} <= fetched


def test_all_are_there(chat: Chat) -> None:
    assert len(chat.texts) >= 60
    skipped = chat.assistant.manifest.skipped  # control characters are no text
    assert [path[:5] for path, _ in skipped] == ["Tarum"]
    assert len(chat.assistant.documents()) + len(skipped) == len(chat.texts)


def test_questions_and_quotes_are_read_as_they_stand(chat: Chat) -> None:
    page, asked = chat.page, []
    for at in range(0, len(chat.texts), 4):
        words = " ".join(line(text) for text in chat.texts[at : at + 4])
        question = f"How many visitors did the station of {STATIONS[at]} count? {words}"
        asked.append(question[:MOST_IN_QUESTION])
    ask(page, *asked)
    shown = page.locator(".cq-question").all_text_contents()
    assert [line(words) for words in shown] == [
        line(visible(read_question(words).text)) for words in asked
    ]
    documents = " ".join(
        line(visible(chat.assistant.document(d["doc_id"]).text)) for d in chat.assistant.documents()
    )
    quotes = page.locator("#cq-chat blockquote").all_text_contents()
    assert len(quotes) > len(asked)
    for quote in quotes:
        assert line(re.sub(r" \d+$", "", quote)) in documents
    chat.is_unharmed()


def is_shown(root: Locator, document: Document) -> None:
    """The document stands there, head and text, as it is."""
    assert root.locator(".cq-text").text_content() == visible(document.text)
    head = line(root.locator(".cq-source-head").text_content() or "")
    assert head.startswith(line(visible(document.title)))
    assert line(visible(document.doc_id)) in head


def test_sources_are_read_as_they_stand(chat: Chat) -> None:
    page = chat.page
    panel = page.locator("#cq-source")
    links = panel.locator("li[data-title] a.cq-open")
    expect(links).to_have_count(len(chat.assistant.documents()))
    listed = line(panel.inner_text())
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    for address in addresses:
        assert line(visible(chat.document(address).title)) in listed
    for at, address in list(enumerate(addresses))[::2]:
        links.nth(at).click()
        panel.locator(".cq-text").wait_for()
        is_shown(panel, chat.document(address))
        page.keyboard.press("Escape")
        links.first.wait_for()
    panel.locator(".cq-skipped summary").click()
    expect(panel.locator(".cq-skipped")).to_contain_text("bell⟨U+0007⟩ escape⟨U+001B⟩[31mred")
    chat.is_unharmed()
    alone = chat.noted(page.context.new_page())
    for address in addresses[1::2]:
        alone.goto(f"{chat.server.url}{address}")
        is_shown(alone.locator("main"), chat.document(address))
        assert line(alone.title()) == line(visible(chat.document(address).title))
        assert alone.evaluate("() => window.ran") is None
    alone.close()
    chat.is_unharmed()


def test_what_is_typed_is_shown_as_it_is(chat: Chat) -> None:
    page, told = chat.page, chat.page.locator("#cq-told")
    find, since = page.locator(".cq-find"), page.locator(".cq-from")
    for text in chat.texts:
        find.fill(text)
        since.fill(text)
        since.blur()
        assert bare(f"“{since.input_value().strip()}” is no date") in bare(told.inner_text())
    find.fill("")
    since.fill("")
    since.blur()
    page.locator("#cq-source li[data-title] a.cq-open").first.click()
    page.get_by_role("button", name="Find", exact=True).click()
    for text in chat.texts:
        page.locator("#cq-search-words").fill(text)
    expect(page.locator("#cq-search-count")).not_to_be_empty()
    for _ in range(2):  # leaves the search, then the source
        page.keyboard.press("Escape")
    page.locator("#cq-source .cq-only").first.wait_for()
    for button in page.locator("#cq-source .cq-only").all()[:4]:
        button.click()
    names = page.locator("#cq-source li[data-title] a.cq-open").all_text_contents()
    chips = page.locator(".cq-chip").all_text_contents()
    assert [line(chip) for chip in chips] == [f"Only: {line(name)} ×" for name in names[:4]]
    ask(page, "How many visitors did the station count?")
    asked = page.locator(".message", has=page.locator(".cq-question")).last
    assert "; ".join(map(line, names[:4])) in line(asked.inner_text())
    for _ in range(4):
        page.locator(".cq-chip").first.click()
    chat.is_unharmed()


def test_a_reload_and_paper_show_the_same(chat: Chat) -> None:
    page = chat.page
    questions = page.locator(".cq-question").all_text_contents()
    page.reload()
    expect(page.locator(".cq-done")).to_have_count(len(questions), timeout=60_000)
    assert page.locator(".cq-question").all_text_contents() == questions
    printed = pypdfium2.PdfDocument(page.pdf())
    words = " ".join(part.get_textpage().get_text_bounded() for part in printed)
    assert "<script>window.ran=1</script>" in line(words)
    chat.is_unharmed()
