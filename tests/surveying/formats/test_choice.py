"""Which format is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from casc_qa.errors import ExportError, ExtraMissing
from casc_qa.surveying.formats.choice import FORMATS, format_of
from casc_qa.surveying.table import Table


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_says_it_and_a_name_overrules(name: str) -> None:
    assert format_of(None, Path(f"a.{name.upper()}")).name == name
    assert format_of(name, Path("a.txt")).name == name


def test_another_ending_is_refused() -> None:
    with pytest.raises(ExportError, match=r"\.csv, \.xlsx, \.json, \.docx"):
        format_of(None, Path("a.pdf"))


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraMissing, match=r'pip install "casc-qa\[xlsx\]"'):
        format_of("xlsx", None)
    assert format_of("csv", None).is_text


def test_json_is_the_object(table: Table) -> None:
    assert json.loads(FORMATS["json"].render(table, "en"))["version"] == 1
