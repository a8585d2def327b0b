"""A handful of pairs, laid out as the sets that train.py reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.parallel import TrainingData, write_pairs
from training.russian.pairs import KEPT_OUT, SENTENCES

SENTENCES_OF_OWN = [
    ("The court heard the case in May.", "Суд рассмотрел дело в мае."),
    ("The judge closed the case.", "Судья закрыл дело."),
    ("The river is deep and cold.", "Река глубокая и холодная."),
    ("A bridge crosses the river.", "Мост пересекает реку."),
    ("The bridge was closed in winter.", "Мост был закрыт зимой."),
    ("The winter was cold.", "Зима была холодной."),
    ("The farmer sells apples.", "Фермер продаёт яблоки."),
    ("The apples are red.", "Яблоки красные."),
    ("The farmer bought a red tractor.", "Фермер купил красный трактор."),
    ("The tractor stands near the bridge.", "Трактор стоит у моста."),
    ("The judge lives near the river.", "Судья живёт у реки."),
    ("In May the apples bloom.", "В мае цветут яблони."),
]


@pytest.fixture
def data(tmp_path: Path) -> TrainingData:
    """Sets of one sentence each, and twelve sentences and six entries of the project's own."""
    parallel, own = tmp_path / "parallel", tmp_path / "own-data"
    for number, name in enumerate(SENTENCES):
        write_pairs(parallel / name, (f"Sentence {number} is here.", f"Предложение {number} тут."))
    for name in KEPT_OUT:
        write_pairs(
            parallel / name,
            ("The court is near the bridge.", "Суд у моста."),
            ("The apples are cold.", "Яблоки холодные."),
        )
    write_pairs(own / "own" / "a.tsv", *SENTENCES_OF_OWN)
    write_pairs(own / "dictionary" / "a.tsv", ("суд", "court, tribunal"), ("река", "river"))
    write_pairs(own / "dictionary" / "b.tsv", ("в мае", "in May"), ("и", "and"))
    write_pairs(own / "places.tsv", ("женевский", "Geneva"), ("грузинский", "Georgia, Georgian"))
    dictionary = tmp_path / "words.tsv"
    write_pairs(dictionary, ("яблоко", "apple"), ("мост", "bridge"))
    return TrainingData(parallel, dictionary, own)
