"""The reader's trained network: word vectors in, four numbers a token out, by onnxruntime.

Graph and weights come with the program and are held against the hashes in ``reader.json``. The
network was trained on the word vectors of one encoder and is of no use with another's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from casc_qa.embedding.onnx.session import GraphFiles, Model
from casc_qa.errors import FilesUnreadable, ModelError, ReaderUnavailable
from casc_qa.reading.windows import MOST_TOKENS
from casc_qa.system import disk, small_files
from casc_qa.system.small_files import BadFile, Sha256

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.reading.windows import Layout
    from casc_qa.types import Vectors

GRAPH_NAME, WEIGHTS_NAME, DESCRIPTION_NAME = "reader.onnx", "reader.safetensors", "reader.json"
HEADS = ("start", "end", "sentence", "silence")
"""What the numbers of a token are for: the first and the last of the words that answer, the
sentence that it stands in, and, of the first token, that nothing answers."""


class Description(TypedDict):
    """What reader.json says."""

    encoder: Sha256
    """Fingerprint of the encoder whose word vectors it reads."""
    files: dict[str, Sha256]


def packaged_folder() -> Path:
    """Where the network comes with the program."""
    return Path(str(files(__package__)))


class Network:
    """The trained network; safe to use from several threads."""

    def __init__(self, encoder: str, folder: Path | None = None) -> None:
        """``encoder`` is the fingerprint of the encoder whose word vectors it will be given.

        Raises ReaderUnavailable where the files are gone or damaged, or are for another encoder,
        FilesUnreadable where that can't be checked now.
        """
        self._folder = folder or packaged_folder()
        with self._checking(DESCRIPTION_NAME):
            path = self._folder / DESCRIPTION_NAME
            data = small_files.read_bytes(path, small_files.SETTINGS)
            description: Description = small_files.parse_json(data, Description)
        if description["encoder"] != encoder:
            raise ReaderUnavailable.of_another_model()
        for name in (GRAPH_NAME, WEIGHTS_NAME):
            with self._checking(name):
                if disk.remembered_sha256(self._folder / name) != description["files"].get(name):
                    raise BadFile("it is not what was written")
        with self._checking(GRAPH_NAME):
            names = GraphFiles(GRAPH_NAME, WEIGHTS_NAME)
            # A window is too little work for several threads; several windows are read at once.
            self._model = Model(self._folder, MOST_TOKENS, names, is_for_one=True)

    @contextlib.contextmanager
    def _checking(self, name: str) -> Iterator[None]:
        """Turns what goes wrong with a file into ReaderUnavailable or FilesUnreadable."""
        path = self._folder / name
        try:
            yield
        except OSError as error:
            if small_files.is_gone(error) or isinstance(error, disk.NotRegular):
                raise ReaderUnavailable.damaged(path) from error
            raise FilesUnreadable.because(path, error) from error
        except (ValueError, ModelError) as error:
            raise ReaderUnavailable.damaged(path) from error

    def run(self, layout: Layout, vectors: Vectors) -> Vectors:
        """What it says of the tokens of a layout: shape (tokens, HEADS), float32. ``vectors`` are
        their word vectors, shape (tokens, dimension). Raises ReaderUnavailable where it takes too
        long or has no room.
        """
        inputs: dict[str, NDArray[Any]] = {
            "vectors": vectors[None],
            "is_document": np.array([layout.is_document], np.int64),
            "mask": np.ones((1, len(layout.numbers)), np.int64),
        }
        try:
            numbers: Vectors = self._model.run(None, inputs)[0][0]
        except (ModelError, FilesUnreadable) as error:
            raise ReaderUnavailable("the reader had not enough time or memory") from error
        return numbers
