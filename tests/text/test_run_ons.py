"""Sentences that go on behind a full stop, and those that don't."""

from __future__ import annotations

import pytest

from casc_qa.text.sentences import split_sentences, trim


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", ["Об этом заявил Ш. М. Мирзиёев.", "А. Б. Каримов согласился."]),
        ("ru", ["Прокурор Садыков Е.Ж. в суде молчал.", "Он ушёл."]),
        ("ru", ["Выделено 5 млрд. сумов.", "Это много."]),
        ("ru", ["См. п. 4 и ст. 12 закона.", "Он действует."]),
        ("en", ["Judge A.B. Karimov spoke.", "President Sh.M. Mirziyoyev agreed."]),
        ("en", ["They took plan B.", "Everybody was glad."]),
        ("en", ["He met Ms. A.", "She left."]),
        ("en", ["It keeps approx. 500 files.", "500 files it keeps."]),
        ("en", ["“No!” said the minister and left.", "“Go!”", "He went."]),
        ("en", ["Smith et al. (2004) found it.", "They say so."]),
        ("en", ["it was late.", "we left."]),  # no sentence of it begins with a capital
        ("en", ["He said so.³", "Then he left."]),
        ("en", ["“No.”⁴", "She left."]),
        ("en", ["It cost 10⁶ dollars.", "So it is."]),
        ("en", ["He lives in the U.S. Government housing.", "It is so."]),
    ],
)
def test_sentences(language: str, expected: list[str]) -> None:
    text = " ".join(expected)
    assert [trim(text, span).of(text) for span in split_sentences(text, language)] == expected
