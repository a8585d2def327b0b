"""The network that comes with the program: its files, what is refused, what it gives."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from casc_qa.embedding.onnx.encoder import OnnxEmbedder
from casc_qa.errors import ReaderUnavailable
from casc_qa.reading.network import (
    DESCRIPTION_NAME,
    GRAPH_NAME,
    HEADS,
    WEIGHTS_NAME,
    Network,
    packaged_folder,
)
from casc_qa.reading.windows import Layout, LocatedTokens, Marks, lay_out

NAMES = (DESCRIPTION_NAME, GRAPH_NAME, WEIGHTS_NAME)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the network, to be damaged."""
    for name in NAMES:
        shutil.copy(packaged_folder() / name, tmp_path)
    return tmp_path


def test_the_description_is_of_the_files_beside_it(encoder: OnnxEmbedder) -> None:
    description = json.loads((packaged_folder() / DESCRIPTION_NAME).read_bytes())
    assert description["encoder"] == encoder.info.fingerprint
    assert description["files"] == {
        name: hashlib.sha256((packaged_folder() / name).read_bytes()).hexdigest()
        for name in (GRAPH_NAME, WEIGHTS_NAME)
    }


def refused(encoder: OnnxEmbedder, folder: Path) -> str:
    """Why the network in ``folder`` is."""
    with pytest.raises(ReaderUnavailable) as caught:
        Network(encoder.info.fingerprint, folder)
    (line,) = str(caught.value).splitlines()
    return line


def test_another_encoder_is_refused() -> None:
    with pytest.raises(ReaderUnavailable) as caught:
        Network("0" * 64)
    assert str(caught.value) == "the reader was trained for another model than the index has"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("position", [0, -1])
def test_a_changed_byte_is_refused(
    encoder: OnnxEmbedder, folder: Path, name: str, position: int
) -> None:
    data = bytearray((folder / name).read_bytes())
    data[position] ^= 1 << 4
    (folder / name).write_bytes(data)
    line = refused(encoder, folder)
    assert line == f"{folder / name} is not what came with casc-qa: install it again"


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_refused(encoder: OnnxEmbedder, folder: Path, name: str) -> None:
    (folder / name).unlink()
    line = refused(encoder, folder)
    assert line.startswith(str(folder))
    assert line.endswith(" is not what came with casc-qa: install it again")


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_in_the_place_of_a_file_is_refused(
    encoder: OnnxEmbedder, folder: Path, name: str
) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert "is not what came with casc-qa" in refused(encoder, folder)


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "{}", '{"encoder": 5, "files": {}}', '{"encoder": "x", "files": 1}']
)
def test_a_description_that_is_none_is_refused(
    encoder: OnnxEmbedder, folder: Path, written: str
) -> None:
    (folder / DESCRIPTION_NAME).write_text(written, encoding="utf-8")
    assert DESCRIPTION_NAME in refused(encoder, folder)


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: b"\x08" + data]
)
def test_a_graph_that_can_not_be_loaded_is_refused(
    encoder: OnnxEmbedder, folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Even where the description is of this graph."""
    data = damage((folder / GRAPH_NAME).read_bytes())
    (folder / GRAPH_NAME).write_bytes(data)
    description = json.loads((folder / DESCRIPTION_NAME).read_bytes())
    description["files"][GRAPH_NAME] = hashlib.sha256(data).hexdigest()
    (folder / DESCRIPTION_NAME).write_text(json.dumps(description), encoding="utf-8")
    assert GRAPH_NAME in refused(encoder, folder)


TEXTS = (
    "The training gathered 53 participants.",
    "It rained.",
    "Women constitute less than one out of every six police officers. " * 12,
)


@pytest.fixture(scope="module")
def layouts(encoder: OnnxEmbedder) -> list[Layout]:
    question = LocatedTokens(*encoder.locate_tokens("How many participants were there?"))
    lead = LocatedTokens(*encoder.locate_tokens("A training in Bishkek"))
    windows = [LocatedTokens(*encoder.locate_tokens(text)) for text in TEXTS]
    return [lay_out(question, lead, w, [], Marks(*encoder.special_tokens())) for w in windows]


def test_four_numbers_a_token(encoder: OnnxEmbedder, layouts: list[Layout]) -> None:
    network = Network(encoder.info.fingerprint)
    assert HEADS == ("start", "end", "sentence", "silence")
    for layout in layouts:
        vectors = encoder.word_vectors(layout.numbers)
        numbers = network.run(layout, vectors)
        assert numbers.shape == (len(layout.numbers), 4)
        assert numbers.dtype == np.float32
        assert np.isfinite(numbers).all()
        assert numbers.std(axis=0).min() > 0  # they are no constants
        assert numbers.tobytes() == network.run(layout, vectors).tobytes()


def test_question_and_document_are_told_apart(encoder: OnnxEmbedder, layouts: list[Layout]) -> None:
    network = Network(encoder.info.fingerprint)
    layout, vectors = layouts[0], encoder.word_vectors(layouts[0].numbers)
    other = layout._replace(is_document=[0] * len(layout.numbers))
    own, changed = network.run(layout, vectors), network.run(other, vectors)
    assert np.abs(own - changed).max() > 0.01
