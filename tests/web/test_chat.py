"""The real chat in a real Chromium: ask, open a citation, see the quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from casc_qa.building.build import build_index
from helpers.documents.samples import REPORT
from helpers.web.server import Server, get_bytes

QUESTION = "What is Ms. Artikova's title?"


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer."""
    answers = page.locator(".cq-answer")
    before = answers.count()
    box = page.locator("#cq-question textarea")
    box.fill(question)
    box.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=60_000)


def test_ask_and_open_a_citation(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".cq-question")).to_have_text(QUESTION)
    quotes = page.locator(".cq-quote blockquote")
    expect(quotes).to_have_count(2)
    expect(quotes.nth(0)).to_contain_text("Deputy Prosecutor of the Republic of Uzbekistan")
    expect(quotes.nth(1)).to_contain_text("Deputy Prosecutor General of the Republic of Uzbekistan")
    expect(page.locator(".cq-date").nth(1)).to_have_text("undated")

    page.locator("a.cq-number").nth(1).click()
    mark = page.locator("#cq-mark")
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("Svetlana Artikova, Deputy Prosecutor General")
    expect(page.locator(".cq-text")).to_contain_text("National and regional strategies and plans")
    expect(page.locator("#cq-source-title")).to_contain_text("UNODC supports Central Asia")
    background = mark.evaluate("element => getComputedStyle(element).backgroundColor")
    assert background == "rgb(255, 229, 138)"

    page.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    focused = page.evaluate("() => document.activeElement.className")
    assert "cq-open" in focused


def test_an_abstention_shows_no_citation(page: Page) -> None:
    ask(page, "Who is the President of Uzbekistan?")
    expect(page.locator(".cq-abstains")).to_contain_text("The documents do not say")
    expect(page.locator(".cq-number")).to_have_count(0)
    details = page.locator("details.cq-passages")
    expect(details.locator("summary")).to_have_text("Nearest passages, not an answer")
    expect(details.locator("blockquote")).to_have_count(3)
    expect(details.locator("blockquote").first).to_be_visible()


def test_a_russian_question_is_answered_in_russian(page: Page) -> None:
    ask(page, "Сколько участников было на тренинге в Бишкеке?")
    expect(page.locator(".cq-question")).to_have_attribute("lang", "ru")
    answer = page.locator(".cq-answer")
    expect(answer).to_have_attribute("lang", "ru")
    details = answer.locator("details.cq-passages").first
    expect(details.locator("summary")).to_contain_text(re.compile("трыв(ок|ки)"))
    details.locator("summary").click()
    expect(details.locator("blockquote").first).to_have_attribute("lang", "en")
    details.locator("a.cq-open").first.click()
    expect(page.locator(".cq-source-head")).to_have_attribute("lang", "ru")
    expect(page.locator(".cq-text")).to_have_attribute("lang", "en")


def test_examples_and_follow_ups(page: Page) -> None:
    page.get_by_role("button", name="How many participants did the training gather?").click()
    expect(page.locator(".cq-answer")).to_contain_text("53 participants", timeout=60_000)
    ask(page, "What is the boiling point of tungsten?")
    ask(page, "When was the meeting in Tashkent held?")
    expect(page.locator(".cq-question")).to_have_count(3)
    expect(page.locator(".cq-answer").nth(0)).to_contain_text("53 participants")


def test_a_question_sent_while_another_is_pending(page: Page) -> None:
    box = page.locator("#cq-question textarea")
    for number, delay in enumerate((0, 50, 400), 1):
        box.fill("What are the 4Ps?")
        box.press("Enter")
        expect(page.locator(".cq-question")).to_have_count(2 * number - 1)
        page.wait_for_timeout(delay)
        box.fill("Who is Johanna Tornstrom?")
        box.press("Enter")
        expect(page.locator(".cq-answer")).to_have_count(2 * number, timeout=60_000)
    expect(page.locator(".cq-answer").last).to_contain_text("Project Manager and Gender Equality")


