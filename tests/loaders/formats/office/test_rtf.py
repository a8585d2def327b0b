"""Rich text: what comes out, by value."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.office import rtf
from casc_qa.types import Anchor
from helpers.documents.samples import RTF


def test_rich_text_by_value() -> None:
    read = rtf.load(RTF.encode("latin-1"))
    assert read.text.split("\n\n") == [
        "Семинар",
        "В Бишкеке–пятьстран. Café αβ⡚.",
        "Примечание.",
        "• Item the link\nsecond",
        "Country | People",
        "Kazakhstan Almaty | 12",
        "😀 {end} x-y",
        "A text box.",
    ]
    assert read.anchors == (Anchor(0, "heading", "Семинар"),)
    assert (read.title, read.file_date, read.language, read.notes) == (
        "Отчёт",
        "2023-09-04",
        None,
        (),
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u1043\'c3\u1088\'f0", "Гр"),
        (r"{\uc0 \u4321\u4308}", "სე"),
        (r"{\uc2\u1343\'3f\'3f}x", "Կx"),
        (r"{\fonttbl{\f1\fcharset128 Mincho;}}{\f1 \'93\'fa\'96\'7b}", "日本"),
        (r"One.\par\par\par Two.", "One.\n\nTwo."),
        (r"a{\v b\par c}d", "ad"),
        (r"\v a\v0 b\deleted c\deleted0 d", "bd"),
        (r"{\upr{ansi}{\*\ud{\u1071?}}}", "Я"),
        (r"{\header{\shp{\*\shpinst{\shptxt secret}}}}x", "x"),
        (r"a\ldblquote b\rdblquote\emdash c", "a“b”—c"),
        (r"\ansicpg99999 \'e9", "é"),
        (r"line" + "\r\n" + r"goes on", "linegoes on"),
        (r"1,204{\super 3} victims, 10\super -6\nosupersub  and CO{\sub 2}, 1{\super st}",
         "1,204³ victims, 10⁻⁶ and CO₂, 1st"),
        (r"{\up6 4} and \up0 5", "⁴ and 5"),
        (r"{\fonttbl{\f0 Times;}{\f3\fcharset2 Symbol;}}aged {\f3 \'b3} 18, {\f3\u-3913 ?}5",
         "aged ≥ 18, •5"),
        (r"{\fonttbl{\f3\fcharset2 Wingdings;}}{\f3 \'fe} Yes {\f3 \'a8} No", "☑ Yes ☐ No"),
        (r"{\i0\*\cs7 seventeen} cases {\*\unknown hidden}heard", "seventeen cases heard"),
    ],
)  # fmt: skip
def test_rich_text_words(body: str, text: str) -> None:
    assert rtf.load(rb"{\rtf1\ansi " + body.encode("latin-1") + b"}").text == text


@pytest.mark.parametrize(
    "struck", [r"{\strike four}", r"\striked1 four\striked0 ", r"{\strike four\plain }"]
)
def test_what_is_struck_out_is_left_out_and_said(struck: str) -> None:
    read = rtf.load(rb"{\rtf1 every " + struck.encode() + b"two years}")
    assert read.text == "every two years"
    assert read.notes == ("words that are struck out were left out",)


def test_rich_text_that_is_none_or_half() -> None:
    with pytest.raises(Unreadable, match="it does not start as rich text does"):
        rtf.load(b"Words")
    half = rtf.load(RTF[: RTF.index(r"\'f1\'f2\'f0")].encode("latin-1"))
    assert half.text.endswith("В Бишкеке–пять\n\nПримечание.")
    assert half.notes == ("it ends in the middle: a part may be missing",)


def test_rich_text_nested_deep_is_read() -> None:
    assert rtf.load(rb"{\rtf1 " + b"{" * 100_000 + b"deep" + b"}" * 100_001).text == "deep"


def test_notes_in_notes_take_time_that_grows_with_the_file() -> None:
    deep = 50_000
    text = rtf.load(rb"{\rtf1 a" + rb"{\footnote b" * deep + b"}" * (deep + 1)).text
    assert text.split("\n\n") == ["a", *"b" * 7, "b" * (deep - 7)]
