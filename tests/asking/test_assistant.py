"""What the five documents answer, and what they don't; every sentence an exact slice.
Then questions in Russian about English documents, and the reverse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.answer_json import answer_table, dump_answer
from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import shipped_calibration
from casc_qa.asking.question import MAX_QUESTION_CHARS
from casc_qa.building.build import build_index
from casc_qa.cli.terminal import answer_text
from casc_qa.config import Settings
from casc_qa.embedding import Embedder
from casc_qa.embedding.encoders import open_encoder
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.errors import CascQaError, QuestionError, ScopeError, UsageError
from casc_qa.index.generation import open_current
from casc_qa.phrases import ABSTENTIONS
from casc_qa.types import Abstention, Answer, Document, Scope
from helpers.command import Run
from helpers.project import CORPUS

ANSWERED = [
    (
        "How many participants did the Bishkek training gather?",
        ["The training gathered 53 participants"],
    ),
    (
        "Who funded the Gender and Human Rights Project?",
        ["United Kingdom of Great Britain and Northern Ireland and Canada"],
    ),
    (
        "What did Ms. Rispoli say about the social reuse of confiscated property?",
        ["The social reuse of confiscated property is a vital initiative"],
    ),
    ("When was the Organized Crime Strategy Toolkit launched?", ["launched in 2021"]),
    (
        "Which terrorism-financing bodies' recommendations are Central Asian authorities "
        "implementing?",
        ["Financial Action Task Force"],
    ),
    (
        "What is Ms. Artikova's title?",
        [
            "Deputy Prosecutor of the Republic of Uzbekistan",
            "Deputy Prosecutor General of the Republic of Uzbekistan",
        ],
    ),
    ("When was the meeting in Tashkent held?", ["9-10 March"]),
    ("Which countries took part in the Tashkent meeting?", ["Armenia, Azerbaijan, Bosnia"]),
    ("What are the 4Ps?", ["Prevent, Pursue, Protect and Promote"]),
    ("What proportion of police officers worldwide are women?", ["one out of every six"]),
    ("who chaired the constructive dialogue", ["Carlos Alberto Sánchez Del Águila"]),
]
ABSTAINED = [
    ("What is the boiling point of tungsten?", "outside_documents"),
    ("Who is the President of Uzbekistan?", "not_stated"),
    ("How many people attended the Tashkent meeting?", None),
    ("In which year was the Tashkent meeting held?", None),
    ("How old is Ashita Mittal?", None),
    ("How do I bake bread?", "outside_documents"),
]


def check_promise(answer: Answer) -> None:
    """Every quote and passage is the document's own text, and every sentence has its citation."""
    for citation in answer.citations:
        text = (CORPUS / citation.doc_id).read_bytes().decode()
        assert citation.quote == text[citation.start : citation.end]
        assert 0 < len(citation.quote) <= 700
    for passage in answer.passages:
        text = (CORPUS / passage.doc_id).read_bytes().decode()
        assert passage.text == text[passage.start : passage.end]
    for number, sentence in enumerate(answer.sentences, 1):
        assert sentence.citation == number
        citation = answer.citations[number - 1]
        assert (sentence.text, citation.number) == (citation.quote, number)
        assert any(
            p.doc_id == citation.doc_id and p.start <= citation.start and citation.end <= p.end
            for p in answer.passages
        )
    assert answer.answered == (answer.abstention is None) == (0 < len(answer.sentences) <= 3)


@pytest.mark.parametrize(("question", "quotes"), ANSWERED, ids=[q for q, _ in ANSWERED])
def test_answered(assistant: Assistant, question: str, quotes: list[str]) -> None:
    answer = assistant.ask(question)
    check_promise(answer)
    for quote in quotes:
        assert any(quote in sentence.text for sentence in answer.sentences), answer.sentences


