"""Russian words as tokens of the English encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.errors import ModelError
from casc_qa.languages.russian.encoder_words import (
    RussianWords,
    read_vectors,
    read_words,
    trained_files_folder,
)

OWN_TOKENS = 30_522  # of the model; those of Russian words follow


@pytest.fixture(scope="module")
def encoder(assistant: Assistant) -> OnnxEmbedder:
    assert isinstance(assistant._embedder, OnnxEmbedder)
    return assistant._embedder


def test_what_ships_for_russian_is_small_and_fits_together() -> None:
    files = [
        path for path in trained_files_folder().rglob("*") if path.suffix not in (".py", ".pyc")
    ]
    files = [path for path in files if path.is_file()]
    assert {path.relative_to(trained_files_folder()).as_posix() for path in files} == {
        "README.md",
        "questions/places.tsv",
        "questions/translations-en.tsv",
        "questions/translations-ru.tsv",
        "words.safetensors",
        "words.txt",
    }
    assert sum(path.stat().st_size for path in files) <= 20e6
    words = (trained_files_folder() / "words.txt").read_text(encoding="utf-8").splitlines()
    vectors = read_vectors(trained_files_folder())
    assert words == sorted(set(words))
    assert vectors.shape == (len(words), 384)
    assert np.isfinite(vectors).all()
    assert (np.linalg.norm(vectors, axis=1) > 0).mean() > 0.999


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
