"""The documentation as a site: every link leads somewhere, and nothing is fetched from elsewhere;
and what its examples show can be typed.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casc_qa.cli.parser import build_parser
from casc_qa.config import load_settings
from helpers.project import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "questions" / "README.md"]
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What a browser fetches by itself, and where the address is.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
SETTINGS = {"documents", "serve", "paths", "retrieval", "answering", "passages"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


class Fetches(HTMLParser):
    """The addresses of all that a page has fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(FETCHED.get(tag, ""))
        if address and dict(attrs).get("rel") != "canonical":
            self.found.append(address)


def fetched_by(page: str) -> list[str]:
    parser = Fetches()
    parser.feed(page)
    return parser.found


def test_no_page_of_the_site_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        found = fetched_by(page.read_text(encoding="utf-8"))
        assert any(address.endswith(".css") for address in found)
        assert [address for address in found if re.match(r"(\w+:)?//", address)] == [], page.name
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(\w+:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_a_fetch_from_elsewhere_is_seen() -> None:
    page = '<link rel="canonical" href="https://a"><script src="//b"></script><a href="https://c">'
    assert fetched_by(page) == ["//b"]


def test_the_site_is_searched_in_both_languages(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["en", "ru"]
    texts = " ".join(each["text"] for each in index["docs"])
    assert "Управление ООН" in texts
    assert "casc_qa.loaders" in texts


def test_pages_of_the_repository_are_in_the_site(site: Path) -> None:
    assert (site / "project" / "SECURITY.html").is_file()
    decisions = (site / "decisions" / "index.html").read_text(encoding="utf-8")
    assert decisions.count('href="00') >= 18


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Each example in this language, with the name of its page."""
    for page in PAGES:
        for name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if name == language:
                yield page.name, text


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every casc-qa that an example types, with its arguments."""
    for name, text in [*blocks("sh"), *blocks("console")]:
        for line in text.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True) if "casc-qa" in line else []
            programs = [n for n, word in enumerate(words) if re.fullmatch(r"(.*/)?casc-qa", word)]
            for at in programs:
                if at == 0 or words[at - 1] in ("|", "&&", "uvx"):
                    ends = [n for n in range(at, len(words)) if words[n] in ("|", ">", "&&")]
                    yield name, words[at + 1 : ends[0] if ends else None]


def test_every_command_in_the_docs_can_be_typed() -> None:
    parser, seen = build_parser(), set()
    for page, arguments in commands():
        try:
            seen.add(parser.parse_args(arguments).command)
        except SystemExit as stopped:
            assert stopped.code == 0, (page, arguments)
    assert {"ask", "completion", "demo", "eval", "index", "passwd", "serve"} <= seen


def test_every_json_toml_and_python_in_the_docs_can_be_read(tmp_path: Path) -> None:
    for _, text in blocks("json"):
        json.loads(text)
    for _, text in blocks("python"):
        ast.parse(text)
    read = 0
    for _, text in blocks("toml"):
        if tomllib.loads(text).keys() & SETTINGS:
            (tmp_path / "casc_qa.toml").write_text(text, encoding="utf-8")
            load_settings(tmp_path)
            read += 1
    assert read >= 4
