"""Training on forty made-up questions: it learns, goes on where it stopped, and repeats itself."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from training.reader.batches import Layouts, batches_of, collate
from training.reader.encoder import Encoder
from training.reader.examples import Example
from training.reader.groups import Group, Grouping, groups_of
from training.reader.model import Reader, scores
from training.reader.train import Pace, Say, log_to, train

QUICK = Pace(rate=6e-3, report_every=1)  # of which a short training reaches a few hundredths
Weights = dict[str, torch.Tensor]


@pytest.fixture(scope="session")
def groups(forty: list[Example]) -> list[Group]:
    return groups_of(forty, Grouping(beside=0, neighbours=1, others=0, split=0), seed=1)


def passes(groups: Sequence[Group], count: int, most: int = 8) -> list[list[Group]]:
    rnd = random.Random(1)
    return [batch for _ in range(count) for batch in batches_of(groups, most, rnd)]


def quietly(line: str) -> None:
    """Says nothing."""


def weights_of(reader: Reader) -> Weights:
    return {name: tensor.clone() for name, tensor in reader.state_dict().items()}


def same(some: Weights, others: Weights) -> bool:
    return some.keys() == others.keys() and all(torch.equal(some[n], others[n]) for n in some)


def trained(
    encoder: Encoder,
    batches: Sequence[Sequence[Group]],
    lay: Layouts,
    checkpoint: Path,
    *,
    pace: Pace = QUICK,
    say: Say = quietly,
    seed: int = 1,
) -> Reader:
    torch.manual_seed(seed)
    reader = Reader(encoder.layers)
    train(reader, encoder.table, batches, lay, checkpoint, pace, say)
    return reader


def best_sentences(reader: Reader, encoder: Encoder, lay: Layouts, group: Group) -> list[int]:
    """The best sentence of each window, or -1 where silence is better than all."""
    batch = collate([[lay(group.question, window) for window in group.windows]])
    with torch.no_grad():
        numbers = reader.eval()(encoder.table[batch.numbers], batch.is_document, batch.mask)
    made = scores(numbers, batch.sentence_means)
    choices = torch.cat([made.silence[:, None], made.sentences], 1) + batch.is_sentence
    return [int(best) - 1 for best in choices.argmax(1)]


def test_forty_questions_are_learned(
    encoder: Encoder, lay: Layouts, groups: list[Group], tmp_path: Path
) -> None:
    lines: list[str] = []
    batches = passes(groups, 8)
    reader = trained(encoder, batches, lay, tmp_path / "checkpoint.pt", say=lines.append)
    assert len(lines) == len(batches) == 40
    levels = [float(re.findall(r"loss (\S+),", line)[0]) for line in lines]
    assert levels[0] > 1.5  # in the dark: three sentences and silence, and a dozen words
    # The last five alone, of an average over all so far
    before, after = sum(0.98**n for n in range(35)), sum(0.98**n for n in range(40))
    newest = sum(0.98**n for n in range(5))
    last = (levels[-1] * after - levels[-6] * before * 0.98**5) / newest
    assert last < levels[0] / 3
    for group in groups:
        (window,) = group.windows
        assert best_sentences(reader, encoder, lay, group) == [min(window.right, default=-1)]


def test_the_same_seed_gives_the_same_weights(
    encoder: Encoder, lay: Layouts, groups: list[Group], tmp_path: Path
) -> None:
    batches = passes(groups[:8], 1, most=4)
    first = weights_of(trained(encoder, batches, lay, tmp_path / "a.pt"))
    assert same(first, weights_of(trained(encoder, batches, lay, tmp_path / "b.pt")))
    other = weights_of(trained(encoder, batches, lay, tmp_path / "c.pt", seed=2))
    assert not same(first, other)


def test_an_interrupted_training_goes_on(
    encoder: Encoder, lay: Layouts, groups: list[Group], tmp_path: Path
) -> None:
    batches = passes(groups[:12], 1, most=3)
    whole = weights_of(trained(encoder, batches, lay, tmp_path / "whole.pt"))

    def stops(line: str) -> None:
        if line.startswith("3 of 4"):
            raise KeyboardInterrupt

    checkpoint = tmp_path / "checkpoint.pt"
    often = QUICK._replace(checkpoint_s=0)
    with pytest.raises(KeyboardInterrupt):
        trained(encoder, batches, lay, checkpoint, pace=often, say=stops)
    assert torch.load(checkpoint, weights_only=True)["step"] == 2
    lines: list[str] = []
    again = trained(encoder, batches, lay, checkpoint, say=lines.append, seed=7)
    assert [line.split(" batches")[0] for line in lines] == ["3 of 4", "4 of 4"]
    assert same(whole, weights_of(again))
    # One that is done stays as it is.
    assert same(whole, weights_of(trained(encoder, batches, lay, checkpoint, seed=8)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint.pt", "whole.pt"]


def test_what_is_not_trained_stays(
    encoder: Encoder, lay: Layouts, groups: list[Group], tmp_path: Path
) -> None:
    table = encoder.table.clone()
    reader = trained(encoder, passes(groups[:4], 1, most=4), lay, tmp_path / "checkpoint.pt")
    assert torch.equal(table, encoder.table)
    original = encoder.layers.state_dict()
    for name, tensor in reader.encoder.state_dict().items():
        changed = not torch.equal(tensor, original[name])
        assert changed != name.startswith("embeddings."), name


def test_the_rate_rises_from_step_to_step(
    encoder: Encoder, lay: Layouts, groups: list[Group], tmp_path: Path
) -> None:
    rates = []
    checkpoint = tmp_path / "checkpoint.pt"
    often = QUICK._replace(checkpoint_s=0)

    def note(line: str) -> None:
        if checkpoint.exists():  # as the step before left it
            kept = torch.load(checkpoint, weights_only=True)
            rates.append(kept["optimizer"]["param_groups"][0]["lr"])

    trained(encoder, passes(groups[:6], 1, most=2), lay, checkpoint, pace=often, say=note)
    kept = torch.load(checkpoint, weights_only=True)
    rates.append(kept["optimizer"]["param_groups"][0]["lr"])
    assert rates == pytest.approx([6e-3 / 200, 6e-3 * 2 / 200, 6e-3 * 3 / 200])


def test_the_log_keeps_what_was_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say = log_to(tmp_path / "log.txt")
    say("first")
    log_to(tmp_path / "log.txt")("second")
    assert (tmp_path / "log.txt").read_text() == capsys.readouterr().out == "first\nsecond\n"
