"""What a loading process may hand back: nothing that the program could stumble over."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.sandbox.output_limits import bounded, printable
from casc_qa.loaders.sandbox.worker import Reply
from casc_qa.types import Anchor

GOOD = Extracted("One. Two.", "x", sentences=array("I", [0, 5]).tobytes())


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, anchors=(Anchor(10, "heading", "beyond the end"),)),
        replace(GOOD, anchors=(Anchor(0, "heading", "h" * 301),)),
        replace(GOOD, anchors=(Anchor(0, "page", "one"),)),
        replace(GOOD, anchors=(Anchor(0, "page", "1" * 10),)),
        replace(GOOD, anchors=(Anchor(0, "label", "\x1b[31m"),)),
        replace(GOOD, anchors=(Anchor(0, "label", "\u202e1"),)),
        replace(GOOD, anchors=(Anchor(0, "label", "1" * 301),)),
        replace(GOOD, title="\x1b[31m"),
        replace(GOOD, title="t" * 301),
        replace(GOOD, notes=("n",) * 22),
        replace(GOOD, notes=("a\nb",)),
        replace(GOOD, extractor="x" * 301),
        replace(GOOD, url="javascript:alert(1)"),
        replace(GOOD, language="<b>"),
        replace(GOOD, date="yesterday"),
        replace(GOOD, sentences=b"abc"),
        replace(GOOD, sentences=array("I", [5, 0]).tobytes()),
        replace(GOOD, sentences=array("I", [0, 9]).tobytes()),
        replace(GOOD, text="x" * 20_000_001),
    ],
    ids=lambda bad: str(bad)[:80],
)
def test_a_reply_that_no_loader_gives_is_refused(bad: Extracted) -> None:
    with pytest.raises(ValueError):  # of any wording
        Reply.load(Reply([bad], False).dump())


def test_lone_surrogates_of_a_library_become_replacements() -> None:
    result = printable(Extracted("a\ud800b", "x", (Anchor(2, "heading", "b"),)))
    assert result.text == "a\ufffdb"


def kept(*results: Extracted | Unreadable) -> list[Extracted | Unreadable]:
    return list(bounded(iter(results)))


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([Extracted("a\n\n" * 500_001, "x")], "it has more than 500,000 lines and sentences"),
        ([Extracted("1. " * 500_001, "x")], "it has more than 500,000 lines and sentences"),
        ([Extracted("a", "x")] * 100_001, "it has more than 100,000 rows"),
        ([Extracted("a" * 10_000_001, "x")] * 2, "it has more than 20,000,000 characters"),
    ],
)
def test_what_would_take_the_program_too_long_is_a_reason(
    results: list[Extracted], reason: str
) -> None:
    *before, last = kept(*results)
    assert str(last) == reason
    assert before == results[: len(before)]


def test_reasons_can_be_shown() -> None:
    (result,) = kept(Unreadable("its part \x1b[31m\n" + "n" * 60_000 + " is missing"))
    assert str(result) == "its part [31m " + "n" * 235 + "…"


def test_what_is_stated_beside_the_text_can_be_shown() -> None:
    headings = tuple(Anchor(n, "heading", "h" * 1_000) for n in range(3))
    notes = tuple(f"Note {n}." for n in range(5_000))
    (result,) = kept(
        Extracted("abc", "x", headings, "t\n" * 900_000, url="javascript:alert(1)", notes=notes)
    )
    assert isinstance(result, Extracted)
    assert (result.title, result.url) == ("t " * 149 + "t…", None)
    assert [a.value for a in result.anchors] == ["h" * 300] * 3
    assert result.notes == (*notes[:20], "and 4,980 more of this kind")
    many = tuple(Anchor(n, "heading", "h") for n in range(50_001))
    page = Anchor(0, "page", "1")
    (result,) = kept(Extracted("a" * 60_000, "x", (page, *many)))
    assert isinstance(result, Extracted)
    assert result.anchors == (page,)
