"""What each page loads: its styles and its typeface."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from casc_qa.web.head import HEAD
from helpers.web.pages import ask, opened
from helpers.web.server import TASHKENT, Server, get_bytes

# Latin letters of Turkey, Azerbaijan and Central Asia; Cyrillic ones of Russian, Kazakh, Kyrgyz,
# Tajik and Uzbek
LETTERS = "Training əğıİşžňýäöüç “”–— Съёмка әғқңөұүһі ҢӨҮ ғӣқӯҳҷ ўқғҳ"


def longest_line(page: object, selector: str) -> int:
    """How many characters the longest line has, as it is shown."""
    return int(
        page.locator(selector).first.evaluate(  # type: ignore[attr-defined]
            """root => {
              const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
              let [most, line, at] = [0, "", null];
              while (walker.nextNode()) {
                for (let i = 0; i < walker.currentNode.length; i++) {
                  const range = document.createRange();
                  range.setStart(walker.currentNode, i);
                  range.setEnd(walker.currentNode, i + 1);
                  const box = range.getBoundingClientRect();
                  if (!box.width) continue;
                  if (at !== null && Math.abs(box.bottom - at) > 8) line = "";
                  at = box.bottom;
                  line += walker.currentNode.data[i];
                  most = Math.max(most, line.trim().length);
                }
              }
              return most;
            }"""
        )
    )


@pytest.mark.parametrize("letters", LETTERS.split())
@pytest.mark.parametrize("weight", [400, 700])
def test_the_typeface_has_the_letters(
    browser: Browser, server: Server, letters: str, weight: int
) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}/casc/source?doc={TASHKENT}")
    page.locator(".cq-text").evaluate(
        """(element, [letters, weight]) => {
          element.textContent = letters;
          element.style.fontWeight = weight;
        }""",
        [letters, weight],
    )
    page.evaluate("() => document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": ".cq-text"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
    assert {(font["isCustomFont"], font["familyName"].split()[0]) for font in fonts} == {
        (True, "Noto")
    }
    page.close()


def test_lines_are_no_longer_than_is_good_to_read(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, viewport={"width": 1920, "height": 1000})
    errors = []
    page.on("console", lambda message: errors.append(message.text))
    ask(page, "How many participants did the Bishkek training gather?")
    page.locator("a.cq-number").first.click()
    page.locator("#cq-mark").wait_for()
    assert page.evaluate("() => document.fonts.check('1rem \"casc-qa Serif\"', 'Bishkek')")
    assert 50 < longest_line(page, ".cq-text") <= 70
    assert 40 < longest_line(page, ".cq-quote blockquote") <= 70
    assert errors == []
    page.context.close()


def test_styles_and_letters_are_served(server: Server) -> None:
    for name in ("fonts", "chat", "list", "source", "print"):
        assert f'href="/casc/static/{name}.css"' in HEAD
        assert get_bytes(server, f"/casc/static/{name}.css")[0] == 200
    status, body = get_bytes(server, "/casc/static/notolatin.woff2")
    assert (status, body[:4]) == (200, b"wOF2")
    assert get_bytes(server, "/casc/static/nothing.woff2")[0] == 404
    assert get_bytes(server, "/casc/static/fonts/notolatin.woff2")[0] == 404
