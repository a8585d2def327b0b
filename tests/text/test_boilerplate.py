"""What stands on every page is told apart."""

from __future__ import annotations

import numpy as np
import pytest

from casc_qa.building.reuse import text_keys
from casc_qa.index.contents.boilerplate import boilerplate_flags
from casc_qa.text.boilerplate import find_boilerplate


@pytest.mark.parametrize(
    "sentence",
    [
        "For more information:",
        "For further information, please contact:",
        "Mobile: (+998 99) 825-05-43 | Email: ann.lee[at]example.org",
        "Tel.: +7 (727) 258-26-43",
        "Share this page",
        "Follow us on Twitter @example",
        "Read more about the programme",
        "© 2024 Example, all rights reserved",
        "За дополнительной информацией обращайтесь:",
        "Поделиться",
        "Тел.: +996 775 98 78 17",
    ],
)
def test_it_is_known_by_general_signs(sentence: str) -> None:
    assert find_boilerplate(["It began at noon.", sentence]) == [False, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "They share this view of the matter with all the other countries of the region.",
        "The contact group met in Tashkent, and 53 participants gathered for two days.",
        "In 2023 the project trained 1 200 officers.",
        "Ann Lee wrote to ann.lee@example.org on the first day and got no answer for a whole week.",
        "The training was held on 22-24 August 2023.",
        "The police share of women is one in six.",
        "Articles 24, 25 and 26 were adopted.",
        "Контактная группа собралась в Ташкенте.",
    ],
)
def test_ordinary_sentences_are_none(sentence: str) -> None:
    assert find_boilerplate(["It began at noon.", sentence, "It ended late."]) == [False] * 3


def test_the_lines_of_a_contact_block_belong_to_it() -> None:
    block = ["For more information", "Ann Lee", "Press officer", "Regional Office", "+998711208050"]
    around = ["The meeting ended.", *block, "A second meeting followed in the spring of that year."]
    assert find_boilerplate(around) == [False, True, True, True, True, True, False]


def test_what_stands_in_many_documents_is_boilerplate() -> None:
    documents = [[f"The event number {n} was held.", "All are welcome here."] for n in range(4)]
    documents[3].append("All of it was new.")
    keys = text_keys(sentence for own in documents for sentence in own)
    flags = boilerplate_flags(documents, keys)
    assert flags.tolist() == [False, True] * 4 + [False]
    twice = [["Said once.", "Said once.", "Said once."], ["Said once."]]
    keys = text_keys(sentence for own in twice for sentence in own)
    assert not boilerplate_flags(twice, keys).any()
    assert boilerplate_flags([], np.zeros((0, 16), np.uint8)).tolist() == []