def test_an_empty_or_senseless_question(page: Page) -> None:
    box = page.locator("#cq-question textarea")
    box.fill("   ")
    box.press("Enter")
    page.wait_for_timeout(500)
    expect(page.locator(".cq-question")).to_have_count(0)
    box.fill("?!")
    box.press("Enter")
    expect(page.locator(".cq-notice")).to_contain_text("The question is empty")


def test_copy_puts_the_quote_and_its_place_on_the_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "How many participants did the Bishkek training gather?")
    page.locator(".cq-copy").first.click()
    expect(page.locator(".cq-copy").first).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("The training gathered 53 participants")
    assert "22–24 August 2023; 2023-08-22_bishkek_gender-in-customs-training.txt, char" in copied


def test_a_citation_opened_in_a_tab_of_its_own(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    href = page.locator("a.cq-number").first.get_attribute("href")
    page.goto(f"{server.url}{href}")
    expect(page.locator("#cq-mark")).to_be_in_viewport()
    expect(page.locator("#cq-mark")).to_contain_text("Ms. Svetlana Artikova, Deputy Prosecutor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(browser: Browser, server: Server, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 812},
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=True,
    )
    page = context.new_page()
    page.goto(server.url)
    ask(page, QUESTION)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 375
    expect(page.locator("#cq-source")).to_be_hidden()
    page.locator("a.cq-number").first.tap()
    expect(page.locator("#cq-mark")).to_be_in_viewport()
    box = page.locator("#cq-source").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 375, "height": 812}
    page.locator("#cq-close").tap()
    expect(page.locator("#cq-source")).to_be_hidden()
    ink, paper = (
        page.locator("#cq-chat").evaluate(f"e => getComputedStyle(e).{name}")
        for name in ("color", "backgroundColor")
    )
    light = [int(part) > 127 for part in paper.removeprefix("rgb(").rstrip(")").split(",")]
    assert light == [scheme == "light"] * 3, (ink, paper)
    context.close()


