"""Questions in Russian about English documents, and the reverse, with what ships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.translation import PARTS, Translator
from casc_qa.building.build import build_index
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.errors import ModelError
from casc_qa.index import open_current
from casc_qa.index.contents.spellings import Spellings
from casc_qa.languages.cyrillic import normalised, romanised
from casc_qa.languages.phonetic_keys import likeness, sound, spellings
from casc_qa.languages.russian.encoder_words import RussianWords, read_vectors, read_words, shipped
from casc_qa.languages.russian.questions.dictionary import Dictionary, dictionary_into, places
from casc_qa.languages.russian.questions.spelling_correction import mended
from casc_qa.text.tokens import tokens
from casc_qa.types import Document

OWN_TOKENS = 30_522  # of the model; those of Russian words follow


@pytest.fixture(scope="module")
def encoder(assistant: Assistant) -> OnnxEmbedder:
    assert isinstance(assistant._embedder, OnnxEmbedder)
    return assistant._embedder


# What ships


def test_what_ships_for_russian_is_small_and_fits_together() -> None:
    files = [path for path in shipped().iterdir() if path.is_file()]
    assert {path.name for path in files} == {
        "README.md",
        "places.tsv",
        "translations-en.tsv",
        "translations-ru.tsv",
        "words.safetensors",
        "words.txt",
    }
    assert sum(path.stat().st_size for path in files) <= 20e6
    words = (shipped() / "words.txt").read_text(encoding="utf-8").splitlines()
    vectors = read_vectors(shipped())
    assert words == sorted(set(words))
    assert vectors.shape == (len(words), 384)
    assert np.isfinite(vectors).all()
    assert (np.linalg.norm(vectors, axis=1) > 0).mean() > 0.999


@pytest.mark.parametrize("name", ["translations-en.tsv", "translations-ru.tsv"])
def test_every_line_of_the_dictionary_is_read(name: str) -> None:
    data = (shipped() / name).read_bytes()
    dictionary = Dictionary(data)
    lines = data.decode().splitlines()
    assert len(lines) > 20_000
    assert lines == sorted(lines)
    for line in lines[::97]:
        stem, _, rest = line.partition("\t")
        found = dictionary.of(stem)
        assert list(found) == [pair.rpartition(":")[0] for pair in rest.split()]
        assert 0 < sum(found.values()) <= 1.05  # each is rounded


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


# The encoder


def test_english_is_read_as_the_model_itself_reads_it(encoder: OnnxEmbedder) -> None:
    texts = ["Who funded the Gender and Human Rights Project?", "café № 53", "თბილისი", ""]
    numbers = encoder.token_numbers(texts)
    own = [e.ids for e in encoder._tokenizer.encode_batch(texts)]
    assert numbers == own
    assert max(max(ids) for ids in numbers) < OWN_TOKENS


def test_known_words_are_tokens_of_their_own(encoder: OnnxEmbedder) -> None:
    forms = ["участник", "участников", "УЧАСТНИКАМИ", "участни\u0301ка"]
    numbers = encoder.token_numbers(forms)
    assert len({tuple(ids) for ids in numbers}) == 1
    first, word, last = numbers[0]
    assert word >= OWN_TOKENS
    assert [first, last] == encoder.token_numbers([""])[0]


def test_other_words_are_read_in_latin_letters(encoder: OnnxEmbedder) -> None:
    assert RussianWords(["слов"], 7).__contains__("слова")
    russian, english = encoder.token_numbers(["Хзбракт", "khzbrakt"])
    assert russian == english


def test_in_a_mixed_question_each_word_is_read_in_its_alphabet(encoder: OnnxEmbedder) -> None:
    (mixed,) = encoder.token_numbers(["Что такое UNODC?"])
    (latin,) = encoder.token_numbers(["UNODC?"])
    assert [n for n in mixed if n < OWN_TOKENS] == latin
    assert sum(n >= OWN_TOKENS for n in mixed) == 2


PAIRS = [
    ("Кто оплатил обучение сотрудников таможни?", "Who paid for training customs officers?"),
    ("В каком году была подписана конвенция?", "In which year was the convention signed?"),
    ("Сколько людей живёт в столице страны?", "How many people live in the country's capital?"),
    ("Почему вырос уровень преступности?", "Why did the crime rate rise?"),
    ("Где пройдёт следующая конференция?", "Where will the next conference take place?"),
    ("Река течёт с севера на юг.", "The river flows from north to south."),
    ("Суд приговорил торговцев наркотиками.", "The court sentenced drug dealers."),
    ("Женщины стали чаще работать в полиции.", "More women now work in the police."),
]


def test_a_russian_sentence_lands_at_its_translation(encoder: OnnxEmbedder) -> None:
    russian, english = zip(*PAIRS, strict=True)
    cosines = encoder.embed_queries(russian) @ encoder.embed_passages(english).T
    assert cosines.argmax(axis=1).tolist() == list(range(len(PAIRS)))
    assert cosines.diagonal().min() > 0.5
    assert cosines.diagonal().mean() > 0.65


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЁ \u0301.-aZ5", max_size=40))
@settings(max_examples=200)
def test_case_yo_and_stress_make_no_difference(encoder: OnnxEmbedder, text: str) -> None:
    plain = text.replace("ё", "е").replace("Ё", "Е").replace("\u0301", "")
    if not any("а" <= char <= "я" for char in plain.lower()):
        return  # none of the words is Russian
    one, other, upper = encoder.token_numbers([text, plain, plain.upper()])
    assert one == other == upper


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_cut_into_tokens_within_the_window(encoder: OnnxEmbedder, text: str) -> None:
    (ids,) = encoder._ids("query", [text])
    (uncut,) = encoder.token_numbers([text.strip()])
    assert 2 <= len(ids) <= encoder.info.window
    assert ids[0] == uncut[0]
    assert ids[-1] == uncut[-1]
    if len(uncut) <= encoder.info.window:
        assert ids == uncut


def test_a_long_russian_text_is_cut_to_the_window(encoder: OnnxEmbedder) -> None:
    long = "участник собрания " * 400
    (ids,) = encoder._ids("passage", [long])
    assert len(ids) == encoder.info.window
    assert encoder.count_tokens([long]) == [802]
    assert np.linalg.norm(encoder.embed_passages([long])) == pytest.approx(1)


def test_a_damaged_list_of_words_is_refused(built_index: Path, index_copy: Path) -> None:
    (folder,) = (index_copy / "encoder").iterdir()
    words = (folder / "words.txt").read_bytes()
    (folder / "words.txt").unlink()
    (folder / "words.txt").write_bytes(words.replace(b"\n", b"\n\n", 1))
    with pytest.raises(ModelError, match="casc-qa index"):
        open_index(index_copy)
    assert read_words(built_index / "encoder" / folder.name / "words.txt", 5)


# Names


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Миттал", "mittal"),
        ("Артиковой", "artikova"),
        ("Самарканде", "samarkand"),
        ("Бишкеком", "bishkek"),
        ("Узбекистаном", "uzbekistan"),
        ("Худжанда", "khujand"),
        ("Санчеса", "sanchez"),
        ("Мухаммедом", "muhammad"),
        ("Торнстрём", "tornstrom"),
        ("Йоханной", "johanna"),
        ("Масуда", "masood"),
        ("Санчес", "sánchez"),
    ],
)
def test_a_name_is_found_as_the_documents_spell_it(russian: str, english: str) -> None:
    others = ["mission", "article", "samara", "bishop", "custom", "training", "the", "53"]
    found, alike = Spellings.build([*others, english]).nearest(russian)
    assert (found, alike > 0.72) == (english, True)


def test_a_word_that_sounds_like_nothing_is_no_name() -> None:
    some = Spellings.build(["mittal", "unodc", "rafi", "austria", "vienna", "task"])
    for word in ("Рафинад", "Австралия", "Веня", "Ташкенд"):
        assert some.nearest(word)[1] < 0.72
    assert some.nearest("Яблоко") == ("", 0.0)
    assert some.nearest("Я") == ("", 0.0)
    assert Spellings.build([]).nearest("Миттал") == ("", 0.0)


def test_spellings_are_read_back() -> None:
    kept = Spellings.build(["mittal", "metal", "mutual"]).save()
    assert kept == {"spellings.tsv": b"\nMTL\tmetal\nMTL\tmittal\nMTL\tmutual\n"}
    assert Spellings.load(kept).nearest("Миттал")[0] == "mittal"
    for damaged in (b"", b"MTL\tmittal\n", b"\nMTL"):
        with pytest.raises(ValueError, match="lines"):
            Spellings.load({"spellings.tsv": damaged})


@given(st.text(max_size=30))
def test_any_word_can_be_spelled(text: str) -> None:
    found = spellings(text)
    assert found[0] == romanised(normalised(text))
    for spelling in found:
        assert likeness(spelling, spelling) == 1
        assert set(sound(spelling)) <= set("ABCDFGJKLMNPRSTV")


# The question in the documents' words


@pytest.fixture(scope="module")
def translator(built_index: Path) -> Translator:
    return Translator(open_current(built_index))


def test_an_english_question_is_searched_for_as_it_is(translator: Translator) -> None:
    question = "Who funded the Gender and Human Rights Project, and in which year?"
    found = translator.translate(question)
    assert (found.text, found.senses, found.kind) == (question, {}, "as_asked")
    assert found.tokens == tokens(question)


def test_terms_and_names_are_put_in_the_documents_words(translator: Translator) -> None:
    found = translator.translate("Что сказала Ашита Миттал из УНП ООН о 53 проектах в ОБСЕ?")
    assert "Ashita Mittal" in found.text
    assert "UNODC" in found.text or "United Nations Office on Drugs and Crime" in found.text
    assert {"ashita", "mittal", "53"} <= set(found.tokens)
    assert found.kind == "translated"
    assert max(found.senses["проект"], key=found.senses["проект"].__getitem__) == "project"


def test_latin_words_and_numbers_stay(translator: Translator) -> None:
    found = translator.translate("Как расшифровывается FATF и что за «4Ps» от 24 мая 2024?")
    assert {"fatf", "4ps", "24", "2024"} <= set(found.tokens)
    assert not {"fatf", "4ps", "24", "2024"} & set(found.senses)


def test_a_word_at_the_start_is_no_name(translator: Translator) -> None:
    assert translator.translate("Организации каких стран выступали?").text.startswith("Организации")


@pytest.mark.parametrize(
    "question",
    [
        "Какие грузы досматривают?",
        "Как грузить контейнеры?",
        "Где у человека вены?",
        "Кто представлял Австралию?",
        "Какое заключение сделали?",
    ],
)
def test_common_words_are_not_taken_for_names(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


def test_a_name_in_lower_case_is_found(translator: Translator) -> None:
    assert translator.translate("кто такая ашита миттал").text == "кто такая ashita mittal"
    assert "karimipour" in translator.translate("должность каримипура").text


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("сколько учасников было на треннинге", "сколько participants было на training"),
        ("какие организацыи выступали с призентациями", "презентациями"),
        ("что говорится о правах чиловека", "human rights"),
        ("Сколко дней длился семинар", "Сколько дней длился workshop"),
    ],
)
def test_a_misspelled_word_is_mended(translator: Translator, asked: str, searched: str) -> None:
    assert searched in translator.translate(asked).text


@pytest.mark.parametrize(
    "question",
    ["что такое меламин и термиты", "где живёт яванский носорог", "кто такая Чиловека"],
)
def test_a_rare_word_is_not_mended(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("Кто выступал на ташкентской встрече?", "Tashkent meeting"),
        ("Какие казахстанские НПО приехали?", "Kazakhstan"),
        ("Что стало с бишкекским документом?", "Bishkek"),
        ("Когда прошла венская встреча?", "Vienna meeting"),
        ("Кто из грузинских представителей выступал?", "Georgia представителей"),
        ("Сколько человек собрал женевский тренинг?", "Geneva training"),
    ],
)
def test_an_adjective_of_a_place_is_the_place(
    translator: Translator, asked: str, searched: str
) -> None:
    assert searched in translator.translate(asked).text


@pytest.mark.parametrize(
    "question",
    ["партнёрские организации и экспертский совет", "армейская форма и морской флот"],
)
def test_an_adjective_of_no_place_is_none(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


def test_every_adjective_of_a_place_can_be_met() -> None:
    assert len(places()) > 300
    for stem, names in places().items():
        assert tokens(stem + "ий") == [stem]
        assert all(names)


def test_no_term_of_the_glossary_is_mended(built_index: Path) -> None:
    generation = open_current(built_index)
    mending = Translator(generation, frozenset(["spelling"]))
    book = generation.phrasebook
    for question in ("генассамблея", "о контрафакте", "торговля людьми", "УНП ООН"):
        assert mending.translate(question).text == question
        assert all(book.knows_russian(word) for word in question.split()[-1:])
    assert not book.knows_russian("ыыыы")


@given(st.text(alphabet=st.characters(min_codepoint=0x400, max_codepoint=0x4FF), max_size=12))
@settings(deadline=None)
def test_any_cyrillic_text_can_be_translated(translator: Translator, text: str) -> None:
    found = translator.translate(f"что {text}")
    assert found.text.startswith("что ")
    assert set(found.senses) <= set(found.tokens)


def test_letters_of_the_other_alphabet_that_look_alike(translator: Translator) -> None:
    russian = translator.translate("Что было в Cамаркaнде?")  # Latin C and a
    assert "Samarkand" in russian.text
    english = translator.translate("What is UNОDС?")  # Cyrillic О and С
    assert (english.text, english.kind) == ("What is UNODC?", "as_asked")


@given(st.text(alphabet="абвгдеийклмнопрстуыья", min_size=1, max_size=9))
def test_what_is_mended_is_one_slip_away(word: str) -> None:
    known = dictionary_into("en").stems
    for found in mended(word, known):
        assert found in known
        assert found[0] == word[0]
        assert abs(len(found) - len(word)) <= 1
        assert mended(found, known) == []


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


def test_each_part_can_be_left_out(built_index: Path) -> None:
    generation = open_current(built_index)
    question = "Что Миттал сказала об УНП ООН и проектах?"

    def without(*parts: str) -> Translator:
        return Translator(generation, PARTS - set(parts))  # type: ignore[arg-type]

    assert "УНП ООН" in without("glossary").translate(question).text
    assert "Миттал" in without("names").translate(question).text
    assert without("dictionary").translate(question).senses["проект"] == {"проект": 1.0}


def test_another_model_gets_the_question_as_it_is(built_index: Path) -> None:
    generation = open_current(built_index)
    described = {k: v for k, v in generation.manifest.embedder.items() if k != "languages"}
    generation.manifest = replace(generation.manifest, embedder=described)
    question = "Что Миттал сказала об УНП ООН?"
    found = Translator(generation).translate(question)
    assert (found.text, found.senses, found.kind) == (question, {}, "as_asked")


@given(st.text(max_size=120))
@settings(max_examples=200)
def test_any_question_is_translated(translator: Translator, question: str) -> None:
    found = translator.translate(question)
    assert found == translator.translate(question)
    for senses in found.senses.values():
        assert senses
        assert all(0 < weight <= 1 for weight in senses.values())


# Answers


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
    senses = both._translator.translate("Where does the effluent go?").senses["effluent"]
    assert {"сточн", "вод"} <= set(senses)


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
