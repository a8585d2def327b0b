"""Sentences that go on from one before."""

from __future__ import annotations

import pytest

from casc_qa.languages.questions.going_on import goes_on, points_back_within


@pytest.mark.parametrize(
    "sentence",
    [
        "However, the number of conflicts has not decreased.",
        "Rather, conflicts become more complex.",
        "On this topic, Ms. Romiti spoke.",
        "As a result of the meeting, UNODC will write a chapter.",
        "Participants also learned about tools.",
        "Kazakhstan, therefore, expects all States to join.",
        "Allow me to congratulate you on your election.",
        "President, allow me first of all to thank you.",
        "I would like to thank Canada.",
        "Mr. President, the world has changed.",
        "Кроме того, обсудили таможню.",
        "Она, однако, осталась.",
        "Уважаемый господин Председатель, мир изменился.",
    ],
)
def test_what_goes_on(sentence: str) -> None:
    assert goes_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Ian Tennant pointed out that participation is fundamental.",
        "First Deputy Minister Karimov opened the centre.",
        "Kazakhstan expects all States to join.",
        "Andijan hosted the meeting.",
        "We propose a universal declaration.",
        "Ирина Каримова открыла центр.",
        "Итоги семинара подвели в Душанбе.",
    ],
)
def test_what_does_not(sentence: str) -> None:
    assert not goes_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In a statement delivered on his behalf, Rafi Shah praised UNODC.",
        "To maximize the efficiency of such strategies, it is vital to plan.",
        "Failure to comply with that principle undermines the order.",
        "During the meeting, the experts looked at the Toolkit.",
        "В ходе встречи эксперты обсудили законы.",
        "Для решения этих задач создан центр.",
    ],
)
def test_what_points_back_in_its_first_words(sentence: str) -> None:
    assert points_back_within(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "During the meeting of ministers in Osh, the law was adopted.",
        "Ms. Mittal opened the meeting with her deputy.",
        "On 22 July of this year the law was adopted.",
        "В ходе встречи в Оше приняли закон.",
    ],
)
def test_what_does_not_point_back(sentence: str) -> None:
    assert not points_back_within(sentence)
