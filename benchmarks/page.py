"""How soon the chat's page shows something, and how soon it can be typed into.

    python -m benchmarks.page [--loads 7]

Starts ``casc-qa serve`` over the five documents and opens its page in Chromium (CHROMIUM names
another), each time with an empty cache, then again with what the browser kept. Prints the medians,
in milliseconds from the request on: the first paint, the first words, and the box that takes a
question, with the bytes that were fetched; and how much of the first visit the next one takes.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from benchmarks.serve import serving

_PAINTS = """() => {
  const paints = Object.fromEntries(
    performance.getEntriesByType("paint").map((entry) => [entry.name, entry.startTime]),
  );
  const bytes = performance.getEntriesByType("resource")
    .reduce((sum, entry) => sum + entry.transferSize, 0);
  return [paints["first-paint"], paints["first-contentful-paint"], performance.now(), bytes];
}"""


class Load(NamedTuple):
    """One visit; milliseconds, and bytes that were fetched."""

    paint: float
    words: float
    usable: float
    fetched: int


def load(page: Any, address: str) -> Load:
    """Opens the page."""
    page.goto(address, wait_until="commit")
    page.locator("#cq-question textarea").wait_for()
    paint, words, usable, fetched = page.evaluate(_PAINTS)
    return Load(paint, words, usable, int(fetched))


def visits(browser: Any, address: str, loads: int) -> tuple[list[Load], list[Load]]:
    """First visits, and a second one after each."""
    first, second = [], []
    for _ in range(loads):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        first.append(load(page, address))
        page.wait_for_timeout(500)
        second.append(load(page, address))
        context.close()
    return first, second


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=7)
    chosen = parser.parse_args(arguments)
    executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        first, second = visits(browser, address, chosen.loads)
        browser.close()
    print(f"{'visit':8}" + "".join(f"{name:>10}" for name in Load._fields))
    medians = [Load(*map(median, zip(*each, strict=True))) for each in (first, second)]
    for name, each in zip(("first", "next"), medians, strict=True):
        print(f"{name:8}" + "".join(f"{value:10,.0f}" for value in each))
    print(f"the next is usable in {medians[1].usable / medians[0].usable:.2f} of the first's time")


if __name__ == "__main__":
    main()
