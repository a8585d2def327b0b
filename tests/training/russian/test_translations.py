"""Word translations of a handful of pairs, and the adjectives of places."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.languages.russian.encoder_words import trained_files_folder
from casc_qa.languages.russian.questions.dictionary import Dictionary
from helpers.parallel import TrainingData
from training.russian.pairs import OWN, PLACES_NAME, entries, gather
from training.russian.translations import write_places, write_translations


def written(data: TrainingData, folder: Path, target: str) -> Dictionary:
    write_translations(gather(*data), entries(data.own), folder)
    return Dictionary((folder / f"translations-{target}.tsv").read_bytes())


def test_words_are_translated_by_sentences_and_dictionary(
    data: TrainingData, tmp_path: Path
) -> None:
    known = written(data, tmp_path, "en")
    assert {"суд", "рек", "мост", "яблок", "фермер"} <= known.stems
    assert "и" not in known.stems  # it only builds sentences
    assert next(iter(known.of("мост"))) == "bridg"
    assert next(iter(known.of("фермер"))) == "farmer"
    for word in known.stems:
        assert sum(known.of(word).values()) == pytest.approx(1, abs=0.02)
    court = known.of("суд")
    assert list(court)[:2] == ["court", "tribun"]
    assert next(iter(known.of("трактор"))) == "tractor"  # by sentences alone


def test_the_other_direction_is_written_too(data: TrainingData, tmp_path: Path) -> None:
    known = written(data, tmp_path, "ru")
    assert next(iter(known.of("bridg"))) == "мост"
    assert next(iter(known.of("tribun"))) == "суд"


def test_the_same_pairs_give_the_same_bytes(data: TrainingData, tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        written(data, tmp_path / name, "en")
    for target in ("en", "ru"):
        name = f"translations-{target}.tsv"
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_places_by_the_stems_of_their_adjectives(data: TrainingData, tmp_path: Path) -> None:
    write_places(data.own / PLACES_NAME, tmp_path)
    assert (tmp_path / "places.tsv").read_text(encoding="utf-8") == (
        "грузинск\tGeorgia, Georgian\nженевск\tGeneva\n"
    )


def test_the_places_that_ship_are_those_written_here(tmp_path: Path) -> None:
    write_places(OWN / PLACES_NAME, tmp_path)
    written_now = (tmp_path / PLACES_NAME).read_bytes()
    assert written_now == (trained_files_folder() / "questions" / PLACES_NAME).read_bytes()
