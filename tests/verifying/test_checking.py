"""What becomes of each quote: against the five documents, and against small ones of the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.locators import Locator
from casc_qa.types import Span
from casc_qa.verifying.checking import verify_quotes
from casc_qa.verifying.claims import Claim, Source, Verdict
from helpers.documents.hostile import PAGE, PAGES, one_page, painted
from helpers.documents.pdf_files import stream

FIRST = (
    "The meeting brought together over 50 people from six countries. It was late. "
    "The participants did not agree on the unsupported plan for 2024. It was late. "
    "The budget grew by 1,500 dollars."
)
SECOND = "Everything was as before. The participants agreed on a new plan in Osh. It went well."
RUSSIAN = (
    "Встреча собрала более 50 участников из шести стран. Стороны не договорились о плане на 2024 "
    "год. Бюджет вырос на 1 500 долларов."
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Of three documents, one of them twice."""
    folder = tmp_path_factory.mktemp("small")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", RUSSIAN), ("d.txt", FIRST)):
        (corpus / name).write_text(text, encoding="utf-8")
    build_index(corpus, folder / "index")
    return open_index(folder / "index")


def verdict(assistant: Assistant, claim: Claim) -> Verdict:
    (only,) = verify_quotes(assistant, [claim]).verdicts
    return only


def source(assistant: Assistant, doc_id: str, quote: str, shift: int = 0) -> Source:
    """Where ``quote`` first stands in a document, or so many characters beside."""
    document = assistant.document(doc_id)
    start = document.text.index(quote) + shift
    return Source((doc_id,), document.sha256, start, start + len(quote))


def test_a_quote_at_its_place_is_verified(small: Assistant) -> None:
    quote = "The budget grew by 1,500 dollars."
    found = verdict(small, Claim(quote, (source(small, "a.txt", quote),)))
    assert (found.status, found.notes, found.places) == ("verified", (), 1)
    assert found.place is not None
    assert found.place.quote == quote


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("brought together over 50 people", "verified"),
        ("brought together over 5 people", "changed"),
        ("brought together over 500 people", "changed"),
        ("brought together Over 50 people", "changed"),
        ("The participants did agree on the unsupported plan", "changed"),
        ("agree on the supported plan", "changed"),
        ("The budget grew by 1", "changed"),
        ("500 dollars", "changed"),
        ("brought together … from six countries", "changed"),
        ("[T]he participants did not agree", "changed"),
        ("более 50 участников", "verified"),
        ("Стороны договорились о плане на 2024 год", "changed"),
        ("вырос на 1\u00a0500 долларов", "verified"),
        ("вырос на 1", "changed"),
        ("no word of this was ever said by anybody", "missing"),
    ],
)
def test_quotes_without_a_source(small: Assistant, quote: str, status: str) -> None:
    assert verdict(small, Claim.of(quote)).status == status


def test_what_differs_is_said(small: Assistant) -> None:
    found = verdict(small, Claim.of("brought together over 500 people"))
    assert found.place is not None
    assert found.place.quote == "brought together over 50 people"
    ((in_quote, in_text),) = found.differences
    assert in_quote.of(found.claim.quote) == "500"
    assert in_text.of(found.place.quote) == "50"


def test_what_is_left_out_is_said(small: Assistant) -> None:
    found = verdict(small, Claim.of("brought together […] from six countries"))
    assert found.place is not None
    assert found.place.quote == "brought together over 50 people from six countries"
    ((_, in_text),) = found.differences
    assert in_text.of(found.place.quote) == "over 50 people"


def test_a_quote_elsewhere_in_its_document_has_moved(small: Assistant) -> None:
    quote = "The budget grew by 1,500 dollars."
    found = verdict(small, Claim(quote, (source(small, "a.txt", quote, shift=-1),)))
    assert (found.status, found.notes) == ("moved", ())
    assert found.place is not None
    assert found.place.start == FIRST.index(quote)


def test_a_quote_of_another_document_has_moved(small: Assistant) -> None:
    found = verdict(small, Claim.of("agreed on a new plan in Osh", doc_id="a.txt"))
    assert found.status == "moved"
    assert found.place is not None
    assert found.place.doc_id == "b.txt"
    assert "other_document" in found.notes


def test_the_claimed_place_decides_between_several(small: Assistant) -> None:
    quote = "It was late."
    second = FIRST.rindex(quote)
    document = small.document("a.txt")
    claim = Claim(quote, (Source(("a.txt",), document.sha256, second, second + len(quote)),))
    found = verdict(small, claim)
    assert found.status == "verified"
    assert found.place is not None
    assert found.place.start == second
    anywhere = verdict(small, Claim.of(quote))
    assert (anywhere.places, anywhere.notes) == (2, ("several_places",))
    near = Claim(quote, (Source(("a.txt",), document.sha256, second - 5, second + 3),))
    moved = verdict(small, near)
    assert moved.status == "moved"
    assert moved.place is not None
    assert moved.place.start == second


