"""Which generation is in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import IndexDamaged, IndexMissing
from casc_qa.index.generation import open_current


@pytest.mark.parametrize("name", ["../../etc", "", "zz", "0123456789abcdef"])
def test_current_must_name_a_generation(index_copy: Path, name: str) -> None:
    (index_copy / "current").write_text(name)
    with pytest.raises(IndexDamaged):
        open_current(index_copy)


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="build it with: casc-qa index"):
        open_current(tmp_path / "none")
