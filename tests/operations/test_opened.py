"""An index that is kept open."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.building.build import build_index
from casc_qa.config import Settings
from casc_qa.errors import IndexMissing
from casc_qa.operations.opened import Opened


def test_it_is_opened_once_and_anew_when_it_changes(corpus: Path, tmp_path: Path) -> None:
    opened = Opened(tmp_path / "index", Settings())
    with pytest.raises(IndexMissing):
        opened.get()
    build_index(corpus, tmp_path / "index")
    first = opened.get()
    assert opened.get() is first
    (corpus / "c.txt").write_text("A choir of twelve women sang in Tashkent.")
    build_index(corpus, tmp_path / "index")
    assert len(opened.get().documents()) == 3
    assert len(first.documents()) == 2
