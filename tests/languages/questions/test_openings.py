"""Which sentences say by themselves who or what they are about."""

from __future__ import annotations

import pytest

from casc_qa.languages.questions.openings import stands_alone


@pytest.mark.parametrize(
    "sentence",
    [
        "He thanked the donors.",
        "“It is vital,” she said.",
        "They agreed on three points.",
        "This helped the customs service.",
        "Her Office paid for it.",
        "The meeting was held in a hybrid format.",
        "The training gathered 53 participants.",
        "The latter declined.",
        "Она подчеркнула роль таможни.",
        "«Это важно», — сказал он.",
        "Встреча прошла в Ташкенте.",
        "Участники обсудили план.",
        "Отчёт опубликован.",
        "Данный проект завершён.",
        "Такое решение принято.",
        "The training, led by experts from Vienna, was short.",
        "It was paid for by a bank.",
        "Both agreed.",
    ],
)
def test_what_points_back_does_not_stand_alone(sentence: str) -> None:
    assert not stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms. Mittal thanked the donors.",
        "The meeting of the working group was held in Vienna.",
        "The training on customs gathered 53 participants.",
        "The United Nations has 193 members.",
        "Heads of State met.",
        "Italy paid for it.",
        "Theirry Martin spoke.",
        "Встреча министров прошла в Ташкенте.",
        "Онлайн-курс начался в мае.",
        "Г-жа Юлдашева подчеркнула роль таможни.",
        "",
        "It is vital that all States ratify it.",
        "Both Kazakhstan and Uzbekistan signed.",
        "His Excellency President Tokayev spoke.",
        "The Programme Office in Osh paid.",
        "The Law No. 12 was passed.",
        "The President, Mr. Tokayev, spoke.",
        "Президент Токаев выступил.",
        "Программа развития ООН помогла.",
        "Закон Республики Казахстан принят.",
        "Директор Агентства по борьбе выступил.",
    ],
)
def test_what_names_its_subject_stands_alone(sentence: str) -> None:
    assert stands_alone(sentence)
