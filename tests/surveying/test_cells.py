"""What fills a cell."""

from __future__ import annotations

from dataclasses import replace

from casc_qa.asking.assistant import Assistant
from casc_qa.surveying.cells import CellFeatures, features_of, likelihood, threshold, words_alone
from casc_qa.types import Span

QUESTION = "How many participants took part?"
BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"


def test_a_number_is_asked_for_and_found(assistant: Assistant) -> None:
    question, found = assistant.understand(QUESTION), assistant.find(QUESTION, BISHKEK)
    assert found is not None
    seen = features_of(question, found, None)
    assert (seen.fits, seen.fits_not, seen.fits_loosely, seen.behind) == (1.0, 0.0, 0.0, 0.0)
    words = words_alone(question, found)
    assert words is not None
    assert words.of(found.citation.quote) == "53"


def test_words_of_another_type_speak_against_it(assistant: Assistant) -> None:
    question, found = assistant.understand(QUESTION), assistant.find(QUESTION, BISHKEK)
    assert found is not None
    start = found.citation.quote.index("Pakistan")
    other = found._replace(words=Span(start, start + len("Pakistan")))
    seen, instead = features_of(question, found, None), features_of(question, other, None)
    assert (instead.fits, instead.fits_not) == (0.0, 1.0)
    assert likelihood(instead) < likelihood(seen)


def test_surer_documents_speak_against_it(assistant: Assistant) -> None:
    question, found = assistant.understand(QUESTION), assistant.find(QUESTION, BISHKEK)
    assert found is not None
    margin = found.features.margin
    beside = [likelihood(features_of(question, found, margin + more)) for more in (-1, 0, 2, 4)]
    assert beside == sorted(beside, reverse=True)
    assert beside[0] == beside[1] > beside[2] > beside[3]


def test_words_that_are_not_sure_do_not_stand_alone(assistant: Assistant) -> None:
    question, found = assistant.understand(QUESTION), assistant.find(QUESTION, BISHKEK)
    assert found is not None
    unsure = found._replace(features=found.features._replace(words_margin=-2.5))
    assert words_alone(question, unsure) is None
    untyped = replace(question, wanted=None)
    assert words_alone(untyped, found) is None
    sure = found._replace(features=found.features._replace(words_margin=4.0))
    assert words_alone(untyped, sure) is not None


def test_the_weights_are_of_these_features() -> None:
    nothing = CellFeatures(*[0.0] * len(CellFeatures._fields))
    assert 0.3 < likelihood(nothing) < 0.5
    assert 0 < threshold() < 1


def test_words_of_which_the_sentence_has_others_have_to_be_surer(assistant: Assistant) -> None:
    question = assistant.understand("When was the event held?")
    found = assistant.find("When was the event held?", BISHKEK)
    assert found is not None
    hinted = found._replace(features=found.features._replace(words_margin=-1.0))

    def shown(quote: str, marked: str) -> str | None:
        start = quote.index(marked)
        cited = replace(found.citation, quote=quote)
        words = hinted._replace(citation=cited, words=Span(start, start + len(marked)))
        alone = words_alone(question, words)
        return None if alone is None else alone.of(quote)

    assert shown("Held in Bishkek on 22 August 2023.", "22 August 2023") == "22 August 2023"
    assert shown("31 May 2024, Bishkek – Held on 22 August 2023.", "31 May 2024") is None