def test_the_page_calls_nobody(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    called: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.on("response", lambda response: response.status >= 400 and failed.append(response.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(server.url)
    ask(page, QUESTION)
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    outside = [u for u in called if not u.startswith((server.url, "data:", "blob:"))]
    assert outside == []
    assert failed == []
    context.close()


HOSTILE = """Notice on the zebra programme

The zebra programme gathered <img src="http://192.0.2.1/x.png" onerror="alert(1)"> \
77 zebras <script>document.title="owned"</script> in **Osh** ![x](http://192.0.2.1/y.png) $$z$$ \
and </article></blockquote><style>@import 'http://192.0.2.1/z.css'; body {opacity: 0}</style>.
"""


def test_a_hostile_document_is_shown_as_it_is_written(browser: Browser, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / 'a"><img src=x>.txt').write_text(HOSTILE)
    build_index(corpus, tmp_path / "index")
    with Server(tmp_path / "index", tmp_path) as server:
        context = browser.new_context()
        page = context.new_page()
        called: list[str] = []
        page.on("request", lambda request: called.append(request.url))
        page.goto(server.url)
        ask(page, "How many zebras did the zebra programme gather?")
        sentence = HOSTILE.splitlines()[2]
        shown = " ".join(page.locator(".cq-quote blockquote").first.inner_text().split())
        assert shown.removesuffix(" 1") in sentence
        assert "<script>" in " ".join(page.locator(".cq-answer").inner_text().split())
        page.locator("a.cq-number").first.click()
        expect(page.locator("#cq-source .cq-text")).to_contain_text("</blockquote><style>")
        page.wait_for_timeout(500)
        assert page.title() == "casc-qa"
        assert [url for url in called if not url.startswith((server.url, "data:"))] == []
        expect(page.locator("#cq-chat img, #cq-source img, #cq-chat script")).to_have_count(0)
        context.close()


@pytest.mark.parametrize("device", ["Desktop Chrome", "Pixel 5"])
def test_the_policy_lets_the_chat_work(
    browser: Browser, playwright: Playwright, server: Server, device: str
) -> None:
    context = browser.new_context(**playwright.devices[device])
    page, messages = context.new_page(), []
    page.on("console", lambda message: messages.append((message.type, message.text)))
    page.on("pageerror", lambda error: messages.append(("error", str(error))))
    response = page.goto(server.url)
    assert response is not None
    scripts = re.search("script-src ([^;]*)", response.headers["content-security-policy"])
    assert scripts is not None
    assert re.fullmatch(r"'self'( 'sha256-[\w+/]{43}=')+", scripts[1])
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    ask(page, QUESTION)
    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_in_viewport()
    address = page.locator("a.cq-number").first.get_attribute("href")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Forget this conversation").click()
    expect(page.locator(".cq-question")).to_have_count(0)
    page.goto(f"{server.url}{address}")
    expect(page.locator("#cq-mark")).to_be_in_viewport()
    assert [line for line in messages if line[0] in ("error", "warning")] == []
    context.close()


# Right-to-left override, its end; mark; isolate. Titles that would take the date with them.
OVERRIDDEN = "The customs training in Osh gathered \u202e53\u202c participants."
MARKED = "The border seminar in Naryn had from \u200f21 - 48\u200f guests."
DOCUMENTS = {
    "a.txt": f"Report \u202eof the customs training\n\n1 May 2021\n\n{OVERRIDDEN}\n",
    "b.txt": f"تقرير\n\n2 May 2022\n\n{MARKED}\n",
}
# Of every character that is seen, what it is and where it stands, left to right in each line.
SEEN = """element => {
  const letters = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width) letters.push([Math.round(box.top / 8), box.left, node.data[at]]);
    }
  }
  letters.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return letters.map(each => each[2]).join("");
}"""


def seen(element: Locator) -> str:
    """What a person reads, in the order of the letters' positions."""
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
    # without spaces, which are not seen where a line ends
    assert "gathered⟨U+202E⟩53⟨U+202C⟩participants" in seen(quote).replace(" ", "")
    reference = page.locator(".cq-heading").first
    assert "1 May 2021" in seen(reference)
    assert "Report ⟨U+202E⟩of the customs training" in seen(reference)

    ask(page, "How many guests had the border seminar in Naryn?")
    article = page.locator(".cq-answer").last
    assert "from⟨U+200F⟩21-48⟨U+200F⟩guests" in seen(article.locator("blockquote").first).replace(
        " ", ""
    )
    assert "2 May 2022" in seen(article.locator(".cq-heading").first)
    article.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    assert "2 May 2022" in seen(page.locator(".cq-source-facts"))
    assert "⟨U+200F⟩21-48⟨U+200F⟩" in seen(page.locator(".cq-text")).replace(" ", "")
    page.close()


def test_the_measure_sees_a_number_turned_round(browser: Browser) -> None:
    """The test of the test."""
    page = browser.new_page()
    page.set_content(f"<p>{OVERRIDDEN}</p>")
    assert "35" in seen(page.locator("p"))
    page.close()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.pdf").write_bytes(REPORT)
    build_index(folder / "corpus", folder / "index")
    with Server(folder / "index", folder) as running:
        yield running, folder / "corpus" / "report.pdf"


def test_the_page_is_shown_as_it_is_printed(browser: Browser, printed: tuple[Server, Path]) -> None:
    server, file = printed
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(server.url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    ask(page, "How many people took part in the second day on cross-border trade?")
    page.locator("a.cq-number").first.click()
    summary = page.locator(".cq-page-picture summary")
    expect(summary).to_have_text("Page 2 as it is printed")
    image = page.locator(".cq-page-picture img")
    expect(image).not_to_be_visible()
    summary.click()
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 1191)
    expect(image).to_have_attribute("alt", re.compile("^Page 2 of the file with the quote marked"))
    address = image.get_attribute("src")
    assert address is not None
    assert get_bytes(server, address)[0] == 200
    assert get_bytes(server, address.replace("page=2", "page=40"))[0] == 404
    assert get_bytes(server, re.sub("sha256=.", "sha256=0", address))[0] in (200, 409)
    file.write_bytes(REPORT + b"%")
    status, body = get_bytes(server, address)
    assert status == 404
    assert body == b"The file report.pdf has changed since it was indexed: run casc-qa index."
    page.close()
