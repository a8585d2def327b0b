"""The project's own test questions: every label is where it says, and the halves are fixed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from casc_qa.evaluation.cells import read_cells, spans_of
from casc_qa.evaluation.questions import located, read_questions
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.text.tokens import tokens
from helpers.project import ROOT

QUESTIONS = ROOT / "questions" / "casc.jsonl"
IN_RUSSIAN = ROOT / "questions" / "casc-in-russian.jsonl"
SPEECHES = ROOT / "questions" / "speeches"
UNANSWERABLE = {"outside", "not_given", "year_missing", "false_premise"}


def text_of(doc_id: str) -> str | None:
    path = ROOT / "corpus" / doc_id
    return path.read_bytes().decode("utf-8") if path.exists() else None


def test_every_quote_is_in_its_document_once() -> None:
    for question in read_questions(QUESTIONS):
        for label in located(question, text_of).labels:
            text = text_of(label.doc_id)
            assert text is not None
            assert text[label.start : label.end] == label.quote
            assert text.count(label.quote) == 1
            assert label.quote == label.quote.strip()
            assert "\n" not in label.quote


def test_there_is_enough_of_every_type() -> None:
    questions = read_questions(QUESTIONS)
    counts = Counter(q.type for q in questions)
    assert len(questions) >= 160
    assert counts["multi"] >= 25
    assert counts["paraphrase"] >= 10
    assert Counter(q.language for q in questions)["ru"] >= 24
    assert sum(not q.answerable for q in questions) >= 50
    assert {q.type for q in questions if not q.answerable} == UNANSWERABLE
    asked = {"fact", "number", "name", "list", "quote", "definition", "misspelling", "acronym"}
    assert asked <= set(counts)


def test_questions_over_several_documents_name_several() -> None:
    for question in read_questions(QUESTIONS):
        if question.type == "multi":
            assert len({label.doc_id for label in question.labels}) >= 2, question.query_id


def test_paraphrases_share_no_word_with_their_quote() -> None:
    for question in read_questions(QUESTIONS):
        if question.type == "paraphrase":
            for label in question.labels:
                shared = set(tokens(question.question)) & set(tokens(label.quote))
                assert not shared, (question.query_id, shared)


def test_the_halves_are_as_they_were_dealt() -> None:
    questions = read_questions(QUESTIONS)
    halves = Counter(q.split for q in questions)
    assert halves == {"tune": 146, "report": 146}
    report = ",".join(sorted(q.query_id for q in questions if q.split == "report"))
    assert hashlib.sha256(report.encode()).hexdigest()[:16] == "c4bb6cb546b6fe6e"
    first_quotes = {
        half: {q.labels[0].quote for q in read_questions(QUESTIONS, half) if q.answerable}
        for half in halves
    }
    assert not first_quotes["tune"] & first_quotes["report"]


def test_every_english_question_is_asked_in_russian_too() -> None:
    english = {q.query_id: q for q in read_questions(QUESTIONS) if q.language == "en"}
    russian = {q.query_id: q for q in read_questions(IN_RUSSIAN)}
    assert list(russian) == [f"{query_id}-ru" for query_id in english]
    for query_id, asked in english.items():
        translated = russian[f"{query_id}-ru"]
        assert translated.language == "ru"
        assert has_cyrillic(translated.question)
        assert (translated.type, translated.split) == (asked.type, asked.split)
        assert translated.parts == asked.parts


def test_every_quote_of_the_speeches_is_in_its_document_once() -> None:
    for question in read_questions(SPEECHES / "questions.jsonl"):
        for label in question.labels:
            text = (SPEECHES / "corpus" / label.doc_id).read_bytes().decode()
            assert text.count(label.quote) == 1, question.query_id
            assert label.quote == label.quote.strip()


def test_the_halves_of_the_speeches_are_dealt_by_speech() -> None:
    rows = [json.loads(line) for line in (SPEECHES / "questions.jsonl").open(encoding="utf-8")]
    half_of = {row["about"]: row["split"] for row in rows}
    assert all(row["split"] == half_of[row["about"]] for row in rows)
    report = ",".join(sorted(speech for speech, half in half_of.items() if half == "report"))
    assert hashlib.sha256(report.encode()).hexdigest()[:16] == "323c4524a378f617"
    counts = Counter((row["split"], bool(row["evidence"])) for row in rows)
    assert counts == {
        ("tune", True): 86,
        ("tune", False): 51,
        ("report", True): 95,
        ("report", False): 57,
    }
    swaps = sum(row["type"] == "entity_swap" for row in rows)
    assert swaps >= sum(counts[half, False] for half in ("tune", "report")) / 2


def test_every_cell_is_where_it_says_and_in_one_half() -> None:
    for path, corpus, counts in (
        (QUESTIONS.parent / "table.jsonl", ROOT / "corpus", {"tune": 125, "report": 35}),
        (SPEECHES / "table.jsonl", SPEECHES / "corpus", {"tune": 165, "report": 52}),
    ):
        cells = read_cells(path)
        assert Counter(cell["split"] for cell in cells) == counts
        half_of: dict[tuple[str, str], str] = {}
        for cell in cells:
            spans_of(cell, (corpus / cell["doc_id"]).read_bytes().decode())
            key = cell["question_id"].removesuffix("-ru"), cell["doc_id"]
            assert half_of.setdefault(key, cell["split"]) == cell["split"]
            assert has_cyrillic(cell["question"]) == (cell["language"] == "ru")
