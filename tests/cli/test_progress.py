"""Where nobody draws a bar, lines say how far the work is."""

from __future__ import annotations

import time

import pytest

from casc_qa.cli.progress import Progress


def test_a_pipe_gets_a_line_from_time_to_time(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(line_every=0.05) as progress:
        progress.report("reading", 12, 4000)
        time.sleep(0.3)
        progress.report("embedding", 5, 20)
        time.sleep(0.3)
        progress.report("exporting the model", 0, 0)
        time.sleep(0.2)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Reading: 12 of 4,000 files"
    assert "Embedding: 5 of 20 texts" in lines
    assert lines[-1] == "Exporting the model …"
    assert 3 <= len(lines) <= 14


def test_quick_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        progress.report("reading", 1, 1)
    assert capsys.readouterr().err == ""
