"""Pages: their main text, and what they state of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.documents.extracted import load

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Customs officers trained</title>
<meta property="article:published_time" content="2023-09-01T10:00:00Z">
<link rel="canonical" href="https://example.org/news/customs"></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<main><article><h1>Customs officers trained</h1>
<p>On 22 August the training &amp; its organizers gathered <b>53 participants</b> of all ranks.</p>
<h2>Results of the training</h2>
<p>The participants developed an outcome document with a set of recommendations.</p>
<table><tr><th>Country</th><th>People</th></tr><tr><td>Kazakhstan</td><td>12</td></tr></table>
</article></main><footer>Share this page</footer></body></html>"""


def test_html_gives_its_main_text_and_what_it_states(tmp_path: Path) -> None:
    document = load(tmp_path, "a.html", PAGE.encode())
    assert document.title == "Customs officers trained"
    assert (document.date, document.language) == ("2023-09-01", "en")
    assert document.url == "https://example.org/news/customs"
    assert "the training & its organizers gathered 53 participants of all ranks." in document.text
    assert "Kazakhstan | 12" in document.text
    assert "About us" not in document.text
    assert document.extractor.startswith("trafilatura 2.")
    at = {anchor.value: anchor.offset for anchor in document.anchors}
    assert document.text[at["Results of the training"] :].startswith("Results of the training\n")


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("of all ranks", "из Бишкека и Ташкента")
    assert "из Бишкека и Ташкента" in load(tmp_path, "a.htm", page.encode("cp1251")).text


@pytest.mark.parametrize("charset", ["undefined", "punycode", "utf-16", "no-such", "idna"])
def test_a_charset_that_is_none_is_not_believed(tmp_path: Path, charset: str) -> None:
    page = PAGE.replace("utf-8", charset)
    assert "53 participants" in load(tmp_path, "a.html", page.encode()).text


BODY = "<html><body><article><h1>On the training</h1>{}</article></body></html>"
FILL = "<p>The participants developed an outcome document with a set of recommendations.</p>" * 3


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>First line of it<br>second line of it</p>", ["First line of it", "second line of it"]),
        (
            "<ul><li>Outer item of the list<ul><li>Inner item of the list</li></ul></li></ul>",
            ["Outer item of the list", "Inner item of the list"],
        ),
        (
            "<blockquote><p>One says the first.</p><p>One says the second.</p></blockquote>",
            ["One says the first.", "One says the second."],
        ),
        (
            "<table><tr><td><p>Para A</p><p>Para B</p></td><td>Cell C</td></tr></table>",
            ["Para A Para B | Cell C"],
        ),
        ("<p>Some <b>bold</b> and <i>it</i>alic words.</p>", ["Some bold and italic words."]),
        (
            "<p>It gave 10<sup>6</sup>, CO<sub>2</sub>, a 1<sup>st</sup> and <sup>[2]</sup>.</p>",
            ["It gave 10⁶, CO₂, a 1st and [2]."],
        ),
        (
            '<div class="authority-menu"><p>The ministry counted 4,711 persons by May.</p></div>',
            ["The ministry counted 4,711 persons by May."],
        ),
        (
            "<table><tr><td>Osh</td><td><ul><li>12 men</li><li>3 women</li></ul></td></tr></table>",
            ["Osh | • 12 men • 3 women"],
        ),
        (
            "<figure><img src='a.png'><figcaption>The border at Lugovoy.</figcaption></figure>",
            ["The border at Lugovoy."],
        ),
        (
            "<p>He said <q>no to <b>all</b> of it</q> and <q>left</q>.</p>",
            ["He said “no to all of it” and “left”."],
        ),
        (
            "<p>Every <s>four</s> two years, or <del>never</del> always.</p>",
            ["Every two years, or always."],
        ),
    ],
)
def test_html_blocks_stand_apart(tmp_path: Path, html: str, lines: list[str]) -> None:
    text = load(tmp_path, "a.html", BODY.format(FILL + html + FILL).encode()).text
    assert "\n" + "\n".join(lines) + "\n" in text.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("<meta name='date' content='2020-02'>", "2020-02"),
        ('<meta name="DC.date.issued" content="2019">', "2019"),
        ('<script type="application/ld+json">{"datePublished": "2021-03"}</script>', "2021-03"),
        ("<meta name='date' content='2020-02-31'>", None),
        ("<meta property='og:image' content='https://e.org/2016/04/03/b.jpg'>", None),
        ("", None),
    ],
)  # fmt: skip
def test_html_dates_are_stated_not_guessed(tmp_path: Path, head: str, date: str | None) -> None:
    words = "<p><time datetime='2022-05'>May</time> it began, all participants say.</p>" + FILL
    page = BODY.format(words).replace("<html>", f"<html><head>{head}</head>")
    assert load(tmp_path, "a.html", page.encode()).date == date


@pytest.mark.parametrize(
    "html",
    [
        '<div class="cookie-banner"><p>It sets 4,711 cookies. You may refuse.</p></div>',
        '<div class="sidebar"><a href="/a">The first of 4,711 pages.</a></div>',
        '<div class="comments"><form><textarea>Say 4,711 words about it.</textarea></form></div>',
        '<p style="display: none">The hidden figure of the report is 4,711 persons.</p>',
        '<p style="color:red; visibility : hidden">The hidden figure of the report is 4,711.</p>',
        '<p style="visibility:hidden">The hidden figure of the report is 4,711.</p>',
        "<p hidden>The hidden figure of the report is 4,711 persons.</p>",
    ],
)
def test_what_is_no_text_stays_out(tmp_path: Path, html: str) -> None:
    page = f"<html><body>{html}<p>The first paragraph of the page.</p>{FILL}</body></html>"
    assert "4,711" not in load(tmp_path, "a.html", page.encode()).text


@pytest.mark.parametrize(
    "style",
    [
        "backface-visibility:hidden",
        "content-visibility: auto",
        "font-size:0",  # its paragraphs have sizes of their own
        "visibility:hidden;--x:1",
    ],
)
def test_what_looks_like_hiding_and_is_none_stays(tmp_path: Path, style: str) -> None:
    shown = '<p style="visibility:visible;font-size:16px">The figure of the report is 4,711.</p>'
    page = BODY.format(f'{FILL}<div style="{style}">{shown}</div>{FILL}')
    assert "The figure of the report is 4,711." in load(tmp_path, "a.html", page.encode()).text


def test_a_line_through_words_strikes_them_out(tmp_path: Path) -> None:
    words = '<p>He was <span style="text-decoration: line-through">guilty </span>innocent.</p>'
    assert "He was innocent." in load(tmp_path, "a.html", BODY.format(FILL + words).encode()).text
