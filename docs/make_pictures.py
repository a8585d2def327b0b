"""Makes the pictures of the documentation, from the running program in a real browser.

python docs/make_pictures.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent
QUESTION = "How many participants did the Bishkek training gather?"


def main() -> None:
    """Builds an index of the corpus, serves it and takes the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as started:
        run = [sys.executable, "-m", "casc_qa"]
        index = ["--index", f"{folder}/index"]
        subprocess.run([*run, "index", str(FOLDER.parent / "corpus"), *index], check=True)
        serving = subprocess.Popen(
            [*run, "serve", "--port", "0", *index], stdout=subprocess.PIPE, text=True
        )
        assert serving.stdout is not None
        address = re.search(r"http://\S+", serving.stdout.readline())
        assert address is not None
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            take(browser, address[0])
        finally:
            browser.close()
            serving.terminate()
            serving.wait()


def take(browser: Browser, url: str) -> None:
    """The chat with a source beside it, and on a phone at night."""
    page = opened(browser, url, 1280, 800, "light")
    ask(page)
    page.locator("a.cq-number").nth(1).click()
    page.locator("#cq-mark").wait_for()
    page.screenshot(path=FOLDER / "chat.png")
    page = opened(browser, url, 390, 800, "dark")
    ask(page)
    page.screenshot(path=FOLDER / "chat-phone.png")


def opened(browser: Browser, url: str, width: int, height: int, scheme: str) -> Page:
    """The page, its model loaded."""
    size = {"width": width, "height": height}
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    return page


def ask(page: Page) -> None:
    """Asks the question of the pictures."""
    page.locator("#cq-question textarea").fill(QUESTION)
    page.locator("#cq-question textarea").press("Enter")
    page.locator(".cq-done").wait_for(timeout=60_000)
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
