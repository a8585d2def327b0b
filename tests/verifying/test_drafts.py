"""The quotes of a text that somebody wrote, and the sources that are named near them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.locators import Locator
from casc_qa.types import Anchor
from casc_qa.verifying.claims import Source
from casc_qa.verifying.drafts import Draft, read_draft

RECORDS: list[dict[str, Any]] = [
    {"doc_id": name, "title": title, "url": f"https://example.org/{name}", "also_at": []}
    for name, title in (("a.txt", "The First Report of All"), ("b.txt", "The Second Report of All"))
]
ONE = Locator("a.txt", "0" * 64, 0, 18)
TWO = Locator("b.txt", "1" * 64, 5, 23)


def read(text: str, is_markdown: bool = False) -> Draft:
    return read_draft(text, RECORDS, is_markdown)


def claimed(text: str, is_markdown: bool = False) -> list[tuple[str, list[str]]]:
    """Each quote with the documents that are named for it."""
    return [
        (claim.quote, [doc_id for source in claim.sources for doc_id in source.doc_ids])
        for claim in read(text, is_markdown).claims
    ]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (f"“Over fifty people came” ({ONE}).", ["a.txt"]),
        ("“Over fifty people came” (a.txt, p. 3).", ["a.txt"]),
        ("As https://example.org/b.txt says, “Over fifty people came”.", ["b.txt"]),
        ("The Second Report of All says: “Over fifty people came”.", ["b.txt"]),
        (f"“Over fifty people came”.\n\n{ONE}", ["a.txt"]),
        ("“Over fifty people came”.[1]\n\nMore.\n\n[1] a.txt, p. 3\n[2] b.txt", ["a.txt"]),
        ("“Over fifty people came”.²\n\n¹ a.txt\n\n² b.txt", ["b.txt"]),
        ("“Over fifty people came”.", []),
    ],
)
def test_where_a_source_is_found(text: str, documents: list[str]) -> None:
    assert claimed(text) == [("Over fifty people came", documents)]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("“Over fifty people came”[^n].\n\n[^n]: In b.txt.", ["b.txt"]),
        ("# The First Report of All\n\n“Over fifty people came”.", ["a.txt"]),
        ("The First Report of All says:\n\n> Over fifty people came", ["a.txt"]),
        ("> Over fifty people came\n> — a.txt", ["a.txt"]),
        ("> “Over fifty people came” [^1]\n\n[^1]: b.txt", ["b.txt"]),
        (f"> Over fifty  \n> people came[^1]\n\n[^1]: See `{TWO}`", ["b.txt"]),
    ],
)
def test_where_a_source_is_found_in_markdown(text: str, documents: list[str]) -> None:
    ((quote, found),) = claimed(text, is_markdown=True)
    assert (quote.split(), found) == (["Over", "fifty", "people", "came"], documents)


def test_several_quotes_of_a_paragraph_have_each_their_own() -> None:
    text = f"“Over fifty people came” ({ONE}), and “not one of them left” ({TWO})."
    assert [documents for _, documents in claimed(text)] == [["a.txt"], ["b.txt"]]
    text = f"“Over fifty people came” and “not one of them left”.\n\n{ONE}\n\n{TWO}"
    assert [documents for _, documents in claimed(text)] == [["a.txt"], ["b.txt"]]
    text = f"“Over fifty people came” and “not one of them left” ({ONE})."
    assert [documents for _, documents in claimed(text)] == [["a.txt"], ["a.txt"]]


def test_a_paragraph_whose_note_is_as_long_as_it_is_a_quote_itself() -> None:
    paragraph = "He said “yes” then"
    assert claimed(f"{paragraph}\n\n{ONE}") == [(paragraph, ["a.txt"])]
    longer = f"And then, as we know, he said “over fifty people” in {2024}"
    assert claimed(f"{longer}\n\n{ONE}") == [("over fifty people", ["a.txt"])]


def test_what_does_not_count() -> None:
    draft = read("The “law”.\n\nAnd “The First Report of All,” says nothing.")
    assert (draft.claims, draft.uncounted) == ((), 2)
    assert claimed(f"The “law” ({ONE})") == [("law", ["a.txt"])]
    assert claimed("# On “law and order in it”", is_markdown=True) == []
    assert read("He said “over fifty people").unclosed == 1


def test_a_locator_without_a_quote_is_counted() -> None:
    assert read(f"Nothing is quoted here at all. ({ONE})").unused == 1
    assert read(f"“Over fifty people came” ({ONE})").unused == 0
    assert read("“Over fifty people came” (casc-qa:a.txt? )").unused == 1


def test_a_locator_that_was_broken_is_put_together() -> None:
    broken = str(ONE).replace("?", "? ").replace("=0,", "=\n0,")
    ((_, documents),) = claimed(f"“Over fifty people came” ({broken})")
    assert documents == ["a.txt"]


def test_a_mark_of_the_writers_may_be_left_out() -> None:
    (claim,) = read("He said “over fifty people,” and left.").claims
    assert (claim.quote, claim.readings) == ("over fifty people,", ("over fifty people",))
    (claim,) = read("> over fifty people,\n", is_markdown=True).claims
    assert claim.readings == ()


def test_markdown_is_taken_off() -> None:
    (claim,) = read("“over **fifty** \\*people\\* [here](x)”", is_markdown=True).claims
    assert claim.quote == "over **fifty** *people* [here](x)"
    assert claim.readings == ("over fifty *people* here",)
    (claim,) = read("“over 5*0 people and_all came”", is_markdown=True).claims
    assert claim.readings == ()


def test_headings_of_other_formats_name_sources() -> None:
    text = "The First Report of All\n\n“Over fifty people came”."
    draft = read_draft(text, RECORDS, anchors=[Anchor(0, "heading", "The First Report of All")])
    assert draft.claims[0].sources == (Source(("a.txt",), name="The First Report of All"),)


@given(st.text(alphabet=st.sampled_from('ab “”"«»‘’\n>#[^1]:.,*_\\¹'), max_size=80), st.booleans())
def test_whatever_is_written_is_read(text: str, is_markdown: bool) -> None:
    draft = read(text, is_markdown)
    for claim in draft.claims:
        assert claim.quote.strip()
        assert claim.where is not None
        assert claim.where.number <= text.count("\n") + 1


def test_quotes_in_notes_count_unless_the_note_is_where_a_quote_is_from() -> None:
    text = f"Of them 53 [1] came.\n\n[1] “Over fifty people came.” (p. 3) {ONE}"
    assert claimed(text) == [("Over fifty people came.", ["a.txt"])]
    text = f"> Over fifty came.[^1]\n\n[^1]: “A Title of Old,” 2024. `{ONE}`"
    assert claimed(text, is_markdown=True) == [("Over fifty came.", ["a.txt"])]
    text = f"Over fifty came now.\n\n“A Title,” 2024. {ONE}"
    assert claimed(text) == [("Over fifty came now.", ["a.txt"])]


def test_the_cell_of_a_row_that_is_as_long_as_its_locator_says() -> None:
    row = f"No.: 1 | Title: The First Report | Sentence: Over fifty were in. | Address: {ONE}"
    assert claimed(row) == [("Over fifty were in.", ["a.txt"])]


@pytest.mark.parametrize(
    "added",
    [" [never]", " in Vienna. [abolished]", "⁶", "\n> — 900 people were shot dead that day"],
)
def test_what_leads_to_no_note_belongs_to_a_block_quote(added: str) -> None:
    quote = "The minister said the plan was adopted, and it costs 10"
    (claim,) = read_draft(f"> {quote}{added}\n", [], is_markdown=True).claims
    assert added.replace("\n> ", "\n").strip() in claim.quote


def test_a_line_below_a_block_quote_that_names_its_source_is_no_part_of_it() -> None:
    draft = "> The minister said the plan was adopted.[^1]\n> — a.txt\n\n[^1]: See b.txt.\n"
    ((quote, _),) = claimed(draft, is_markdown=True)
    assert quote == "The minister said the plan was adopted."


@pytest.mark.parametrize(
    "code", ["```\n{}\n```", "~~~~ text\n{}\n~~~\n~~~~", "````\n```\n{}\n````", "```py\n{}\n````"]
)
def test_code_is_not_read_and_ends(code: str) -> None:
    draft = code.format("“Nobody wrote these words”") + "\n\n“Over fifty people came” (a.txt)"
    assert claimed(draft, is_markdown=True) == [("Over fifty people came", ["a.txt"])]


def test_code_inside_a_line_begins_no_block() -> None:
    draft = "```x``` is code.\n\n“Over fifty people came” (a.txt)"
    assert claimed(draft, is_markdown=True) == [("Over fifty people came", ["a.txt"])]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“They agreed to\n[not] adopt the plan” (a.txt)", "They agreed to\n[not] adopt the plan"),
        ("“Over fifty people came ⟨U+0030⟩” (a.txt)", "Over fifty people came ⟨U+0030⟩"),
        ("“Over fifty people came⟨U+202E⟩” (a.txt)", "Over fifty people came\u202e"),
    ],
)
def test_what_a_writer_puts_into_a_quote_stays(text: str, quote: str) -> None:
    assert [claim.quote for claim in read(text).claims] == [quote]


def test_an_omission_is_no_mark_of_the_writers_own() -> None:
    (claim,) = read("“Over fifty people...” (a.txt)").claims
    assert claim.readings == ()
    (claim,) = read("“Over fifty people.” (a.txt)").claims
    assert claim.readings == ("Over fifty people",)
