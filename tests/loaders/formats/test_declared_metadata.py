"""What a file declares of itself is taken where it can be true."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats import declared_metadata


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        ("ru-RU", "Слова", "ru"),
        ("uk", "Слова", "uk"),
        ("en", "Слова", None),
        ("kk", "Қазақстан", "kk"),
        ("en", "სიტყვა", None),
    ],
)
def test_a_language_must_fit_the_script(value: str, text: str, code: str | None) -> None:
    assert declared_metadata.language(value, text) == code


def test_a_garbled_title_is_none() -> None:
    assert declared_metadata.title("Отчёт о семинаре".encode("cp1251").decode("latin-1")) is None


@pytest.mark.parametrize(
    "placeholder",
    [
        "Untitled 3",
        "no title",
        "Document12",
        "Slide 4",
        "Microsoft Word - letter",
        "about:blank",
        "C://letters/one",
        "letter.docx",
        "Без названия",
        "без имени 2",
        "Документ 3",
        "Презентация PowerPoint",
        "Слайд 1",
    ],
)
def test_what_programs_write_is_no_title(placeholder: str) -> None:
    assert declared_metadata.title(placeholder) is None


@pytest.mark.parametrize("title", ["Documents", "Документы", "Printing", "A slide", "Слайды"])
def test_a_title_may_start_like_a_placeholder(title: str) -> None:
    assert declared_metadata.title(title) == title
