"""What is exported, in which order."""

from __future__ import annotations

from dataclasses import replace

from casc_qa.asking.assistant import Assistant
from casc_qa.exporting.gathered import Export, gather
from casc_qa.locators import Locator
from helpers.exports import SHA256, answered, cited


def test_every_sentence_and_what_is_read_with_it(export: Export, assistant: Assistant) -> None:
    bishkek, funded, outside, oversized = export.entries
    assert [q.role for q in bishkek.quotes] == ["answer"] or "before" in {
        q.role for q in bishkek.quotes
    }
    assert any("gathered 53 participants" in q.citation.quote for q in bishkek.quotes)
    assert any("Governments of the United Kingdom" in q.citation.quote for q in funded.quotes)
    assert (outside.quotes, oversized.quotes) == ((), ())
    assert outside.said == "The documents do not say: nothing in them is about this."
    assert oversized.said == "The question has more than 2,000 characters: shorten it."
    assert len(oversized.question) == 2000
    numbers = [q.number for e in export.entries for q in e.quotes]
    assert numbers == list(range(1, len(numbers) + 1))
    for entry in export.entries:
        for quote in entry.quotes:
            place = quote.locator
            text = assistant.document(place.doc_id).text
            assert text[place.start : place.end] == quote.citation.quote


def test_context_comes_before_and_once() -> None:
    before, one, two, after = (
        cited(quote, number=number) for number, quote in enumerate(("B.", "One.", "Two.", "A."), 1)
    )
    asked = answered(before, one, two, after)
    assert asked.answer is not None
    first, second = (replace(asked.answer.sentences[n], context=1, continuation=4) for n in (1, 2))
    answer = replace(asked.answer, sentences=(first, second))
    (entry,) = gather([asked._replace(answer=answer)], "g1").entries
    assert [(q.number, q.role, q.citation.quote) for q in entry.quotes] == [
        (1, "before", "B."),
        (2, "answer", "One."),
        (3, "after", "A."),
        (4, "answer", "Two."),
    ]


def test_the_language_is_that_of_most_questions() -> None:
    russian = answered(cited("Да."), question="Почему?", language="ru")
    english = answered(cited("Yes."))
    assert gather([english, russian, russian], "g1").language == "ru"
    assert gather([english, russian], "g1").language == "en"
    assert gather([russian], "g1", language="en").language == "en"
    assert gather([], "g1").language == "en"


def test_documents_have_a_key_each() -> None:
    quotes = [cited("Q.", doc_id=doc_id) for doc_id in ("док.csv#1", "дом.csv#1", "док.csv#1")]
    export = gather([answered(replace(q, number=1)) for q in quotes], "g1")
    documents = export.documents()
    assert [d.first.doc_id for d in documents] == ["док.csv#1", "дом.csv#1"]
    assert [len(d.quotes) for d in documents] == [2, 1]
    assert [d.key for d in documents] == ["csv-1-5f5f5f5f", "csv-1-5f5f5f5f-2"]
    assert documents[0].quotes[0][1].locator == Locator("док.csv#1", SHA256, 10, 12)