def test_a_file_that_has_changed(small: Assistant) -> None:
    quote = "The budget grew by 1,500 dollars."
    start = FIRST.index(quote)
    old = Locator("a.txt", "f" * 64, start, start + len(quote))
    found = verdict(small, Claim.of(quote, locator=old))
    assert (found.status, found.notes) == ("verified", ("file_changed",))
    assert verdict(small, Claim.of(quote, locator=old._replace(start=0, end=9))).status == "moved"


def test_a_document_under_another_name(small: Assistant) -> None:
    quote = "The budget grew by 1,500 dollars."
    place = source(small, "a.txt", quote)
    copy = Source(("d.txt",), place.sha256, place.start, place.end)
    assert verdict(small, Claim(quote, (copy,))).status == "verified"
    gone = Source(("gone.txt",), place.sha256, place.start, place.end)
    found = verdict(small, Claim(quote, (gone,)))
    assert (found.status, found.notes) == ("moved", ("unknown_document", "other_document"))


def test_a_part_of_a_sentence_comes_with_the_whole(small: Assistant) -> None:
    found = verdict(small, Claim.of("agree on the unsupported plan"))
    assert found.status == "verified"
    assert set(found.notes) == {"part_of_sentence", "negation_left_out"}
    assert found.sentence_text == "The participants did not agree on the unsupported plan for 2024."
    found = verdict(small, Claim.of("договорились о плане"))
    assert "negation_left_out" in found.notes


def test_a_mark_of_the_writers_is_noted(small: Assistant) -> None:
    claim = Claim("over 50 people,", readings=("over 50 people",))
    found = verdict(small, claim)
    assert found.status == "verified"
    assert "closing_mark" in found.notes
    assert verdict(small, Claim("over 50 people,")).status == "changed"


def test_a_quote_of_nothing_but_marks_is_missing(small: Assistant) -> None:
    assert verdict(small, Claim.of("***")).status == "missing"
    assert verdict(small, Claim.of("")).status == "missing"


def test_the_object_is_the_same_each_time(small: Assistant) -> None:
    claims = [Claim.of("over 50 people"), Claim.of("over 500 people"), Claim.of("Nothing of it")]
    table = verify_quotes(small, claims).to_dict()
    assert table == verify_quotes(small, claims).to_dict()
    assert list(table)[:2] == ["version", "verified"]
    assert table["counts"] == {"verified": 1, "moved": 0, "changed": 1, "missing": 1}
    (difference,) = table["quotes"][1]["differences"]
    at = Span(difference["start"], difference["end"])
    assert at.of(FIRST) == difference["document"] == "50"


@given(st.data())
def test_every_sentence_of_the_documents_is_verified(
    assistant: Assistant, data: st.DataObject
) -> None:
    doc_id = data.draw(st.sampled_from(assistant.generation.doc_ids))
    document = assistant.document(doc_id)
    sentences = list(assistant.generation.passages.sentences_of(doc_id))
    span = data.draw(st.sampled_from(sentences))
    locator = Locator(doc_id, document.sha256, *span)
    found = verdict(assistant, Claim.of(span.of(document.text), locator=locator))
    assert (found.status, found.notes) == ("verified", ())


@given(st.data())
def test_no_sentence_with_another_letter_or_digit_is_verified(
    small: Assistant, data: st.DataObject
) -> None:
    text = small.document(data.draw(st.sampled_from(["a.txt", "b.txt", "c.txt"]))).text
    at = data.draw(st.sampled_from([n for n, char in enumerate(text) if char.isalnum()]))
    other = data.draw(st.sampled_from([c for c in "x79щQ" if c != text[at]]))
    start = data.draw(st.integers(max(0, at - 40), at))
    end = data.draw(st.integers(at + 1, min(len(text), at + 40)))
    quote = text[start:at] + other + text[at + 1 : end]
    found = verdict(small, Claim.of(quote))
    assert found.status in ("changed", "missing")


def test_the_assistants_index_is_the_one(built_index: Path, assistant: Assistant) -> None:
    checked = verify_quotes(assistant, [])
    assert checked.holds
    assert checked.generation == assistant.manifest.generation


def test_the_claimed_page_decides_too(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    first, second = "Over fifty people came to it.", "Nobody was late, and all of them stayed."
    pages = PAGES.replace("[3 0 R] /Count 1", "[3 0 R 6 0 R] /Count 2")
    other = PAGE.replace("4 0 R", "7 0 R")
    content = stream(painted(first))
    more = (other, stream(painted(second)))
    (corpus / "a.pdf").write_bytes(one_page(content, PAGE, pages, *more))
    build_index(corpus, tmp_path / "index")
    assistant = open_index(tmp_path / "index")
    for page, status in ((1, "moved"), (2, "verified")):
        claim = Claim("all of them stayed", (Source(("a.pdf",), page=page),))
        found = verdict(assistant, claim)
        assert found.status == status
        assert found.place is not None
        assert found.place.page == 2