@pytest.mark.parametrize(("question", "code"), ABSTAINED, ids=[q for q, _ in ABSTAINED])
def test_abstained(assistant: Assistant, question: str, code: str | None) -> None:
    answer = assistant.ask(question)
    check_promise(answer)
    assert answer.abstention is not None
    assert answer.sentences == answer.citations == ()
    assert {passage.language for passage in answer.passages} == {"en"}
    assert answer.abstention.code == (code or answer.abstention.code)
    assert answer.abstention.message.startswith("The documents do not say")
    assert len(answer.passages) == 5


Knowing = Callable[[str | None], Assistant]


@pytest.fixture(scope="module")
def knowing(built_index: Path) -> Knowing:
    """Opens an assistant whose model states these languages, or none, and that is never sure."""
    embedder = open_encoder(open_current(built_index).manifest.embedder, built_index)

    def opened(languages: str | None) -> Assistant:
        generation = open_current(built_index)
        described = {k: v for k, v in generation.manifest.embedder.items() if k != "languages"}
        stated = {"languages": languages} if languages else {}
        generation.manifest = replace(generation.manifest, embedder=described | stated)
        answering = replace(Settings().answering, threshold=1.0)
        return Assistant(generation, embedder, replace(Settings(), answering=answering))

    return opened


IN_RUSSIAN = "Сколько участников было на тренинге в Бишкеке?"


def test_a_question_in_another_language_is_told_so(knowing: Knowing) -> None:
    answer = knowing(None).ask(IN_RUSSIAN)
    assert answer.language == "ru"
    assert answer.abstention is not None
    assert (answer.abstention.code, answer.abstention.message) == (
        "other_language",
        "Ответ не найден, а документов на языке вопроса нет: задайте вопрос на языке документов.",
    )


def test_a_model_that_knows_both_languages_has_no_other_language(knowing: Knowing) -> None:
    answer = knowing("en ru").ask(IN_RUSSIAN)
    assert answer.abstention is not None
    assert answer.abstention.code in ("outside_documents", "not_stated")
    assert answer.abstention.message.startswith("Ответа в документах нет: ")
    assert len(answer.passages) == 5


NOT_KNOWN = [
    ("Жобаны кім қаржыландырды?", "kk", "in Kazakh", "казахский язык"),
    ("Долбоорду ким каржылаган?", "ky", "in Kyrgyz", "кыргызский язык"),
    ("Хто фінансував проєкт?", "uk", "in Ukrainian", "украинский язык"),
    ("Кой финансира UNODC?", "bg", "in Bulgarian", "болгарский язык"),
]


@pytest.mark.parametrize(("question", "code", "english", "russian"), NOT_KNOWN)
def test_a_language_that_the_model_does_not_know(
    knowing: Knowing, question: str, code: str, english: str, russian: str
) -> None:
    answer, ranking = knowing("en ru").ask_and_rank(question, scope=Scope(doc_ids=("TASHKENT",)))
    check_promise(answer)
    assert (answer.question, answer.language) == (question, code)
    assert (ranking, answer.passages, answer.best, answer.confidence) == ([], (), None, 0.0)
    assert answer.abstention is not None
    assert answer.abstention.code == "unsupported_language"
    assert answer.abstention.message == (
        f"Questions {english} are not understood yet: please ask in English or Russian. "
        f"Программа пока не понимает {russian}: пожалуйста, задайте вопрос по-русски "
        "или по-английски."
    )
    table = answer_table(answer)
    assert (table["answered"], table["abstention"]["code"]) == (False, "unsupported_language")
    assert answer_text(answer, colour=False) == answer.abstention.message + "\n"


def test_what_is_known_is_searched(knowing: Knowing) -> None:
    both = knowing("en ru")
    for question in ("Who funded the project?", "Кто финансировал проект?", "53?"):
        assert both.ask_and_rank(question)[1]
    any_other = knowing(None).ask("Жобаны кім қаржыландырды?")
    assert any_other.passages
    with pytest.raises(ScopeError):
        both.ask("Жобаны кім қаржыландырды?", scope=Scope(after="yesterday"))
    with pytest.raises(UsageError):
        both.ask("Жобаны кім қаржыландырды?", 0)


