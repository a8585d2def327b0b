"""What a document says is read in the browser as it is read in the file: nothing turns it round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from casc_qa.building.build import build_index
from web.conftest import Server
from web.test_browser import ask

# Right-to-left override, its end; mark; isolate. Titles that would take the date with them.
OVERRIDDEN = "The customs training in Osh gathered \u202e53\u202c participants."
MARKED = "The border seminar in Naryn had from \u200f21 - 48\u200f guests."
DOCUMENTS = {
    "a.txt": f"Report \u202eof the customs training\n\n1 May 2021\n\n{OVERRIDDEN}\n",
    "b.txt": f"تقرير\n\n2 May 2022\n\n{MARKED}\n",
}
# Of every character that is seen, what it is and where it stands, left to right in each line.
SEEN = """element => {
  const found = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width) found.push([Math.round(box.top / 8), box.left, node.data[at]]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.map(each => each[2]).join("");
}"""


def seen(element: Locator) -> str:
    """What a person reads, in the order of the letters' places."""
    return str(element.evaluate(SEEN)).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("turned")
    (folder / "corpus").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build_index(folder / "corpus", folder / "index")
    with Server(folder / "index", folder) as running:
        yield running


def test_numbers_and_dates_read_as_they_are_written(browser: Browser, turned: Server) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(turned.url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    ask(page, "How many participants did the customs training in Osh gather?")
    quote = page.locator(".cq-quote blockquote").first
    assert "gathered ⟨U+202E⟩53⟨U+202C⟩ participants" in seen(quote).replace("  ", " ")
    reference = page.locator(".cq-ref").first
    assert "1 May 2021" in seen(reference)
    assert "Report ⟨U+202E⟩of the customs training" in seen(reference)

    ask(page, "How many guests had the border seminar in Naryn?")
    article = page.locator(".cq-answer").last
    assert "21 - 48" in seen(article.locator("blockquote").first)
    assert "2 May 2022" in seen(article.locator(".cq-ref").first)
    article.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    assert "2 May 2022" in seen(page.locator(".cq-source-facts"))
    assert "21 - 48" in seen(page.locator(".cq-text"))
    page.close()


def test_the_measure_sees_a_number_turned_round(browser: Browser) -> None:
    """The test of the test."""
    page = browser.new_page()
    page.set_content(f"<p>{OVERRIDDEN}</p>")
    assert "35" in seen(page.locator("p"))
    page.close()
