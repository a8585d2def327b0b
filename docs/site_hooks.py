"""What the site has beside docs/: the pages of the repository that docs/ links to, under project/,
and the files that these pages name, to be opened. Links are led there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
DOCS, PROJECT = "docs", "project"
DECISIONS = "docs/decisions/README.md"
"""A page that the site alone has: the list of what is in that folder."""
PAGES = (
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "index/README.md",
    "questions/README.md",
    "src/casc_qa/languages/russian/README.md",
    "src/casc_qa/reading/CARD.md",
    "training/README.md",
    "training/reader/README.md",
    "training/reader/own/README.md",
    "training/russian/README.md",
)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z]+:|#|/")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages of the repository, and the files that any page names."""
    from mkdocs.structure.files import File

    texts = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
    for page, text in texts.items():
        files.append(File.generated(config, f"{PROJECT}/{page}", content=linked(text, page)))
    files.append(File.generated(config, placed(DECISIONS), content=decisions()))
    in_docs = [f"{DOCS}/{file.src_uri}" for file in files.documentation_pages()]
    for page in in_docs:
        if (ROOT / page).exists():
            texts[page] = (ROOT / page).read_text(encoding="utf-8")
    named = {target for page, text in texts.items() for target in named_files(text, page)}
    for name in sorted(named - texts.keys()):
        if not name.startswith(f"{DOCS}/"):
            content = (ROOT / name).read_bytes()
            files.append(File.generated(config, f"{PROJECT}/{name}", content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Leads links out of docs/ to where the site has what they mean."""
    uri = page.file.src_uri
    return markdown if uri.startswith(f"{PROJECT}/") else linked(markdown, f"{DOCS}/{uri}")


def decisions() -> str:
    """The list of decisions, each by its title."""
    lines = ["# Decisions", "", "Choices with their measured reasons, half a page each.", ""]
    for path in sorted((ROOT / DOCS / "decisions").glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    return "\n".join(lines)


def linked(text: str, page: str) -> str:
    """``text`` of a page of the repository, with each link as the site has it; folders without a
    page and hidden files have none.

    >>> linked("[a](../SECURITY.md#x) [b](chat.md) [c](decisions)", "docs/README.md")
    '[a](project/SECURITY.md#x) [b](chat.md) [c](decisions/README.md)'
    """
    here = posixpath.dirname(placed(page))

    def led(match: re.Match[str]) -> str:
        words, link = match.groups()
        if _ELSEWHERE.match(link):
            return match[0]
        path, mark, anchor = link.partition("#")
        target = _target(path, page)
        if target.startswith(".") or (target != DECISIONS and not (ROOT / target).is_file()):
            return words
        return f"[{words}]({posixpath.relpath(placed(target), here or '.')}{mark}{anchor})"

    return _LINK.sub(led, text)


def placed(path: str) -> str:
    """Where the site has a file of the repository."""
    inside = path.removeprefix(f"{DOCS}/")
    return inside if inside != path else f"{PROJECT}/{path}"


def named_files(text: str, page: str) -> Iterator[str]:
    """Paths in the repository of all that a page links to."""
    for match in _LINK.finditer(text):
        if not _ELSEWHERE.match(match[2]):
            target = _target(match[2].partition("#")[0], page)
            if (ROOT / target).is_file() and not target.startswith("."):
                yield target


def _target(link: str, page: str) -> str:
    """The file that a link means; of a folder its page."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
    return f"{target}/README.md" if (ROOT / target).is_dir() else target
