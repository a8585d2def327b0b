"""sources.toml: what is read, and what is named where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import CorpusError
from casc_qa.loaders.sources import read_sources


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('["a.txt"]\ndate = "yesterday"', "'yesterday' is no ISO 8601 date"),
        ('["a.txt"]\nauthor = "X"', "author of"),
        ('["a.txt"]\nurl = "javascript:alert(1)"', "must start with https://"),
        ("a = 1", "as a table of title, date, language, url"),
        ("[[[", "can't be read"),
    ],
)
def test_a_wrong_sources_toml_is_named(tmp_path: Path, toml: str, complaint: str) -> None:
    (tmp_path / "sources.toml").write_text(toml)
    with pytest.raises(CorpusError, match=complaint) as caught:
        read_sources(tmp_path)
    assert "sources.toml" in str(caught.value)


def test_toml_dates_without_quotes_are_dates(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.txt"]\ndate = 2024-05-31\n')
    assert read_sources(tmp_path)["a.txt"].date == "2024-05-31"
