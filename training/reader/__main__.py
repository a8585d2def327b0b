"""From the data to the weights.

    python -m training.reader DATA OUT [--seed 1] [--threads 2] [--passes 1]

DATA holds ``reading/`` (public sets, README.md says which) and ``squad/``. Written into the folder
OUT: ``checkpoint.pt``, from which the same command goes on, ``log.txt``, and what ships: graph,
weights and description.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from training.reader.batches import batches_of, layouts_with
from training.reader.encoder import open_encoder
from training.reader.examples import OWN, Example, read_own
from training.reader.export import export, load_weights
from training.reader.groups import Group, Grouping, groups_of
from training.reader.mixture import read_mixture
from training.reader.model import Reader
from training.reader.train import Pace, log_to, train

_SQUAD = "squad/dev-v2.0.rebuilt.json"
_WINDOWS = 16  # a batch
_PUBLIC = Grouping(beside=0.15, neighbours=1, others=0.4, split=0.1)
_OWN = Grouping(beside=0.5, neighbours=1, others=0.6, split=0.5)
_REHEARSED = 8  # one public question in so many comes again with every pass of the written ones


def batches(
    public: Sequence[Example],
    own: Sequence[Example],
    passes: int,
    seed: int,
    no_public: bool = False,
) -> Iterator[list[Group]]:
    """The public questions once; then, so many times, the written ones, cut and put beside others
    anew, with some of the public ones.
    """
    rnd = random.Random(seed)  # noqa: S311
    groups = groups_of(public, _PUBLIC, seed)
    if not no_public:
        yield from batches_of(groups, _WINDOWS, rnd)
    for number in range(1, passes + 1):
        again = rnd.sample(groups, len(groups) // _REHEARSED)
        yield from batches_of(groups_of(own, _OWN, seed + number) + again, _WINDOWS, rnd)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder of reading/ and squad/")
    parser.add_argument("out", type=Path, help="a folder; an unfinished training goes on")
    parser.add_argument("--own", type=Path, default=OWN, help="the folder of written questions")
    parser.add_argument(
        "--weights", type=Path, help="to start from: reader.safetensors or checkpoint.pt"
    )
    parser.add_argument(
        "--no-public", action="store_true", help="no pass over the public questions"
    )
    parser.add_argument(
        "--rate", type=float, default=Pace().rate, help="of learning, at its highest"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--passes", type=int, default=1, help="over the written questions")
    typed = parser.parse_args(arguments)
    typed.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(typed.seed)
    torch.set_num_threads(typed.threads)
    encoder = open_encoder()
    reader, lay = Reader(encoder.layers), layouts_with(encoder.tokens)
    if typed.weights:
        load_weights(reader, typed.weights)
    public = read_mixture(typed.data / "reading", typed.data / _SQUAD, typed.seed)
    own = list(read_own(typed.own, is_apart=False))
    planned = list(batches(public, own, typed.passes, typed.seed, typed.no_public))
    say = log_to(typed.out / "log.txt")
    say(f"{len(public)} public and {len(own)} written questions, {len(planned)} batches")
    train(
        reader, encoder.table, planned, lay, typed.out / "checkpoint.pt", Pace(rate=typed.rate), say
    )
    export(reader, typed.out, {"made_by": "training/reader", "seed": str(typed.seed)})


if __name__ == "__main__":
    main()
