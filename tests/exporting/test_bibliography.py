"""References as the styles want them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.exporting.bibliography import STYLES, entry, note
from helpers.exports import cited

URL = "https://example.org"


@pytest.mark.parametrize(
    ("style", "language", "date", "url", "wanted_note", "wanted_entry"),
    [
        (
            "chicago-notes",
            "en",
            "2023-06-08",
            URL,
            f"“A title,” June 8, 2023, 3, {URL}.",
            f"“A title.” June 8, 2023. {URL}.",
        ),
        ("chicago-notes", "en", None, None, "“A title,” n.d., 3.", "“A title.” n.d."),
        (
            "chicago-notes",
            "en",
            "2023-08-22/2023-08-24",
            None,
            "“A title,” August 22–24, 2023, 3.",
            "“A title.” August 22–24, 2023.",
        ),
        ("chicago-notes", "en", "2024-05", None, "“A title,” May 2024, 3.", "“A title.” May 2024."),
        (
            "chicago-notes",
            "ru",
            "2023-06-08",
            URL,
            f"«A title», 8 июня 2023 г., 3, {URL}.",
            f"«A title». 8 июня 2023 г. {URL}.",
        ),
        ("chicago-notes", "ru", None, None, "«A title», б. д., 3.", "«A title». б. д."),
        (
            "apa",
            "en",
            "2023-06-08",
            URL,
            f"A title. (2023, June 8). {URL}",
            f"A title. (2023, June 8). {URL}",
        ),
        ("apa", "en", None, URL, f"A title. (n.d.). {URL}", f"A title. (n.d.). {URL}"),
        ("apa", "en", "2019/2021", None, "A title. (2019–2021).", "A title. (2019–2021)."),
        (
            "apa",
            "ru",
            "2023-08-22/2023-08-24",
            None,
            "A title. (22–24 августа 2023 г.).",
            "A title. (22–24 августа 2023 г.).",
        ),
        ("apa", "ru", None, URL, f"A title. (б. д.). {URL}", f"A title. (б. д.). {URL}"),
    ],
)
def test_forms(
    style: str,
    language: str,
    date: str | None,
    url: str | None,
    wanted_note: str,
    wanted_entry: str,
) -> None:
    citation = cited("Q.", date=date, url=url)
    assert note(citation, style, language) == wanted_note
    assert entry(citation, style, language) == wanted_entry


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ({"page": None}, "“A title,” June 8, 2023."),
        ({"page": 7, "page_label": "iv"}, "“A title,” June 8, 2023, iv."),
        ({"page": 7, "page_end": 7}, "“A title,” June 8, 2023, 7."),
        ({"page": 7, "page_end": 9, "page_label": "iv"}, "“A title,” June 8, 2023, 7–9."),
    ],
)
def test_pages(pages: dict[str, object], wanted: str) -> None:
    assert note(cited("Q.", url=None, **pages), "chicago-notes", "en") == wanted  # type: ignore[arg-type]


def test_a_title_with_an_end_of_its_own() -> None:
    citation = cited("Q.", "Who pays?", url=None)
    assert entry(citation, "apa", "en") == "Who pays? (2023, June 8)."
    assert entry(citation, "chicago-notes", "en") == "“Who pays?” June 8, 2023."


DATES = [None, "2023", "2023-06", "2023-06-08", "2019/2021", "2019-11/2020-01", "2020-01-01/2020"]


@given(st.text(min_size=1))
def test_titles_keep_their_letters(title: str) -> None:
    shown = " ".join(note(cited("Q.", f"a{title}z"), "chicago-notes", "en").split())
    assert "\ue001" not in shown or "\ue001" in title
    if title.isprintable() and not title.endswith("."):
        assert " ".join(f"a{title}z".split()) in shown


def test_every_form_says_each_thing_once() -> None:
    for style, language, date, url, page in itertools.product(
        STYLES, ("en", "ru"), DATES, (None, URL), (None, 3)
    ):
        citation = cited("Q.", date=date, url=url, page=page)
        for text in (note(citation, style, language), entry(citation, style, language)):
            assert text.count("A title") == 1, text
            assert text.count(URL) == (url is not None), text
            assert ".." not in text
            assert not set(text) & set("\ue001\ue002\ue003\ue004")
            assert ("2023" in text) == (date is not None and "2023" in date)
            undated = "n.d." if language == "en" else "б. д."
            assert (undated in text) == (date is None)
