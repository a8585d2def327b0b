"""The list of a document's headings and pages, and the way to them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from casc_qa.building.build import build_index
from casc_qa.types import Anchor, Document, Span
from casc_qa.web.outline import outline_html, outline_of
from casc_qa.web.source_view import document_html
from helpers.documents.samples import REPORT
from helpers.web.pages import opened
from helpers.web.server import Server

HOSTILE = "Findings <img src=x onerror=alert(1)> [a](javascript:alert(2)) *b* &lt;"
MARKDOWN = (
    "# The report\n\nIt begins.\n\n## One\n\n"
    + "".join(f"Line {number} of the first part.\n\n" for number in range(60))
    + f"## {HOSTILE}\n\nFifty-three came.\n\n### Üçüncü: қорытынды ##\n\n"
    + "".join(f"Line {number} of the last part.\n\n" for number in range(60))
)


def document(text: str, anchors: list[Anchor], language: str | None = "en") -> Document:
    return Document("a.md", "T", text, "0" * 64, "x", None, language, None, tuple(anchors))


def heading(text: str, at: str, words: str | None = None) -> Anchor:
    return Anchor(text.index(at), "heading", words or at)


def test_headings_are_found_where_they_stand() -> None:
    text = (
        "## One ##\nwords\r\n\n2. Two and\na half\n\nThree Then the paragraph goes on.\n\n"
        "\nFour\nfive"
    )
    anchors = [
        heading(text, "## One", "One"),
        heading(text, "2. Two", "TWO and a half"),
        heading(text, "Three"),
        Anchor(text.index("\nFour"), "heading", "Four"),
        Anchor(text.index("five"), "heading", "Sheet1, row 5"),
    ]
    outline = outline_of(document(text, anchors))
    assert [(h.name, h.span.of(text)) for h in outline.headings] == [
        ("One", "## One ##\n"),
        ("TWO and a half", "2. Two and\na half\n"),
        ("Three", ""),
        ("Four", "Four\n"),
    ]
    assert outline.headings[2].span.start == text.index("Three")
    shown = document_html(document(text, anchors), Span(0, 0))
    titles = re.findall(r'<p( id="cq-at-\d+" tabindex="-1")?( role="heading" [^>]*)?>', shown)
    assert [bool(role) for place, role in titles if place] == [True, True, False, True]


def test_pages_are_listed_once_with_what_is_printed_on_them() -> None:
    anchors = [
        Anchor(0, "page", "1"), Anchor(0, "label", "iv"), Anchor(4, "page", "2"),
        Anchor(4, "label", ""), Anchor(8, "page", "1"), Anchor(8, "label", "iv"),
    ]  # fmt: skip
    shown = html.unescape(document_html(document("One two note", anchors), Span(0, 3)))
    assert "<summary>Pages (2)</summary>" in shown
    assert re.findall(r'href="#(\S+)" aria-label="([^"]*)"><bdi>(.*?)</bdi>', shown) == [
        ("cq-on-0", "page 1 (numbered iv)", "1 (iv)"),
        ("cq-on-4", "page 2", "2"),
    ]
    assert re.findall(r'id="(cq-on-\d+)"[^>]*aria-label="([^"]*)"', shown) == [
        ("cq-on-0", "page 1 (numbered iv)"),
        ("cq-on-4", "page 2"),
        ("cq-on-8", "page 1 (numbered iv)"),
    ]


def test_what_is_hardly_divided_has_no_list() -> None:
    one = document("One\n\nwords", [Anchor(0, "heading", "One"), Anchor(0, "page", "1")])
    assert outline_html(outline_of(one), one, "en") == ""
    assert 'role="heading"' in document_html(one, Span(0, 0))


def test_of_many_headings_and_pages_the_first_are_listed_and_that_is_said() -> None:
    text = "One\n" * 6_000
    anchors = [Anchor(4 * n, "heading", "One") for n in range(1_001)]
    anchors += [Anchor(4 * n, "page", str(n + 1)) for n in range(6_000)]
    many = document(text, anchors)
    shown = html.unescape(outline_html(outline_of(many), many, "ru"))
    assert shown.count("<li>") == 1_000 + 5_000
    assert "Показано 1,000 из 1,001." in shown
    assert "Показано 5,000 из 6,000." in shown
    assert 'aria-label="Содержание" lang="ru"' in shown


def test_a_hostile_heading_is_words() -> None:
    text = f"{HOSTILE}\n\nTwo\n\nwords"
    shown = document_html(
        document(text, [heading(text, HOSTILE), heading(text, "Two")]), Span(0, 0)
    )
    assert "<img" not in shown
    assert "&#42;b&#42;" in shown
    assert html.unescape(shown).count(HOSTILE) == 2


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("divided")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "corpus" / "b.pdf").write_bytes(REPORT)
    build_index(folder / "corpus", folder / "index")
    with Server(folder / "index", folder) as running:
        yield running


def is_at_top(page: Page, selector: str) -> bool:
    """Whether an element stands at the top of what is seen of the document."""
    return bool(
        page.locator(selector).evaluate(
            """element => {
              const view = document.querySelector("#cq-source-body").getBoundingClientRect();
              const distance = element.getBoundingClientRect().top - view.top;
              return distance >= 0 && distance < 60;
            }"""
        )
    )


def test_an_entry_leads_to_its_place(browser: Browser, divided: Server) -> None:
    page = opened(browser, divided.url)
    page.get_by_role("link", name="Open the document: The report").click()
    page.locator(".cq-text").wait_for()
    page.get_by_text("Contents").click()
    names = ["One", HOSTILE, "Üçüncü: қорытынды"]
    expect(page.locator(".cq-heads li")).to_have_text(names)
    page.get_by_role("link", name=HOSTILE).press("Enter")
    place = page.get_by_role("heading", name=f"## {HOSTILE}")
    expect(place).to_be_focused()
    assert is_at_top(page, ":focus")
    expect(page.locator("#cq-bar-title")).to_have_text("Source: The report")
    text = page.locator(".cq-text").evaluate("element => element.textContent")
    assert text == MARKDOWN
    page.keyboard.press("Escape")
    expect(page.locator(".cq-documents")).to_be_visible()
    page.get_by_role("link", name="Open the document: Outcome of").click()
    page.get_by_text("Pages (4)").click()
    page.get_by_role("link", name=re.compile("^page 4")).click()
    expect(page.locator(".cq-leaf:focus")).to_have_attribute("aria-label", re.compile("^page 4"))
    expect(page.locator(".cq-leaf:focus")).to_be_in_viewport()
    page.context.close()


def test_a_source_in_a_tab_of_its_own_has_the_list_too(browser: Browser, divided: Server) -> None:
    page = browser.new_page(viewport={"width": 820, "height": 700})
    page.goto(f"{divided.url}/casc/source?doc=a.md")
    page.get_by_text("Contents").click()
    page.get_by_role("link", name=HOSTILE).click()
    place = page.get_by_role("heading", name=f"## {HOSTILE}")
    expect(place).to_be_focused()
    head, box = page.locator(".cq-source-head").bounding_box(), place.bounding_box()
    assert head is not None
    assert box is not None
    assert head["y"] == 0  # it stays
    assert head["height"] <= box["y"] < 200
    page.close()
