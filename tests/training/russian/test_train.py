"""All that ships for Russian, made of a handful of pairs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casc_qa.languages.russian.encoder_words import read_vectors, trained_files_folder
from helpers.parallel import TrainingData
from training.russian import train

TRANSLATIONS = ["places.tsv", "translations-en.tsv", "translations-ru.tsv"]


def names(folder: Path) -> list[str]:
    """Of all files."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def run(data: TrainingData, out: Path, *options: str) -> None:
    own = ("--own", str(data.own), "--out", str(out))
    train.main([str(data.parallel), str(data.dictionary), *own, *options])


def test_everything_is_written_where_the_package_reads_it(
    data: TrainingData, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, tmp_path / "out")
    made = names(tmp_path / "out")
    assert made == [
        *(f"questions/{name}" for name in TRANSLATIONS),
        "words.safetensors",
        "words.txt",
    ]
    assert set(made) <= set(names(trained_files_folder()))
    stems = (tmp_path / "out" / "words.txt").read_text(encoding="utf-8").split()
    assert {"суд", "мост", "рек", "яблок"} <= set(stems)
    assert read_vectors(tmp_path / "out").shape == (len(stems), 384)
    reported = re.findall(r"flores200-devtest.tsv first (\S+) MRR", capsys.readouterr().err)
    assert len(reported) == 1 + 3  # before training, and after each epoch
    assert all(0 <= float(first) <= 1 for first in reported)


def test_translations_can_be_made_alone(data: TrainingData, tmp_path: Path) -> None:
    run(data, tmp_path / "out", "--only", "translations")
    assert names(tmp_path / "out" / "questions") == TRANSLATIONS
    assert not list((tmp_path / "out").glob("words.*"))
