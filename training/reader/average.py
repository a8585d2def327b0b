"""The mean of several trainings that started from one: what each learned last weighs less, and what
they agree on stays.

    python -m training.reader.average OUT A/checkpoint.pt B/checkpoint.pt

Written into OUT: ``checkpoint.pt``, from which a training may start, and what ships.

Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy
without increasing inference time" (ICML 2022).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from training.reader.encoder import open_encoder
from training.reader.export import export
from training.reader.model import Reader

Weights = Mapping[str, torch.Tensor]


def mean_of(every: Sequence[Weights]) -> dict[str, torch.Tensor]:
    """Each tensor's mean; those of whole numbers are the first's. Raises ValueError for weights
    that are not of the same network.
    """
    first = every[0]
    shapes = {name: tensor.shape for name, tensor in first.items()}
    for weights in every[1:]:
        if {name: tensor.shape for name, tensor in weights.items()} != shapes:
            raise ValueError("these are not trainings of one network")
    return {
        name: torch.stack([weights[name] for weights in every]).mean(0)
        if tensor.is_floating_point()
        else tensor
        for name, tensor in first.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="a folder")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    typed = parser.parse_args(arguments)
    every = [torch.load(path, weights_only=True)["reader"] for path in typed.checkpoints]
    reader = Reader(open_encoder().layers)
    reader.load_state_dict(mean_of(every))
    typed.out.mkdir(parents=True, exist_ok=True)
    torch.save({"reader": reader.state_dict()}, typed.out / "checkpoint.pt")
    export(reader, typed.out, {"made_by": "training/reader", "mean_of": str(len(every))})


if __name__ == "__main__":
    main()
