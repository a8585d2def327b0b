"""A real server in a process of its own, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Server:
    """``casc-qa serve`` on a free port."""

    def __init__(
        self, index: Path, folder: Path, descriptors: int | None = None, **environment: str
    ) -> None:
        """``descriptors`` are all that the process may have."""
        command = [sys.executable, "-m", "casc_qa", "serve", "--port", "0", "--index", str(index)]
        if descriptors:
            command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, **environment},
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", self.line)
        assert found, self.line
        self.port = int(found[1])
        self.url = found[0]

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Ends it, as Ctrl+C does unless another signal is given; its exit status and what it said
        on standard error.
        """
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def read_until(client: socket.socket, end: bytes) -> None:
    """Reads what comes up to ``end``."""
    client.settimeout(30)
    seen = b""
    while end not in seen:
        part = client.recv(1 << 16)
        assert part
        seen = seen[-len(end) :] + part


@pytest.fixture(scope="session")
def server(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(built_index, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium where there is one, Playwright's own otherwise; required in CI."""
    try:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [],
        )
    except Error:
        if os.environ.get("CI"):
            raise
        pytest.skip("no browser: install Chromium, or run: playwright install chromium")
    yield launched
    launched.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page with the chat open and its model loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(server.url)
    opened.locator('#cq-status[data-state="ready"]').wait_for(timeout=120_000)
    yield opened
    context.close()
