"""How large the fault tests are, and what they start from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.builds.builder import Builder, Variants, builders


@pytest.fixture(scope="session")
def times() -> int:
    """What the numbers of trials are multiplied with: ten for a nightly run."""
    return 10 if os.environ.get("CASC_QA_NIGHTLY") else 1


@pytest.fixture(scope="session")
def two_builders() -> Iterator[list[Builder]]:
    with builders(2) as made:
        yield made


@pytest.fixture(scope="session")
def of_folders(two_builders: list[Builder], tmp_path_factory: pytest.TempPathFactory) -> Variants:
    """Folders of files, which loading processes read."""
    return Variants("folder", tmp_path_factory.mktemp("folders"), two_builders[0])


@pytest.fixture(scope="session")
def of_beir(two_builders: list[Builder], tmp_path_factory: pytest.TempPathFactory) -> Variants:
    """BEIR folders, which are read without any."""
    return Variants("beir", tmp_path_factory.mktemp("beir"), two_builders[1])


@pytest.fixture
def fresh_index(of_beir: Variants, tmp_path: Path) -> Path:
    """An index of the first BEIR folder, to be worked on."""
    from helpers.builds.builder import copy_index

    return copy_index(of_beir.start, tmp_path / "index")
