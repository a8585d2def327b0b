"""Trains the reader on batches, with checkpoints to go on from: the same batches, seed and number
of threads give the same weights.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch

from training.reader.attention import lean_attention
from training.reader.batches import Layouts, collate
from training.reader.groups import Group
from training.reader.losses import loss_of
from training.reader.model import Reader, scores

_WARM_UP, _LOWEST = 200, 0.02
"""Steps until the full rate of learning, and what share of it is left at the end."""
_SMOOTHED = 0.98


class Pace(NamedTuple):
    """How it is trained."""

    rate: float = 3e-4
    """Of learning, at its highest."""
    checkpoint_s: float = 600.0
    """Seconds between two checkpoints."""
    report_every: int = 100
    """Steps."""


Say = Callable[[str], None]


def train(
    reader: Reader,
    table: torch.Tensor,
    batches: Sequence[Sequence[Group]],
    lay: Layouts,
    checkpoint: Path,
    pace: Pace,
    say: Say,
) -> None:
    """Trains ``reader`` in place; ``table`` holds the word vectors, shape (tokens, dimension). Goes
    on from ``checkpoint`` where there is one, and leaves it there when done.
    """
    weights = [p for p in reader.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=pace.rate, weight_decay=0.01, fused=True)
    step = _resumed(reader, optimizer, checkpoint)
    reader.train()
    saved = began = time.monotonic()
    windows, average = 0, 0.0
    for number in range(step, len(batches)):
        loss = _step(reader, table, batches[number], lay)
        for group in optimizer.param_groups:
            group["lr"] = pace.rate * _share(number, len(batches))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        windows += sum(len(group.windows) for group in batches[number])
        average = _SMOOTHED * average + (1 - _SMOOTHED) * loss.item()
        done = number + 1
        if done % pace.report_every == 0:
            level = average / (1 - _SMOOTHED ** (done - step))
            rate = windows / (time.monotonic() - began)
            say(f"{done} of {len(batches)} batches, loss {level:.3f}, {rate:.1f} windows a second")
        if time.monotonic() - saved > pace.checkpoint_s or done == len(batches):
            _save(reader, optimizer, done, checkpoint)
            saved = time.monotonic()


def _step(
    reader: Reader, table: torch.Tensor, groups: Sequence[Group], lay: Layouts
) -> torch.Tensor:
    """The loss of one batch."""
    batch = collate([[lay(g.question, w) for w in g.windows] for g in groups])
    with torch.autocast("cpu", torch.bfloat16), lean_attention(reader.encoder):
        numbers = reader(table[batch.numbers], batch.is_document, batch.mask)
    return loss_of(scores(numbers.float(), batch.sentence_means), batch)


def _share(step: int, steps: int) -> float:
    """Of the highest rate of learning: rises for a while, then falls evenly."""
    return min(1.0, (step + 1) / _WARM_UP, max(_LOWEST, 1 - step / steps))


def _resumed(reader: Reader, optimizer: Any, checkpoint: Path) -> int:
    """How many batches are done already."""
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    reader.load_state_dict(kept["reader"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])


def _save(reader: Reader, optimizer: Any, step: int, checkpoint: Path) -> None:
    """Whole or not at all."""
    beside = checkpoint.with_suffix(".part")
    kept = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(kept, beside)
    beside.replace(checkpoint)


def log_to(path: Path) -> Say:
    """Says it on the terminal and keeps it in a file."""

    def say(line: str) -> None:
        print(line, flush=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line)[1:-1] + "\n")

    return say