def test_an_oversized_question_is_told_in_its_language(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="В вопросе больше 2000 символов: сократите его"):
        assistant.ask("Кто? " * 500)
    with pytest.raises(QuestionError, match="more than 2,000 characters"):
        assistant.ask("Кім? " * 500)


def test_a_date_without_a_year_is_no_date(assistant: Assistant) -> None:
    answer = assistant.ask("When was the meeting in Tashkent held?")
    assert answer.citations[0].date is None


def test_both_documents_are_shown_where_they_disagree(assistant: Assistant) -> None:
    answer = assistant.ask("What is Ms. Artikova's title?")
    quoted = [answer.citations[sentence.citation - 1] for sentence in answer.sentences]
    assert [(c.date, c.title[:12]) for c in quoted] == [
        ("2024-05-31", "Regional Mul"),
        (None, "UNODC suppor"),
    ]


def test_scope_narrows_the_answer(assistant: Assistant) -> None:
    question = "What is Ms. Artikova's title?"
    tashkent = assistant.ask(question, scope=Scope(doc_ids=("TASHKENT",)))
    assert tashkent.scope.doc_ids == (
        "undated-march_tashkent_strategies-against-organized-crime.txt",
    )
    assert {p.doc_id for p in tashkent.passages} == set(tashkent.scope.doc_ids)
    dated = assistant.ask(question, scope=Scope(after="2024"))
    assert [c.date for c in dated.citations] == ["2024-05-31"]
    nothing = assistant.ask(question, scope=Scope(before="1999"))
    assert nothing.abstention is not None
    assert (nothing.abstention.code, nothing.passages) == ("empty_scope", ())


@pytest.mark.parametrize(
    ("scope", "complaint"),
    [
        (Scope(doc_ids=("nowhere",)), "No single document is called 'nowhere'"),
        (Scope(doc_ids=("undated",)), "choose one of undated-march_tashkent"),
        (Scope(doc_ids=("",)), "No single document is called ''"),
        (Scope(after="yesterday"), "after must be a date such as 2023"),
        (Scope(before="2023-02-30"), "before must be a date"),
    ],
)
def test_a_scope_that_makes_no_sense(assistant: Assistant, scope: Scope, complaint: str) -> None:
    with pytest.raises(ScopeError, match=complaint):
        assistant.ask("Who?", scope=scope)


@pytest.mark.parametrize(
    "question", ["", "   ", "?!…", "\x00\x1b\n", "x" * (MAX_QUESTION_CHARS + 1)]
)
def test_questions_that_are_none(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)


@pytest.mark.parametrize("k", [0, -1, 101])
def test_k_out_of_range(assistant: Assistant, k: int) -> None:
    with pytest.raises(UsageError, match="k must lie between 1 and 100"):
        assistant.ask("Who?", k)


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=40)
def test_any_question_is_answered_or_refused_in_one_line(
    assistant: Assistant, question: str
) -> None:
    try:
        answer = assistant.ask(question)
    except CascQaError as error:
        assert "\n" not in str(error)
    else:
        check_promise(answer)
        dump_answer(answer).encode()


@pytest.mark.parametrize("question", [q for q, _ in ANSWERED[:3]] + [ABSTAINED[1][0]])
def test_more_passages_do_not_change_the_answer(assistant: Assistant, question: str) -> None:
    few, many = assistant.ask(question, 1), assistant.ask(question, 30)
    assert (few.sentences, few.citations) == (many.sentences, many.citations)
    assert set(few.passages) <= set(many.passages)


