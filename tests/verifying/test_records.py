"""The quotes of files that programs write."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.locators import Locator
from casc_qa.system.small_files import BadFile
from casc_qa.types import Citation
from casc_qa.verifying.claims import Claim, Source, Verdict, Verification, Where
from casc_qa.verifying.records import csv_claims, json_claims, json_lines_claims, note_claims

AT = Locator("a.txt", "0" * 64, 3, 20)
CITED = {"quote": "Over fifty came.", "doc_id": "a.txt", "sha256": "0" * 64, "start": 3, "end": 20}
CITED |= {"page": 2}
PLACE = Source(("a.txt",), "0" * 64, 3, 20, 2)


def of(value: Any) -> list[Claim]:
    return json_claims(json.dumps(value).encode()).claims


def test_objects_with_a_quote_and_its_place() -> None:
    assert of({"a": [{"b": CITED}]}) == [Claim("Over fifty came.", (PLACE,))]
    with_locator = {"quote": "Over fifty came.", "locator": str(AT)}
    assert of([with_locator]) == [Claim("Over fifty came.", (Source.at(AT),))]
    assert of({"quote": "Over fifty came."}) == []
    assert of({"quote": 5, "doc_id": "a.txt"}) == []
    assert of({"quote": "So", "doc_id": "a.txt", "start": "3"})[0].sources == (Source(("a.txt",)),)


def test_a_sentence_that_is_not_what_it_cites_is_a_claim() -> None:
    answer = {"answer": [{"text": "Over fifty left.", "citation": 1}], "citations": [CITED]}
    assert [claim.quote for claim in of(answer)] == ["Over fifty left.", "Over fifty came."]
    answer["answer"] = [{"text": "Over fifty came.", "citation": 1}]
    assert len(of(answer)) == 1


def test_the_language_of_who_asked() -> None:
    assert json_claims(b'{"language": "ru"}').language == "ru"
    assert json_claims(b'[{"language": "ru"}, {}]').language == "ru"
    assert json_claims(b"[1]").language == "en"


def test_lines_have_numbers() -> None:
    data = f"{json.dumps({})}\n{json.dumps(CITED)}\n".encode()
    assert [claim.where for claim in json_lines_claims(data).claims] == [Where("line", 2)]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile):
        json_claims(data)


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["question", "quote", "locator", "doc_id"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_with_a_quote(delimiter: str) -> None:
    rows = [{"quote": "'-5 degrees,\nor so", "locator": str(AT)}, {"question": "Who?"}]
    (claim,) = csv_claims(table(*rows, delimiter=delimiter))
    assert (claim.quote, claim.sources) == ("-5 degrees,\nor so", (Source.at(AT),))
    assert claim.where == Where("line", 3)


def test_a_table_without_quotes_is_refused() -> None:
    with pytest.raises(BadFile, match="no column called quote"):
        csv_claims("a,b\n1,2\n")


def test_notes_of_bibliographies() -> None:
    text = (
        "@misc{a,\n  title = {{The “so-called” report}},\n"
        f"  annote = {{“Over 50 \\% \\& “more” came.” (p. 2) {AT} — Who?\n\n"
        f"“It was -{{}}- late.” (p. 3) {AT} — “When”?}},\n}}\n"
    )
    quotes = [claim.quote for claim in note_claims(text, is_latex=True)]
    assert quotes == ["Over 50 % & “more” came.", "It was -- late."]
    ris = f"TI  - “So”\r\nN1  - “He came.” (p. 1) {AT} — Who?\r\n"
    ris += f"N1  - “She left.” (p. 2) {AT} — W\r\n"
    assert [claim.quote for claim in note_claims(ris)] == ["He came.", "She left."]
    item = {"note": f"“He came.” (p. 1) {AT} — Who?", "title": "So"}
    assert [claim.quote for claim in of([item])] == ["He came."]


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(
                    ["quote", "locator", "doc_id", "start", "answer", "citations", "note"]
                ),
                x,
            )
        ),
    )
)
def test_any_json_is_read(value: object) -> None:
    for claim in of(value):
        assert claim.quote.strip()


def test_cells_before_a_locator_are_quotes() -> None:
    rows = f'Document,Words,Sentence,Address\nA,53,Over fifty came.,"{AT}"\nB,,,\n'
    (claim,) = csv_claims(rows)
    assert (claim.quote, claim.sources) == ("Over fifty came.", (Source.at(AT),))


def test_words_of_a_cell_are_in_what_it_cites() -> None:
    claims = of({"cells": [{"words": "fifty", "citation": CITED}]})
    assert [claim.quote for claim in claims] == ["fifty", "Over fifty came."]


def test_a_text_with_a_locator_is_a_quote() -> None:
    assert [claim.quote for claim in of({"text": "He came.", "locator": str(AT)})] == ["He came."]
    assert of({"text": "He came."}) == []


def test_what_was_checked_before_is_checked_again() -> None:
    claim = Claim("Over fifty left.", (PLACE, Source(("b.txt",), name="B")))
    place = Citation(1, "a.txt", "0" * 64, "A", None, None, None, None, 3, 20, "Over fifty came.")
    verdict = Verdict(1, claim, "changed", place)
    (again,) = of(Verification((verdict,), "g").to_dict())
    assert again.quote == "Over fifty left."
    assert [replace(source, name=None) for source in claim.sources] == list(again.sources)
