"""What announces a list, and what is one of its items."""

from __future__ import annotations

import pytest

from casc_qa.languages.lists import announces, is_counted, is_item


@pytest.mark.parametrize(
    "sentence",
    [
        "• two laboratories",
        "– a common hotline;",
        "3. The third step",
        "(b) joint patrols",
        "iv) trains",
        "First, we opened it.",
        "Secondly, it was closed.",
        "The second is water.",
        "First: it was opened.",
        "Во-вторых, вода.",
        "В-четвёртых, дороги.",
        "Первое — это вода.",
    ],
)
def test_items(sentence: str) -> None:
    assert is_item(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A. Karimov opened it.",
        "2 laboratories opened.",
        "2019 was a good year.",
        "First Deputy Minister Usmonov came.",
        "Second World War veterans came.",
        "The first laboratory opened.",
        "Первый заместитель министра приехал.",
        "Наконечник был найден.",
        "First it rained.",
        "— Мы открыли центр.",
        "-5 degrees were measured.",
    ],
)
def test_no_items(sentence: str) -> None:
    assert not is_item(sentence)


def test_only_words_count() -> None:
    assert is_counted("Secondly, water.")
    assert not is_counted("2. Water.")


def test_what_announces() -> None:
    assert announces("They agreed on three steps: ")
    assert announces("The following countries took part.")
    assert announces("Участвовали следующие страны.")
    assert not announces("They followed the road.")
