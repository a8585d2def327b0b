"""What the dictionary that ships knows."""

from __future__ import annotations

from importlib.resources import files

import pytest

from casc_qa.languages.russian.questions.dictionary import Dictionary, dictionary_into
from casc_qa.languages.russian.questions.places import places
from casc_qa.text.tokens import tokens


@pytest.mark.parametrize("name", ["translations-en.tsv", "translations-ru.tsv"])
def test_every_line_of_the_dictionary_is_read(name: str) -> None:
    data = (files("casc_qa.languages.russian.questions") / name).read_bytes()
    dictionary = Dictionary(data)
    lines = data.decode().splitlines()
    assert len(lines) > 20_000
    assert lines == sorted(lines)
    for line in lines[::97]:
        stem, _, rest = line.partition("\t")
        translations = dictionary.of(stem)
        assert list(translations) == [pair.rpartition(":")[0] for pair in rest.split()]
        assert 0 < sum(translations.values()) <= 1.05  # each is rounded


@pytest.mark.parametrize(
    ("russian", "english"),
    [("преступность", "crime"), ("участники", "participants"), ("город", "city"), ("суд", "court")],
)
def test_the_dictionary_knows_common_words(russian: str, english: str) -> None:
    (one,), (other,) = tokens(russian), tokens(english)
    assert other in list(dictionary_into("en").of(one))[:2]  # "crime" and "criminal" share a stem
    assert one in dictionary_into("ru").of(other)


def test_an_unknown_stem_has_no_translation() -> None:
    assert dictionary_into("en").of("ыыыы") == {}
    assert dictionary_into("en").of("") == {}
    assert Dictionary(b"").of("a") == {}


def test_every_adjective_of_a_place_can_be_met() -> None:
    assert len(places()) > 300
    for stem, names in places().items():
        assert tokens(stem + "ий") == [stem]
        assert all(names)
