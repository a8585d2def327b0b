"""Which lines of a text are one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.text.line_wraps import paragraphs

# Lines of a speech, broken where the print was, not at one width in characters.
WRAPPED = """\
The Government of Tajikistan, which is as grateful as
all of the States of the region have been for years to
the office and its head in the capital of Austria, the
United Nations for its help, has asked the committee on
1 September 2008 to look into the matter of the border
in the south, and the committee has heard the report of
Mr. Karimov. It will meet again in the spring, when the
Organization for Security and Cooperation in Europe has
held its own meeting, for which all is ready. In
1998, the republic became a member."""
OTHERS = """\
- first item
- second item
The court met.
# A heading of the text that stands by itself as such
The text below it.
"""


def joined(text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in paragraphs(text)]


def test_a_wrapped_text_is_one_paragraph_whatever_its_lines_begin_with() -> None:
    assert joined(WRAPPED) == [" ".join(WRAPPED.split())]


def test_items_and_headings_stand_apart() -> None:
    assert joined(OTHERS) == OTHERS.splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was said in the\n\nreport of the committee on crime.", 2),  # too short to tell
        ("It was said of this in the long and thorough\n\nreport of the committee.", 1),
        ("The report of the committee on organized crime\n\nThe committee met.", 2),
        ("The report was read to the members of the\n\nCommittee on Crime.", 1),
        ("It was read to all of the members of it.\n\nthe rest is in small letters.", 2),
        ("It was read to all of the members who came\n\n- an item of a list", 2),
        ("Kazakhstan\nKyrgyzstan\nTajikistan\nUzbekistan", 4),
        ("Statement by the President of Georgia\nThe world is at a turning point.", 2),
    ],
)
def test_what_goes_on_behind_a_blank_line_or_not(text: str, expected: int) -> None:
    assert len(joined(text)) == expected


def test_a_heading_above_a_wrapped_text_stays_apart() -> None:
    text = f"Address by the President of the Republic Rahmon\n{WRAPPED}"
    assert joined(text)[0] == "Address by the President of the Republic Rahmon"


@given(st.lists(st.sampled_from(["the", "Committee", "met.", "in", "1998", "Osh"]), min_size=30))
def test_wherever_a_long_text_is_wrapped_it_is_the_same(words: list[str]) -> None:
    text = " ".join(["it", "was", "held", "in", "spring"] * 12 + words)
    narrow, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) > 60:
            narrow.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert joined("\n".join([*narrow, line])) == joined(text)
