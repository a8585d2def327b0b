"""What stands beside the chat keeps up with the index, and with where Back and Forward lead."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from casc_qa.building.build import build_index
from helpers.project import CORPUS
from helpers.web.pages import ask, opened
from helpers.web.server import Server, get

QUESTION = "How many participants did the Bishkek training gather?"
BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"
BEFORE = {
    "moved.txt": "Water\n\nThe zebra drank 77 litres of water.\n",
    "changed.txt": "Fish\n\nThe otter ate 12 fish on Monday.\n",
    "removed.txt": "Reeds\n\nThe heron counted 31 reeds at the pond.\n",
    "kept.txt": "Holes\n\nThe badger dug 8 holes in the forest.\n",
}
ASKED = {
    "How many litres of water did the zebra drink?": "The quote stands in it still",
    "How many fish did the otter eat?": "no longer in it word for word",
    "How many reeds did the heron count?": "removed or renamed",
    "How many holes did the badger dig?": None,
}


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[tuple[Server, Path, Path]]:
    """A server over a folder that changes, the folder, and the index."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    for name, text in BEFORE.items():
        (corpus / name).write_text(text)
    build_index(corpus, index)
    with Server(index, tmp_path) as running:
        yield running, corpus, index


def test_another_index_is_taken_up_in_the_middle_of_a_conversation(
    browser: Browser, moving: tuple[Server, Path, Path]
) -> None:
    server, corpus, index = moving
    page = opened(browser, server.url)
    listed = page.locator("#cq-source li[data-title] a")
    expect(listed).to_have_count(4)
    before = json.loads(get(server, "/casc/examples")[1])
    ask(page, *ASKED)
    expect(page.locator(".cq-quotes")).to_have_count(4)

    (corpus / "moved.txt").write_text("A longer beginning.\n\n" + BEFORE["moved.txt"])
    (corpus / "changed.txt").write_text("Fish\n\nThe otter ate 13 fish on Monday.\n")
    (corpus / "removed.txt").unlink()
    shutil.copy(CORPUS / BISHKEK, corpus)
    build_index(corpus, index)

    ask(page, QUESTION)
    expect(page.locator(".cq-done").last).to_contain_text("53 participants")
    files = page.locator("#cq-source .cq-only")
    expect(files.first).to_have_attribute("value", BISHKEK, timeout=20_000)
    names = [button.get_attribute("value") for button in files.all()]
    assert sorted(filter(None, names)) == sorted([BISHKEK, "changed.txt", "kept.txt", "moved.txt"])

    for at, words in enumerate(ASKED.values()):
        page.locator(".cq-done").nth(at).locator("a.cq-number").first.click()
        if words:
            expect(page.locator("#cq-source .cq-notice")).to_contain_text(words)
        else:
            expect(page.locator("#cq-mark")).to_contain_text("8 holes")
        expect(page.locator("#cq-source mark")).to_have_count(1 if at in (0, 3) else 0)
        page.keyboard.press("Escape")
        expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    page.get_by_role("button", name="Forget this conversation").click()
    now = json.loads(get(server, "/casc/examples")[1])
    assert now != before
    expect(page.locator(".cq-example")).to_have_text(now)
    page.context.close()


def test_back_forward_and_reload_keep_what_is_open(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url)
    title, mark = page.locator("#cq-bar-title"), page.locator("#cq-mark")
    ask(page, QUESTION)
    page.locator("a.cq-number").last.click()
    expect(title).to_contain_text("Source 1 of 2")
    page.go_back()
    expect(title).to_have_text("Documents")
    expect(page.locator("#cq-close")).to_be_hidden()
    page.go_forward()
    expect(title).to_contain_text("Source 1 of 2")
    expect(mark).to_contain_text("gathered 53 participants")
    page.get_by_role("button", name="Next source").click()
    expect(mark).to_contain_text("On 22-24 August 2023")
    page.reload()
    expect(mark).to_contain_text("On 22-24 August 2023")
    expect(page.locator(".cq-done")).to_have_count(1, timeout=60_000)
    page.go_back()
    expect(title).to_have_text("Documents")
    expect(page.locator(".cq-question")).to_have_text([QUESTION])
    page.locator("a.cq-number").last.click()
    expect(mark).to_contain_text("gathered 53 participants")
    page.go_back()
    expect(title).to_have_text("Documents")
    page.context.close()


def test_a_citation_in_a_second_tab_leaves_the_first_as_it_is(
    browser: Browser, server: Server
) -> None:
    page = opened(browser, server.url)
    ask(page, QUESTION)
    with page.context.expect_page() as second:
        page.locator("a.cq-number").last.click(modifiers=["ControlOrMeta"])
    other = second.value
    expect(other.locator("#cq-mark")).to_be_in_viewport()
    expect(other.locator("#cq-mark")).to_contain_text("gathered 53 participants")
    other.get_by_role("link", name="casc-qa").click()
    expect(other.locator(".cq-done")).to_have_count(1, timeout=60_000)
    expect(page.locator("#cq-bar-title")).to_have_text("Documents")
    expect(page.locator(".cq-done")).to_have_count(1)
    page.context.close()
