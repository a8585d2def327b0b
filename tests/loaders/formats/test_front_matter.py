"""What stands above a Markdown text is stated of it, and no part of it."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats import markdown
from casc_qa.types import Anchor


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 'Отчёт: итоги'\ndate: 2023-08-22\nlang: ru-RU\nurl: https://example.org/a\n"
        "tags: [a, b]\nauthor:\n  title: nobody\n---\n",
        '+++\ntitle = "Отчёт: итоги"\ndate = 2023-08-22T10:00:00Z\nlanguage = "ru"\n'
        'url = "https://example.org/a"\n[author]\ntitle = "nobody"\n+++\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_stated_and_no_text(front: str, newline: str) -> None:
    text = "# Отчёт\n\nСлова.\n\n## Итоги\n\nЕщё.\n".replace("\n", newline)
    read = markdown.load((front.replace("\n", newline) + newline + text).encode())
    assert read.text == text
    assert (read.title, read.date) == ("Отчёт: итоги", "2023-08-22")
    assert (read.language, read.url) == ("ru", "https://example.org/a")
    assert read.anchors == (
        Anchor(0, "heading", "Отчёт"),
        Anchor(text.index("## "), "heading", "Итоги"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [broken\n---\nText.\n",
        "---\njust a rule above\n---\nText.\n",
        "---\na: &x [1]\nb: *x\n---\nText.\n",
        "---\ntitle: never closed\n",
        "---\n" + "a: " + "[" * 5000 + "\n---\nText.\n",
        "---\n" + "a: b\n" * 20_000 + "---\nText.\n",
        "+++\ntitle = \n+++\nText.\n",
        "+++\na = " + "[" * 5000 + "\n+++\nText.\n",
        "Text.\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    read = markdown.load(text.encode())
    assert (read.text, read.title) == (text, None)


def test_front_matter_without_statements() -> None:
    read = markdown.load(b"---\ntitle: ~\ndate: soon\nurl: javascript:alert(1)\n---\n# Words\n")
    assert (read.text, read.title, read.date, read.url) == ("# Words\n", "Words", None, None)
