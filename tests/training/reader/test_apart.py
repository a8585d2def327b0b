"""What was kept apart, as documents and labelled questions that the program takes as they are."""

from __future__ import annotations

import tomllib
from pathlib import Path

from casc_qa.evaluation.questions import LabelledQuestion, read_questions
from casc_qa.languages.cyrillic import has_cyrillic
from training.reader import apart
from training.reader.examples import OWN, Example, read_own, sentences_with, text_of

TEXT = text_of('The "Kite" club', "It was founded in 1921.  Its head is Ada Lem. He flies often.")
RUSSIAN = text_of("Клуб", "Клуб основан в 1921 году. Его глава — Ада Лем.")


def example(text: object, question: str, *right: int) -> Example:
    return Example("own-a", question, text, frozenset(right), ())  # type: ignore[arg-type]


def labels_of(question: LabelledQuestion) -> list[tuple[str, str, int | None]]:
    return [(label.doc_id, label.quote, label.start) for label in question.labels]


def test_a_passage_is_a_document_and_a_sentence_a_label(tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = [
        example(TEXT, "Who is its head?", 1),
        example(RUSSIAN, "Когда основан клуб?", 0),
        example(TEXT, "Who pays for it?"),
        example(TEXT, "What is known of it?", 2, 0),
    ]
    apart.write(out, given)
    assert (out / "corpus" / "0001.txt").read_text(encoding="utf-8") == TEXT.text
    assert (out / "corpus" / "0002.txt").read_text(encoding="utf-8") == RUSSIAN.text
    sources = tomllib.loads((out / "corpus" / "sources.toml").read_text(encoding="utf-8"))
    assert sources == {
        "0001.txt": {"title": 'The "Kite" club', "language": "en"},
        "0002.txt": {"title": "Клуб", "language": "ru"},
    }
    head, founded, pays, known = read_questions(out / "questions.jsonl")
    assert (head.query_id, head.question) == ("own-a-00001", "Who is its head?")
    assert labels_of(head) == [("0001.txt", "Its head is Ada Lem.", 25)]
    assert (founded.language, founded.type) == ("ru", "answerable")
    assert labels_of(founded) == [("0002.txt", "Клуб основан в 1921 году.", 0)]
    assert (pays.type, pays.language, labels_of(pays)) == ("not_given", "en", [])
    assert [quote for _, quote, _ in labels_of(known)] == [
        "It was founded in 1921.",
        "He flies often.",
    ]


def test_the_command_writes_what_is_kept_apart_in_one_language(tmp_path: Path) -> None:
    kept = list(read_own(OWN, is_apart=True))
    for option, is_russian in ((), False), (("--russian",), True):
        out = tmp_path / str(is_russian)
        apart.main([str(out), *option])
        expected = [e for e in kept if has_cyrillic(e.question) == is_russian]
        asked = read_questions(out / "questions.jsonl")
        assert [q.question for q in asked] == [e.question for e in expected]
        assert {q.language for q in asked} == {"ru" if is_russian else "en"}
        texts = {p.name: p.read_bytes().decode() for p in (out / "corpus").glob("*.txt")}
        assert set(texts.values()) == {e.text.text for e in expected}
        for question, one in zip(asked, expected, strict=True):
            for doc_id, quote, start in labels_of(question):
                assert start is not None
                assert texts[doc_id][start : start + len(quote)] == quote
            assert question.answerable == one.is_answerable
            assert sentences_with(one.text, one.answers) <= one.right
