"""A glossary comes back from its bytes, and from no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.glossary import Term, dump_glossary, parse_glossary
from casc_qa.languages.normalising import normalise_word
from casc_qa.languages.words import WRITTEN_WORD

NAMES = (
    st.text(min_size=1, max_size=20).map(lambda s: " ".join(s.split())).filter(WRITTEN_WORD.search)
)


@given(
    st.lists(st.tuples(NAMES, NAMES), max_size=5, unique_by=lambda pair: normalise_word(pair[0]))
)
def test_terms_come_back_from_json(pairs: list[tuple[str, str]]) -> None:
    terms = tuple(Term((en,), (f"{ru} {number}",)) for number, (en, ru) in enumerate(pairs))
    content = dump_glossary(terms)
    assert parse_glossary(content) == terms
    assert dump_glossary(parse_glossary(content)) == content


@given(st.binary(max_size=50) | st.text(alphabet='[]{}",:enru а', max_size=50).map(str.encode))
def test_other_bytes_are_a_value_error(content: bytes) -> None:
    try:
        terms = parse_glossary(content)
    except ValueError:
        return
    assert parse_glossary(dump_glossary(terms)) == terms


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'[{"en": ["a"]}]', b"[" * 100_000])
def test_these_bytes_are_no_glossary(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_glossary(content)
