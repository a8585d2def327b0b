"""On paper: the whole conversation, or the whole source, dark on white."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.project import CORPUS
from helpers.web.pages import ask, opened
from helpers.web.server import Server

QUESTIONS = [
    "How many participants did the Bishkek training gather?",
    "What are the 4Ps?",
    "Who is the President of Uzbekistan?",
    "Which countries took part in the Tashkent meeting?",
]
BISHKEK = CORPUS / "2023-08-22_bishkek_gender-in-customs-training.txt"


def printed(page: Page) -> list[str]:
    """What is on each sheet."""
    sheets = pypdfium2.PdfDocument(page.pdf())
    return [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in sheets]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_all_is_on_paper(browser: Browser, server: Server, width: int, scheme: str) -> None:
    page = opened(
        browser, server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    ask(page, *QUESTIONS)
    sheets = printed(page)
    assert len(sheets) > 1
    assert all(sheets)
    on_paper = " ".join(sheets)
    for question in QUESTIONS:
        assert question in on_paper
    assert "brought together policymakers" in on_paper  # the last answer
    assert len(page.locator(".cq-passage").all()) > 3
    for passage in page.locator("details[open] .cq-passage blockquote").all_inner_texts():
        assert " ".join(passage.split())[-40:] in on_paper
    for button in ("Copy quote", "Forget this", "Find a document", "Ask only this"):
        assert button not in on_paper

    page.locator("a.cq-number").first.click()
    expect(page.locator("#cq-mark")).to_be_visible()
    sheets = printed(page)
    assert all(sheets)
    on_paper = "".join("".join(sheets).split())
    for paragraph in filter(None, BISHKEK.read_text(encoding="utf-8").split("\n")):
        assert "".join(paragraph.split())[:60] in on_paper
    assert "".join(QUESTIONS[1].split()) not in on_paper
    page.emulate_media(media="print")
    for element in (".cq-text p", "#cq-source-title"):
        colour = page.locator(f"#cq-source {element}").first.evaluate(
            "e => getComputedStyle(e).color"
        )
        assert colour == "rgb(0, 0, 0)"
    page.context.close()
