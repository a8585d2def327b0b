"""What ships is what was trained, as near as 8 bits are."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open

from casc_qa.reading.network import (
    DESCRIPTION_NAME,
    GRAPH_NAME,
    HEADS,
    WEIGHTS_NAME,
    Network,
)
from casc_qa.reading.windows import Layout
from helpers.project import CORPUS
from training.reader import export as exporting
from training.reader.batches import Layouts, collate
from training.reader.encoder import Encoder
from training.reader.examples import Example, text_of
from training.reader.export import export, load_weights
from training.reader.groups import Grouping, cut, groups_of, window_of
from training.reader.model import Reader
from training.reader.train import Pace, train

QUESTIONS = ["How many people took part?", "Who opened the meeting?", "Кто выступил на встрече?"]


@pytest.fixture(scope="module")
def trained(
    encoder: Encoder, lay: Layouts, forty: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> Reader:
    """A reader of a few steps, whose numbers differ from token to token."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    reader = Reader(encoder.layers)
    groups = groups_of(forty, Grouping(beside=0, neighbours=1, others=0, split=0), seed=1)
    batches = [groups[n : n + 5] for n in (0, 5, 10, 15)] * 2
    checkpoint = tmp_path_factory.mktemp("trained") / "checkpoint.pt"
    train(reader, encoder.table, batches, lay, checkpoint, Pace(rate=6e-3), lambda _: None)
    return reader.eval()


@pytest.fixture(scope="module")
def folder(trained: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``export`` wrote."""
    out = tmp_path_factory.mktemp("exported")
    export(trained, out, {"made_by": "training/reader"})
    return out


@pytest.fixture(scope="module")
def layouts(lay: Layouts) -> list[Layout]:
    """Windows of the project's own documents."""
    made = []
    for path in sorted(CORPUS.glob("*.txt")):
        text = text_of(path.stem, path.read_text(encoding="utf-8")[:4000])
        for first, last in cut(text, random.Random(1), is_split=False)[:4]:
            question = QUESTIONS[len(made) % len(QUESTIONS)]
            made.append(lay(question, window_of(text, first, last)).layout)
    assert len(made) >= 8
    return made


def numbers_by_network(
    folder: Path, encoder: Encoder, layouts: Sequence[Layout]
) -> list[np.ndarray]:
    """Of each layout alone: shape (tokens, HEADS)."""
    network = Network(encoder.tokens.info.fingerprint, folder)
    vectors = [encoder.table[layout.numbers].numpy() for layout in layouts]
    return [network.run(one, own) for one, own in zip(layouts, vectors, strict=True)]


def numbers_by_torch(
    reader: Reader, encoder: Encoder, layouts: Sequence[Layout]
) -> list[np.ndarray]:
    made = []
    for layout in layouts:
        is_document = torch.tensor([layout.is_document])
        with torch.no_grad():
            vectors = encoder.table[layout.numbers][None]
            made.append(reader(vectors, is_document, torch.ones_like(is_document))[0].numpy())
    return made


def test_three_files_are_written(folder: Path, encoder: Encoder) -> None:
    assert {path.name for path in folder.iterdir()} == {
        DESCRIPTION_NAME,
        GRAPH_NAME,
        WEIGHTS_NAME,
    }
    description = json.loads((folder / "reader.json").read_text())
    assert description["encoder"] == encoder.tokens.info.fingerprint
    assert (folder / "reader.safetensors").stat().st_size < 13_000_000  # 8 bits a weight
    assert (folder / "reader.onnx").stat().st_size < 500_000
    with safe_open(folder / "reader.safetensors", "numpy") as file:
        assert file.metadata() == {"made_by": "training/reader"}


def test_eight_bits_say_what_torch_says(
    folder: Path, trained: Reader, encoder: Encoder, layouts: list[Layout]
) -> None:
    ours = np.concatenate(numbers_by_network(folder, encoder, layouts))
    exact = np.concatenate(numbers_by_torch(trained, encoder, layouts))
    assert ours.shape == exact.shape == (sum(len(one.numbers) for one in layouts), len(HEADS))
    for head in range(len(HEADS)):
        assert exact[:, head].std() > 0.1
        assert np.corrcoef(ours[:, head], exact[:, head])[0, 1] > 0.99, HEADS[head]
    assert np.abs(ours - exact).mean() < 0.1 * exact.std()


def test_nothing_of_this_machine_ships(folder: Path) -> None:
    graph = (folder / "reader.onnx").read_bytes()
    header = (folder / "reader.safetensors").read_bytes()[:100_000]
    for part in (graph, header, (folder / "reader.json").read_bytes()):
        for name in ("site-packages", ".py", "/tmp", "/home", "/root"):  # noqa: S108
            assert name.encode() not in part, name
        assert str(Path(exporting.__file__).parents[2]).encode() not in part


def test_weights_that_ship_can_be_trained_on(
    folder: Path, trained: Reader, encoder: Encoder
) -> None:
    torch.manual_seed(5)
    again = Reader(encoder.layers)
    load_weights(again, folder / "reader.safetensors")
    known = trained.state_dict()
    for name, tensor in again.state_dict().items():
        is_small = tensor.dim() < 2 or name.startswith(("heads", "encoder.embeddings"))
        if is_small:
            assert torch.equal(tensor, known[name]), name
        else:  # half a step of 255, by each output's own range
            steps = known[name].abs().amax(1, keepdim=True) / 127
            assert ((tensor - known[name]).abs() <= 0.51 * steps).all(), name


def test_the_command_makes_the_same_files_of_a_checkpoint(
    folder: Path, trained: Reader, tmp_path: Path
) -> None:
    checkpoint, out = tmp_path / "checkpoint.pt", tmp_path / "out"
    torch.save({"reader": trained.state_dict(), "optimizer": {}, "step": 8}, checkpoint)
    out.mkdir()
    exporting.main([str(checkpoint), "--folder", str(out)])
    for path in folder.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes(), path.name


def test_one_batch_by_both(
    folder: Path, trained: Reader, encoder: Encoder, lay: Layouts, forty: list[Example]
) -> None:
    """Padded and collated as in training."""
    windows = [window_of(e.text, 0, 3, e) for e in forty[:4]]
    labelled = [lay(e.question, w) for e, w in zip(forty, windows, strict=False)]
    batch = collate([[one] for one in labelled])
    with torch.no_grad():
        exact = trained(encoder.table[batch.numbers], batch.is_document, batch.mask).numpy()
    ours = numbers_by_network(folder, encoder, [one.layout for one in labelled])
    for row, own in zip(exact, ours, strict=True):
        assert np.corrcoef(row[: len(own)].ravel(), own.ravel())[0, 1] > 0.99
