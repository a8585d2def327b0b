"""Makes the pictures of the documentation, from the running program in a real browser.

python docs/make_pictures.py
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent
PARTICIPANTS = "How many participants did the Bishkek training gather?"
PRESIDENT = "Who is the President of Uzbekistan?"
IN_RUSSIAN = "Какие страны участвовали во встрече в Ташкенте?"
DESK, PHONE = (1280, 800), (390, 760)
COLOURS = 256


def main() -> None:
    """Builds an index of the corpus, serves it and takes the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as started:
        run = [sys.executable, "-m", "casc_qa"]
        shutil.copytree(FOLDER.parent / "corpus", f"{folder}/corpus")
        subprocess.run([*run, "index", "corpus", "--index", "index"], check=True, cwd=folder)
        serving = subprocess.Popen(
            [*run, "serve", "--port", "0", "--index", "index"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
        )
        assert serving.stdout is not None
        address = re.search(r"http://[^\s/]+", serving.stdout.readline())
        assert address is not None
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            take_all(browser, address[0])
        finally:
            browser.close()
            serving.terminate()
            serving.wait()


def take_all(browser: Browser, url: str) -> None:
    """The journey: an answer with its source, no answer, on a phone, in the dark, in Russian."""
    page = opened(browser, url)
    ask(page, PARTICIPANTS)
    open_source(page)
    take(page, "chat.png")
    leave(page)

    page = opened(browser, url)
    ask(page, PRESIDENT)
    take(page, "chat-no-answer.png")
    leave(page)

    page = opened(browser, url, size=PHONE)
    ask(page, PARTICIPANTS)
    take(page, "chat-phone.png")
    leave(page)

    page = opened(browser, url, size=PHONE, scheme="dark")
    ask(page, PARTICIPANTS)
    open_source(page)
    take(page, "chat-phone-dark.png")
    leave(page)

    page = opened(browser, url, scheme="dark", locale="ru-RU")
    ask(page, IN_RUSSIAN)
    open_source(page)
    take(page, "chat-russian.png")
    leave(page)


def opened(
    browser: Browser,
    url: str,
    size: tuple[int, int] = DESK,
    scheme: str = "light",
    locale: str = "en-GB",
) -> Page:
    """The page, its model loaded."""
    page = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=locale,
    ).new_page()
    page.goto(url)
    page.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    return page


def ask(page: Page, question: str) -> None:
    """Asks, and waits for the answer."""
    page.locator("#cq-question textarea").fill(question)
    page.locator("#cq-question textarea").press("Enter")
    page.locator(".cq-done").wait_for(timeout=60_000)
    page.wait_for_timeout(500)


def open_source(page: Page) -> None:
    """Opens what the first quote was taken from."""
    page.locator(".cq-quotes blockquote a.cq-number").first.click()
    page.locator("#cq-mark").wait_for()
    page.wait_for_timeout(500)


def take(page: Page, name: str) -> None:
    """A small picture: few colours are enough for words."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / name, optimize=True)


def leave(page: Page) -> None:
    """Leaves nothing in the browser for the next."""
    page.context.close()


if __name__ == "__main__":
    main()