def test_the_same_question_gives_the_same_bytes(assistant: Assistant) -> None:
    for question in [q for q, _ in ANSWERED[:4]] + [q for q, _ in ABSTAINED[:2]]:
        assert dump_answer(assistant.ask(question)) == dump_answer(assistant.ask(question))


def test_lone_surrogates_and_controls_are_cleaned(assistant: Assistant) -> None:
    answer = assistant.ask("Who funded\x1b[31m the \udcff Gender Project?\u2028")
    assert answer.question == "Who funded [31m the \ufffd Gender Project?"
    dump_answer(answer).encode()


def test_confidence_tells_answered_from_not(assistant: Assistant) -> None:
    threshold = shipped_calibration(False, True).threshold
    for question, _ in ANSWERED:
        assert (assistant.ask(question).confidence or 0) >= threshold
    for question, _ in ABSTAINED:
        answer = assistant.ask(question)
        assert answer.confidence is not None
        assert 0 <= answer.confidence < threshold
        assert answer.best is not None


# Reading

UNKNOWN_MODEL = "the reader was trained for another model than the index has"


def with_reader(is_wanted: bool) -> Settings:
    return replace(Settings(), answering=replace(Settings().answering, reader=is_wanted))


def test_what_is_read_says_nothing_of_being_unread(assistant: Assistant) -> None:
    for question in (ANSWERED[0][0], ABSTAINED[0][0], IN_RUSSIAN, NOT_KNOWN[0][0]):
        answer = assistant.ask(question)
        assert answer.unread is None
        assert answer_table(answer)["unread"] is None


