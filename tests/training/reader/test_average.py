"""The mean of trainings, by value, and as a file that a training starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from casc_qa.reading.network import DESCRIPTION_NAME, GRAPH_NAME, WEIGHTS_NAME
from training.reader.average import main, mean_of
from training.reader.encoder import Encoder
from training.reader.export import load_weights
from training.reader.model import Reader


def test_each_number_is_the_mean() -> None:
    some = {"a": torch.tensor([1.0, 4.0]), "n": torch.tensor(3)}
    others = {"a": torch.tensor([3.0, -4.0]), "n": torch.tensor(5)}
    mean = mean_of([some, others])
    assert mean["a"].tolist() == [2.0, 0.0]
    assert mean["n"].item() == 3
    assert mean_of([some])["a"].tolist() == [1.0, 4.0]


def test_other_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="these are not trainings of one network"):
        mean_of([{"a": torch.zeros(2)}, {"a": torch.zeros(3)}])
    with pytest.raises(ValueError, match="these are not trainings of one network"):
        mean_of([{"a": torch.zeros(2)}, {"b": torch.zeros(2)}])


def test_the_command_writes_what_ships_and_what_goes_on(tmp_path: Path, encoder: Encoder) -> None:
    paths = []
    for number, name in enumerate("ab"):
        torch.manual_seed(number)
        reader = Reader(encoder.layers)
        with torch.no_grad():
            reader.heads.bias.fill_(float(number))
        paths.append(tmp_path / f"{name}.pt")
        torch.save({"reader": reader.state_dict()}, paths[-1])
    main([str(tmp_path / "out"), *map(str, paths)])
    again = Reader(encoder.layers)
    load_weights(again, tmp_path / "out" / "checkpoint.pt")
    assert again.heads.bias.tolist() == [0.5] * len(again.heads.bias)
    for name in (GRAPH_NAME, WEIGHTS_NAME, DESCRIPTION_NAME):
        assert (tmp_path / "out" / name).stat().st_size > 0
