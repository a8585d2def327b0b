"""Questions in Russian about English documents, and the reverse, with what ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.building.build import build_index
from casc_qa.types import Document


def test_who_is_in_no_document_has_no_answer(assistant: Assistant) -> None:
    for event in ("женевский тренинг", "тренинг в ошском университете"):
        assert assistant.ask(f"Сколько участников собрал {event}?").abstention is not None, event
    for place in ("Душанбе", "Ереване", "Париже"):
        answer = assistant.ask(f"Сколько участников собрал тренинг в {place}?")
        assert answer.abstention is not None, place
    assert assistant.ask("Сколько участников собрал тренинг в Бишкеке?").answered


def test_who_is_in_a_document_is_not_said_to_be_in_none(assistant: Assistant) -> None:
    answer = assistant.ask("Что сказал Масуд Каримипур о погоде и о футболе?")
    assert answer.abstention is None or answer.abstention.code == "not_stated"


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Сколько участников собрал тренинг в Бишкеке?", "bishkek"),
        ("Кто председательствовал на Конструктивном диалоге в Вене?", "vienna"),
        ("Какие страны приехали на встречу в Ташкент?", "tashkent"),
        ("Что сказала Светлана Артикова о глобализации преступности?", "tashkent"),
        ("Сколько человек подключилось к параллельному мероприятию о терроризме?", "online"),
    ],
)
def test_a_russian_question_finds_its_document(
    assistant: Assistant, question: str, document: str
) -> None:
    answer = assistant.ask(question)
    assert answer.language == "ru"
    assert document in answer.passages[0].doc_id


def test_a_quote_stays_in_its_own_language(assistant: Assistant) -> None:
    answer = assistant.ask("Сколько участников собрал тренинг в Бишкеке?")
    assert answer.answered
    assert "53 participants" in answer.sentences[0].text
    for citation in answer.citations:
        text = assistant.document(citation.doc_id).text
        assert text[citation.start : citation.end] == citation.quote
    assert answer.asked_as is not None
    assert answer.asked_as != answer.question


def test_what_the_documents_do_not_say_is_not_answered_in_russian(assistant: Assistant) -> None:
    for question in ("Как приготовить плов?", "Кто изобрёл паровоз?", "Какая погода на Марсе?"):
        answer = assistant.ask(question)
        assert answer.abstention is not None, question
        assert answer.abstention.message.startswith("Ответа в документах нет")


def test_the_answer_is_printed_in_russian(
    built_index: Path, casc_qa: Callable[..., object]
) -> None:
    run = casc_qa("ask", "--index", built_index, "Сколько участников собрал тренинг в Бишкеке?")
    assert (run.status, run.err) == (0, "")  # type: ignore[attr-defined]
    assert "53 participants" in run.out  # type: ignore[attr-defined]
    assert "Источники" in run.out  # type: ignore[attr-defined]


RUSSIAN_PAGE = """Таможенная служба открыла новый учебный центр в Оше

Центр построили за два года на деньги Европейского союза. В нём работают двенадцать преподавателей.
Директор центра Гульнара Садыкова сказала, что первые курсы начнутся в октябре 2025 года.
"""
ENGLISH_PAGE = """A laboratory for wastewater in Khujand

The laboratory tests water for traces of drugs. Its head, Ms. Zarina Rahimova, said that results are
published every Friday. Japan paid for the equipment.
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A document in each language, and a glossary of one term."""
    corpus = tmp_path_factory.mktemp("both")
    (corpus / "osh.txt").write_text(RUSSIAN_PAGE, encoding="utf-8")
    (corpus / "khujand.txt").write_text(ENGLISH_PAGE, encoding="utf-8")
    (corpus / "glossary.toml").write_text(
        '[[term]]\nen = ["effluent"]\nru = ["сточные воды"]\n', encoding="utf-8"
    )
    index = tmp_path_factory.mktemp("index")
    build_index(corpus, index)
    return open_index(index)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who is the director of the training centre in Osh?", "Гульнара Садыкова"),
        ("How many teachers work at the new centre of customs?", "двенадцать преподавателей"),
        ("Кто оплатил оборудование лаборатории?", "Japan paid"),
        ("Кто директор учебного центра?", "Гульнара Садыкова"),
        ("Who paid for the equipment of the laboratory?", "Japan paid"),
    ],
)
def test_either_language_finds_documents_in_either(
    both: Assistant, question: str, quote: str
) -> None:
    answer = both.ask(question)
    assert answer.best is not None
    assert quote in answer.best.quote
    document: Document = both.document(answer.best.doc_id)
    assert document.text[answer.best.start : answer.best.end] == answer.best.quote


def test_russian_documents_are_cut_by_their_own_words(both: Assistant) -> None:
    passages = [p for p in both.passages() if p.doc_id == "osh.txt"]
    assert len(passages) == 1  # letter by letter it would be several
    languages = {d["doc_id"]: d["language"] for d in both.documents()}
    assert languages == {"osh.txt": "ru", "khujand.txt": "en"}


def test_the_glossary_of_the_corpus_is_used(both: Assistant) -> None:
    assert both.ask("Что известно о сточных водах?").asked_as == "Что известно о effluent?"
    question = both.understand("Where does the effluent go?")
    assert {"сточн", "вод"} <= set(question.translations_of("effluent"))


def test_a_changed_glossary_is_another_index(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text(ENGLISH_PAGE, encoding="utf-8")
    first = build_index(corpus, index).manifest.generation
    assert build_index(corpus, index).unchanged
    (corpus / "glossary.toml").write_text('[[term]]\nen = ["lab"]\nru = ["лаба"]\n', "utf-8")
    second = build_index(corpus, index)
    assert second.manifest.generation != first
    assert second.reused > 0
    assert open_index(index).ask("Где лаба?").asked_as == "Где lab?"
