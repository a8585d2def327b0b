"""Markdown as a reader of Markdown shows it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casc_qa.exporting.gathered import Export
from casc_qa.exporting.markdown import escaped, render
from casc_qa.exporting.shown import in_lines
from casc_qa.locators import locators_in
from casc_qa.system.visible import one_line
from helpers.exports import HOSTILE, cited, of


def shown(markdown: str) -> str:
    """The text that is shown of Markdown; fails where it shows anything but text."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    words = []
    for token in parsed:
        assert token.type in ("blockquote_open", "blockquote_close", "paragraph_open",
                              "paragraph_close", "inline"), token.type  # fmt: skip
        for child in token.children or []:
            assert child.type in ("text", "text_special", "softbreak", "hardbreak"), child.type
            words.append(child.content or "\n")
    return "".join(words)


@pytest.mark.parametrize("quote", HOSTILE)
def test_quotes_show_as_they_are(quote: str) -> None:
    whole = render(of(cited(quote))).decode()
    block = next(part for part in whole.split("\n\n") if part.startswith("> "))
    assert block.endswith("[^1]")
    assert shown(block.removesuffix("[^1]")).split() == one_line(quote).split()


@given(st.text(min_size=1))
def test_any_text_shows_as_it_is(text: str) -> None:
    plain = in_lines(f"a{text}").strip().encode("utf-8", "replace").decode()
    lines = "  \n".join(f"> {line}" for line in escaped(plain).split("\n"))
    assert shown(lines).split() == plain.split()


def test_a_real_export(export: Export) -> None:
    text = render(export).decode()
    assert text.startswith("# Answers from the documents\n")
    assert f"index generation {export.generation}" in text
    quotes = [quote for entry in export.entries for quote in entry.quotes]
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    assert list(notes) == [str(quote.number) for quote in quotes]
    for quote in quotes:
        ((_, locator),) = locators_in(notes[str(quote.number)])
        assert locator == quote.locator
        assert text.count(f"[^{quote.number}]") == 2
    assert "The documents do not say: nothing in them is about this." in text
    assert "shorten it." in text
    assert render(export) == render(export)


def test_in_russian(in_russian: Export) -> None:
    text = render(in_russian).decode()
    assert text.startswith("# Ответы из документов\n")
    assert "(22–24 августа 2023 г.). Символы 888–1064. `casc-qa:" in text
    assert "## Источники" in text


def test_undated_is_said() -> None:
    text = render(of(cited("Q.", date=None))).decode()
    assert "n.d., 3," in text
    assert "Undated; page 3, characters 10–12. `casc-qa:a%20b/%D0%B6.html?sha256=" in text