def test_a_reader_that_is_not_wanted_is_never_opened(
    built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("casc_qa.asking.assistant.open_reader", opened)
    with pytest.raises(AssertionError):
        open_index(built_index, with_reader(True))
    unread = open_index(built_index, with_reader(False))
    assert unread._reader is None
    answer = unread.ask(ANSWERED[0][0])
    check_promise(answer)
    assert answer.unread is None
    assert unread.moved_to(open_current(built_index), built_index).ask(IN_RUSSIAN).unread is None


class _Described:
    """An encoder without tokens: what a model that can't be exported has."""

    def __init__(self, encoder: Embedder) -> None:
        self.info, self.embed_queries = encoder.info, encoder.embed_queries


def retrained(encoder: Embedder) -> Embedder:
    """The same encoder, as one of another model."""
    assert isinstance(encoder, OnnxEmbedder)
    embedder = encoder._description["embedder"] | {"fingerprint": "0" * 64}
    return OnnxEmbedder(encoder._folder, encoder._description | {"embedder": embedder})


@pytest.mark.parametrize("other", [retrained, _Described])
def test_with_a_model_that_the_reader_does_not_know_it_answers_unread(
    built_index: Path, assistant: Assistant, other: Callable[[Embedder], Embedder]
) -> None:
    generation, encoder = open_current(built_index), other(assistant._embedder)
    unknown = Assistant(generation, encoder, Settings())
    unread = Assistant(generation, encoder, with_reader(False))
    for question in [q for q, _ in ANSWERED[:3]] + [IN_RUSSIAN]:
        answer = unknown.ask(question)
        check_promise(answer)
        assert answer.unread == answer_table(answer)["unread"] == UNKNOWN_MODEL
        assert replace(answer, unread=None) == unread.ask(question)


def test_damaged_files_of_the_reader_are_told_and_it_answers_all_the_same(
    built_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casc_qa.reading.network.packaged_folder", lambda: tmp_path)
    damaged = open_index(built_index)
    answer = damaged.ask(ANSWERED[0][0])
    check_promise(answer)
    assert answer.unread is not None
    assert answer.unread.endswith("reader.json is not what came with casc-qa: install it again")
    monkeypatch.undo()
    moved = damaged.moved_to(open_current(built_index), built_index)
    assert moved.ask(ANSWERED[0][0]).unread is None  # it was mended meanwhile


def test_the_reader_stays_open_for_the_next_generation(
    assistant: Assistant, built_index: Path
) -> None:
    moved = assistant.moved_to(open_current(built_index), built_index)
    assert moved._reader is assistant._reader is not None
    assert dump_answer(moved.ask(IN_RUSSIAN)) == dump_answer(assistant.ask(IN_RUSSIAN))


def test_an_index_whose_encoder_has_no_word_vectors_is_asked_unread(
    assistant: Assistant, built_index: Path
) -> None:
    """As former versions made them."""
    encoder = assistant._embedder
    assert isinstance(encoder, OnnxEmbedder)
    description = {k: v for k, v in encoder._description.items() if k != "word_vectors"}
    older = OnnxEmbedder(encoder._folder, description)
    answer = Assistant(open_current(built_index), older, Settings()).ask(ANSWERED[0][0])
    check_promise(answer)
    assert answer.unread == "the index has no word vectors: run casc-qa index"


# Questions in Russian about English documents, and the reverse


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


def test_the_answer_is_printed_in_russian(built_index: Path, casc_qa: Callable[..., Run]) -> None:
    run = casc_qa("ask", "--index", built_index, "Сколько участников собрал тренинг в Бишкеке?")
    assert (run.status, run.err) == (0, "")
    assert "53 participants" in run.out
    assert "Источники" in run.out


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


def test_every_part_of_a_question_gets_its_sentence(assistant: Assistant) -> None:
    answer = assistant.ask(
        "How many participants did the Bishkek training gather, and when did the Samarkand "
        "multi-stakeholder dialogue take place?"
    )
    quotes = [answer.citations[s.citation - 1] for s in answer.sentences]
    assert any("53 participants" in c.quote for c in quotes)
    assert any("22-24 May 2024" in c.quote for c in quotes)
    assert len({c.doc_id for c in quotes}) == 2
    assert len({c.quote for c in quotes}) == len(quotes)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Translate the documents", "en"), ("Что вы думаете о документах?", "ru")],
)
def test_what_no_quote_can_be_is_refused(
    assistant: Assistant, question: str, language: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstention == Abstention(
        "beyond_quotes", ABSTENTIONS["beyond_quotes"].to(language)
    )
    assert (answer.sentences, answer.citations, answer.confidence) == ((), (), 0.0)
    assert answer.passages


def test_why_no_document_is_asked(assistant: Assistant) -> None:
    def code(question: str) -> str | None:
        abstention = assistant.unanswerable(question)
        return abstention.code if abstention else None

    assert code("Who funded it?") is None
    assert code("Summarise the documents.") == "beyond_quotes"
    assert code("Сделай краткое содержание документов") == "beyond_quotes"
    assert code("Hello!") == "greeting"
    assert code("Қатысушылар саны қанша болды және оқыту қайда өтті?") == "unsupported_language"


def test_the_best_of_one_document_is_found_however_unsure(assistant: Assistant) -> None:
    doc_id = "2023-08-22_bishkek_gender-in-customs-training.txt"
    sure = assistant.find("How many participants did the training gather?", doc_id)
    unsure = assistant.find("How do I bake bread?", doc_id)
    assert sure is not None
    assert unsure is not None
    assert sure.words is not None
    assert sure.words.of(sure.citation.quote) == "53"
    assert (sure.is_sure, unsure.is_sure) == (True, False)
    assert sure.confidence > unsure.confidence
    with pytest.raises(ScopeError):
        assistant.find("Who?", "nothing.txt")


def test_documents_in_a_scope(assistant: Assistant) -> None:
    every = [document["doc_id"] for document in assistant.documents()]
    assert [d["doc_id"] for d in assistant.documents(Scope())] == every
    assert [d["doc_id"] for d in assistant.documents(Scope(("bishkek",)))] == [every[1]]
    assert [d["doc_id"] for d in assistant.documents(Scope(after="2024"))] == [every[2]]
    assert assistant.documents(Scope(after="2090")) == []
