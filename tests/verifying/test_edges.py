"""Whether a part of a text is cut out of the middle of a word or a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.types import Span
from casc_qa.verifying.edges import is_whole


def whole(text: str, part: str) -> bool:
    start = text.index(part)
    return is_whole(text, Span(start, start + len(part)))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("over 500 came", "over 50"),
        ("over 1,50 came", "50"),
        ("over 50.5 came", "50"),
        ("over 50.5 came", "over 50"),
        ("over 1,500 came", "500"),
        ("over 12 500 came", "500 came"),
        ("более 12\u00a0500 человек", "500 человек"),
        ("более 12 500 человек", "более 12"),
        ("at -5 degrees", "5 degrees"),
        ("at −5 degrees", "5 degrees"),
        ("from 10–20 people", "20 people"),
        ("from 10–20 people", "from 10"),
        ("at 10:30 sharp", "at 10"),
        ("one 1/2 of them", "2 of them"),
        ("up by 50% now", "up by 50"),
        ("up by 50 % now", "up by 50"),
        ("paid $50 for it", "50 for it"),
        ("for 50+ people", "for 50"),
        ("area of 5 m² here", "area of 5 m"),
        ("10⁵ cells", "10"),
        ("it is unsupported", "support"),
        ("it is unsupported", "supported"),
        ("it is non-compliant here", "compliant here"),
        ("a well-known man", "a well"),
        ("they don't know", "they don"),
        ("they don’t know", "t know"),
        ("men and/or women", "or women"),
        ("the U.S. wins", "the U"),
        ("не\u00adправда это", "правда это"),
        ("необходимо", "обходимо"),
        ("кто-то пришёл", "то пришёл"),
        ("cafe\u0301 is", "cafe"),
        ("they can‘t leave", "they can"),
        ("they can´t leave", "they can"),
        ("they can′t leave", "they can"),
        ("they can＇t leave", "they can"),
        ("over 12\n500 people", "500 people"),
        ("over 12\t500 people", "500 people"),
        ("over 12  500 people", "500 people"),
        ("over 12\u2007500 people", "500 people"),
        ("a dose of 10⁻⁶ grams", "dose of 10"),
        ("from 10—50 people", "50 people"),
        ("from 10―50 people", "from 10"),
        ("some 10 – 50 people", "50 people"),
        ("up by 50\n% now", "up by 50"),
        ("up by 50  % now", "up by 50"),
        ("up by 50％ now", "up by 50"),
        ("up by 50٪ now", "up by 50"),
        ("some 1⁄2 of them", "2 of them"),
        ("some 10^6 of them", "6 of them"),
        ("some 10×6 of them", "some 10"),
        ("some 5 ½ hours", "some 5"),
        ("some 1_500 of them", "500 of them"),
        ("some 1٫5 of them", "5 of them"),
        ("some 1˙5 of them", "5 of them"),
        ("some 1´500 of them", "500 of them"),
        ("at －5 degrees", "5 degrees"),
        ("at ﹣5 degrees", "5 degrees"),
        ("at ˗5 degrees", "5 degrees"),
        ("at -.5 degrees", "5 degrees"),
        ("at ± 5 degrees", "5 degrees"),
        ("now < 5 degrees", "5 degrees"),
        ("paid ₹500 for it", "500 for it"),
        ("paid ₴500 for it", "500 for it"),
        ("paid $ 500 for it", "500 for it"),
        ("paid 500¢ for it", "paid 500"),
        ("it is un\u200dsupported", "supported"),
        ("it is 1\u200d500 now", "500 now"),
        ("it is un" + "\u00ad" * 40 + "supported", "supported"),
        ("it is -" + "\u200b" * 40 + "5 now", "5 now"),
        ("it is non-\ncompliance", "compliance"),
        ("वह किताब है", "वह क"),
    ],
)
def test_parts_of_words_and_numbers_are_not_whole(text: str, part: str) -> None:
    assert not whole(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("over 50 came", "over 50"),
        ("(over 50), and", "over 50"),
        ("He said: “over 50”.", "over 50"),
        ("in 2023 500 people", "500 people"),
        ("came in 2023, 50 of them", "50 of them"),
        ("the end. 5 people", "5 people"),
        ("the participants⁵ came", "the participants"),
        ("the list — 5 people", "5 people"),
        ("women—50 of them", "50 of them"),
        ("in 2020 – 50 people", "50 people"),
        ("in 2020 — 50 people", "50 people"),
        ("_bold_ words", "bold"),
        ("他说中文很好", "中文"),
        ("participants’ list", "participants"),
        ("«Да», — сказал он", "Да"),
    ],
)
def test_whole_words_are(text: str, part: str) -> None:
    assert whole(text, part)


@given(st.from_regex(r"[\w]{1,30}", fullmatch=True), st.data())
def test_no_inner_part_of_a_word_or_number_is_whole(word: str, data: st.DataObject) -> None:
    word = "".join(c for c in word if c.isascii() or "а" <= c <= "я").replace("_", "x")
    if len(word) < 2:
        return
    cut = data.draw(st.integers(1, len(word) - 1))
    assert not is_whole(f"so {word} it", Span(3, 3 + cut))
    assert not is_whole(f"so {word} it", Span(3 + cut, 3 + len(word)))
