"""The command: from made-up sets to the files that ship."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import torch

from casc_qa.reading.network import DESCRIPTION_NAME, GRAPH_NAME, WEIGHTS_NAME, Network
from helpers.reading_sets import answered, unanswered, write_public_sets, write_set, written
from training.reader.__main__ import batches, main
from training.reader.encoder import Encoder
from training.reader.examples import Example, is_kept_apart


def own_passages() -> list[dict[str, object]]:
    """Ten, of which some are kept apart."""
    made = []
    for number in range(10):
        text = f"Tower {number} was sold in 1980. The buyer was Ines Ford. She lives there."
        asked = [answered("Who bought it?", "Ines Ford", "The buyer was Ines Ford.")]
        asked.append(unanswered("What did she pay?"))
        made.append(written(text, asked, f"Tower {number}"))
    return made


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, squad_file: Path) -> Path:
    """The folder of reading/ and squad/, and own/ beside."""
    folder = tmp_path_factory.mktemp("data")
    write_public_sets(folder / "reading")
    (folder / "squad").mkdir()
    shutil.copy(squad_file, folder / "squad" / "dev-v2.0.rebuilt.json")
    write_set(folder / "own" / "a.jsonl.xz", own_passages())
    return folder


def run(data: Path, out: Path, *options: str) -> None:
    own = ("--own", str(data / "own"), "--threads", "1")
    main([str(data), str(out), *own, *options])


@pytest.fixture(scope="module")
def out(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a training leaves behind."""
    folder = tmp_path_factory.mktemp("trained") / "new" / "out"
    run(data, folder)
    return folder


def test_all_is_written_and_can_be_used(out: Path, encoder: Encoder) -> None:
    assert {path.name for path in out.iterdir()} == {
        "checkpoint.pt",
        "log.txt",
        DESCRIPTION_NAME,
        GRAPH_NAME,
        WEIGHTS_NAME,
    }
    Network(encoder.tokens.info.fingerprint, out)  # which checks hashes
    learned = sum(not is_kept_apart(str(passage["text"])) for passage in own_passages())
    assert 0 < learned < 10
    public = 2 * 21 + 7 + 9  # sets of two questions, of one, and of SQuAD one article
    first = (out / "log.txt").read_text().splitlines()[0]
    assert first.startswith(f"{public} public and {2 * learned} written questions, ")
    steps = torch.load(out / "checkpoint.pt", weights_only=True)["step"]
    assert first.endswith(f" {steps} batches")


def test_a_training_starts_from_weights_and_without_public_questions(
    data: Path, out: Path, tmp_path: Path
) -> None:
    weights = ("--weights", str(out / "reader.safetensors"), "--rate", "0")
    run(data, tmp_path, *weights, "--no-public")
    before = torch.load(out / "checkpoint.pt", weights_only=True)
    after = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert after["step"] < before["step"]
    assert torch.equal(after["reader"]["heads.weight"], before["reader"]["heads.weight"])
    assert torch.equal(after["reader"]["heads.bias"], before["reader"]["heads.bias"])
    name = "encoder.encoder.layer.0.output.dense.weight"
    pair = torch.stack([after["reader"][name].flatten(), before["reader"][name].flatten()])
    assert torch.corrcoef(pair)[0, 1] > 0.999


def test_public_questions_come_once_and_written_ones_with_every_pass(
    forty: list[Example],
) -> None:
    own = [e._replace(source="own-a") for e in forty[:6]]
    made = list(batches(forty, own, passes=3, seed=1))
    counts = Counter(group.source for batch in made for group in batch)
    assert counts == {"fair-set": 40 + 3 * 5, "own-a": 18}  # an eighth comes again each time
    rehearsed = Counter(
        g.question for b in batches(forty, own, 3, seed=1, no_public=True) for g in b
    )
    assert sum(rehearsed.values()) == 18 + 15
    assert made == list(batches(forty, own, 3, seed=1)) != list(batches(forty, own, 3, seed=2))
    assert all(sum(len(group.windows) for group in batch) <= 16 for batch in made)
