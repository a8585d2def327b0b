"""Which questions of which sets are learned from, and how many."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from training.reader.examples import Example, read_public, read_squad

# Sets whose licence lets weights ship, and at most how many answerable questions of each.
SHIPPABLE = {
    "squad2train-ten-articles": 4400,
    "squadtrain-first-articles": 700,
    "squadtrain-flan": 3900,
    "squad2train-urasys": 370,
    "squad2train-unansq": 1700,
    "squadtrain-reqa": 4000,
    "squadtrain-nqg": 4000,
    "timeqa": 1000,
    "condaqa": 1000,
    "onestopqa": 1000,
    "tydi-en": 2500,
    "selqa": 1200,
    "nq-qed-dev": 320,
    "multispanqa-valid": 600,
    "quotesum-dev": 270,
    "qamr": 1500,
    "qadiscourse": 800,
    "conditionalqa": 400,
    "mtrag": 330,
    "tydi-ru": 820,
    "rubq-ru": 700,
}
# Sets of unanswerable questions alone, and at most how many of each.
UNANSWERABLE = {
    "squad2train-unansq-matched": 2400,
    "squad2train-samearticle-neg": 2000,
    "swap-neg": 2100,
    "timeqa-samepage-neg": 800,
    "en-answer-removed": 2000,
    "ru-answer-removed": 580,
    "ru-retrieved-neg": 1000,
}


def read_mixture(folder: Path, squad: Path, seed: int) -> list[Example]:
    """Of the public sets in ``folder``, and of the tune half of SQuAD in ``squad``. From every set
    no more unanswerable questions are taken than answerable ones.
    """
    examples: list[Example] = []
    for name, most in SHIPPABLE.items():
        examples += _balanced(read_public(folder / f"{name}.jsonl.xz"), most, seed)
    for name, most in UNANSWERABLE.items():
        rows = [e for e in read_public(folder / f"{name}.jsonl.xz") if not e.is_answerable]
        examples += _some(rows, most, seed)
    return examples + _balanced(read_squad(squad, "tune"), 2000, seed)


def _balanced(examples: Iterable[Example], most: int, seed: int) -> list[Example]:
    rows = list(examples)
    answerable = _some([e for e in rows if e.is_answerable], most, seed)
    others = _some([e for e in rows if not e.is_answerable], len(answerable), seed)
    return answerable + others


def _some(examples: list[Example], most: int, seed: int) -> list[Example]:
    """At most so many, drawn at random, the same ones for the same seed."""
    drawn = random.Random(seed).sample(range(len(examples)), min(most, len(examples)))  # noqa: S311
    return [examples[n] for n in sorted(drawn)]
