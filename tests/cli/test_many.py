"""Asking many questions from a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.cli.many import answers_to
from casc_qa.config import Settings
from casc_qa.errors import IndexMissing, UsageError
from casc_qa.types import EVERYTHING


def test_what_is_wrong_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="k must lie"):
        answers_to(["Who?"], Settings(), EVERYTHING, 0)
    settings = Settings()
    object.__setattr__(settings.paths, "index", tmp_path)
    with pytest.raises(IndexMissing):
        answers_to(["Who?"], settings, EVERYTHING)
