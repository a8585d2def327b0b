"""How many questions of which sets are learned from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from helpers.reading_sets import row, write_public_sets, write_set
from training.reader import mixture
from training.reader.mixture import SHIPPABLE, UNANSWERABLE, read_mixture

TEXT = "The gate is shut. A guard called Orla Finch sleeps there."


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    write_public_sets(tmp_path)
    return tmp_path


def counted(sets: Path, squad_file: Path, seed: int = 1) -> Counter[tuple[str, bool]]:
    examples = read_mixture(sets, squad_file, seed)
    return Counter((e.source, e.is_answerable) for e in examples)


def test_every_set_gives_its_questions(sets: Path, squad_file: Path) -> None:
    counts = counted(sets, squad_file)
    for name in SHIPPABLE:
        assert (counts[name, True], counts[name, False]) == (1, 1)
    for name in UNANSWERABLE:
        assert (counts[name, True], counts[name, False]) == (0, 1)
    assert (counts["squad-dev", True], counts["squad-dev", False]) == (7, 2)
    assert not set(SHIPPABLE) & set(UNANSWERABLE)


def test_silence_never_outweighs_answers(sets: Path, squad_file: Path) -> None:
    one = [row("Who sleeps?", TEXT, "Orla Finch")]
    write_set(sets / "timeqa.jsonl.xz", one + [row(f"Why {n}?", TEXT) for n in range(9)])
    assert counted(sets, squad_file)["timeqa", False] == 1


def test_no_more_than_were_asked_for(
    sets: Path, squad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(f"Who sleeps at {n}?", TEXT, "Orla Finch") for n in range(9)]
    rows += [row(f"Why {n}?", TEXT) for n in range(9)]
    write_set(sets / "timeqa.jsonl.xz", rows)
    write_set(sets / "swap-neg.jsonl.xz", rows)
    monkeypatch.setitem(mixture.SHIPPABLE, "timeqa", 4)
    monkeypatch.setitem(mixture.UNANSWERABLE, "swap-neg", 3)
    counts = counted(sets, squad_file)
    assert (counts["timeqa", True], counts["timeqa", False]) == (4, 4)
    assert (counts["swap-neg", True], counts["swap-neg", False]) == (0, 3)
    drawn = [read_mixture(sets, squad_file, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
