"""A build that is killed at any moment leaves the old generation in use, or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from casc_qa.answer_json import dump_answer
from casc_qa.asking.assistant import open_index
from casc_qa.index.generation import open_current
from helpers.builds.builder import (
    Builder,
    Outcome,
    Reference,
    Variants,
    check,
    copy_index,
    leftovers,
    reference_to,
    side_by_side,
    three_generations,
)
from helpers.project import CORPUS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a fork and /proc are needed")
FOLDER_KILLS, BEIR_KILLS, EMBEDDING_KILLS = 60, 440, 10
_THEN_ONE_IS_LEFT_ALONE = 20  # kills


class Killed:
    """One index whose builds are killed, one after the other, and what was in use after each."""

    def __init__(self, variants: Variants, builder: Builder, index: Path, seed: int) -> None:
        self._variants, self._builder = variants, builder
        self.index = copy_index(variants.start, index)
        self._draw = random.Random(seed)
        self.counts: Counter[str] = Counter()

    def run(self, kills: int) -> None:
        """Until so many builds were killed; a build that ended before does not count."""
        lasts, writes = self._measured()
        while self.counts["old"] + self.counts["new"] < kills:
            # Half of them anywhere, half while the index is being written.
            after = self._draw.choice((0.0, writes))
            self._build(kill_after=self._draw.uniform(after, 1.1 * lasts))
            if sum(self.counts.values()) % _THEN_ONE_IS_LEFT_ALONE == 0:
                self._unharmed()
        self._unharmed()

    def _measured(self) -> tuple[float, float]:
        """How long a build lasts, and when it begins to write."""
        done = [self._unharmed() for _ in range(5)]
        lasts = statistics.median(each.seconds for each in done)
        return lasts, statistics.median(each.reported["cutting into passages"] for each in done)

    def _build(self, **order: float) -> Outcome:
        """One build that is killed, after which everything has to be as it was or as it should."""
        before, target = self._next()
        done = self._builder.build(self._variants.corpora[target], self.index, **order)
        assert done.unforeseen is done.error is None, done
        assert done.survivors == []
        after = self._variants.in_use(self.index)
        new = self._variants.names[target]
        assert after in (before, new)
        ended = "complete" if not done.killed else "old" if after == before else "new"
        assert ended != "complete" or after == new
        self.counts[ended] += 1
        return done

    def _unharmed(self) -> Outcome:
        """A build that nobody stops."""
        _, target = self._next()
        done = self._builder.build(self._variants.corpora[target], self.index)
        assert (done.generation, done.error) == (self._variants.names[target], None), done
        assert self._variants.in_use(self.index) == done.generation
        assert leftovers(self.index) == []
        return done

    def _next(self) -> tuple[str, int]:
        """The generation in use, and the corpus to build: none that is kept already, mostly."""
        names = (self.index / "current").read_text().split()
        kept = {self._variants.names.index(name) for name in names}
        others = sorted(set(range(len(self._variants.names))) - kept)
        return names[0], self._draw.choice(others)


def test_kills_at_random_points(
    of_folders: Variants,
    of_beir: Variants,
    two_builders: list[Builder],
    tmp_path: Path,
    times: int,
) -> None:
    """Two indexes at the same time, so that neither core rests."""
    folders = Killed(of_folders, two_builders[0], tmp_path / "folders", seed=1)
    one = Killed(of_beir, two_builders[0], tmp_path / "one", seed=2)
    other = Killed(of_beir, two_builders[1], tmp_path / "other", seed=3)
    shared = BEIR_KILLS * times // 3  # a folder takes longer

    def first() -> None:
        folders.run(FOLDER_KILLS * times)
        one.run(shared)

    side_by_side(first, lambda: other.run(BEIR_KILLS * times - shared))
    for killed in (folders, one, other):
        print(dict(killed.counts))  # noqa: T201
        # Both happened: a test whose builds never get anywhere would show nothing.
        assert killed.counts["old"] > 10 and killed.counts["new"] > 0


def test_a_kill_at_every_step(
    of_beir: Variants, two_builders: list[Builder], tmp_path: Path
) -> None:
    """Of a build that writes a generation, puts it to use and drops the oldest."""
    full = three_generations(of_beir, two_builders[0], tmp_path / "full")
    old, new, corpus = of_beir.names[2], of_beir.names[3], of_beir.corpora[3]
    steps = two_builders[0].build(corpus, copy_index(full, tmp_path / "whole")).steps
    in_use: dict[int, str] = {}

    def kill_at(numbers: range, builder: Builder) -> None:
        index = tmp_path / f"index{numbers.start}"
        for at in numbers:
            done = builder.build(corpus, copy_index(full, index), at=at)
            assert done.killed
            in_use[at] = of_beir.in_use(index)
            later = builder.build(corpus, index)
            assert (later.generation, later.error, later.unforeseen) == (new, None, None)
            assert of_beir.in_use(index) == new
            assert leftovers(index) == []

    side_by_side(
        lambda: kill_at(range(0, len(steps), 2), two_builders[0]),
        lambda: kill_at(range(1, len(steps), 2), two_builders[1]),
    )
    (replaced,) = (n for n, step in enumerate(steps) if step.startswith("replace .casc-qa-tmp-"))
    assert [in_use[at] for at in range(len(steps))] == [
        old if at <= replaced else new for at in range(len(steps))
    ]
    print(f"{len(steps)} steps, the {replaced}th puts to use")  # noqa: T201


def grown_corpus(folder: Path) -> Path:
    """The five documents and another one, which a build has to embed."""
    folder.mkdir()
    for path in CORPUS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    added = [f"Speaker {n} told of case {n * 7} in room {n % 9}." for n in range(60)]
    (folder / "new.txt").write_text("\n\n".join(added))
    return folder


def state(index: Path) -> tuple[Reference, str]:
    """The generation in use, and an answer from it."""
    answer = open_index(index).ask("What are the 4Ps?")
    return reference_to(open_current(index)), dump_answer(answer)


def is_killed(corpus: Path, index: Path, kill_after: float | None = None) -> bool:
    """Builds by the command itself; whether it was killed in time, with all that it started."""
    command = [sys.executable, "-m", "casc_qa", "index", str(corpus), "--index", str(index)]
    started = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if kill_after is not None:
        time.sleep(kill_after)
        os.killpg(started.pid, signal.SIGKILL)
    return started.wait() == -signal.SIGKILL


def test_kills_while_the_model_embeds(built_index: Path, tmp_path: Path, times: int) -> None:
    """The command itself, started as a user does, ended with all that it has started."""
    corpus = grown_corpus(tmp_path / "corpus")
    index = copy_index(built_index, tmp_path / "index")
    old = state(index)
    began = time.monotonic()
    assert not is_killed(corpus, index)
    lasts = time.monotonic() - began
    new = state(index)
    assert old[0].name != new[0].name
    draw, kills = random.Random(4), 0
    while kills < EMBEDDING_KILLS * times:
        copy_index(built_index, index)
        kills += is_killed(corpus, index, draw.uniform(0.3 * lasts, 1.05 * lasts))
        in_use, answer = state(index)
        assert (in_use, answer) in (old, new)
        check(open_current(index), in_use)
    assert not is_killed(corpus, index)
    assert state(index) == new
    assert leftovers(index) == []
