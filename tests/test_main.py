"""The program imports its own modules alone, wherever it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.command import COMMAND


@pytest.mark.parametrize("module", ["argparse", "numpy", "onnxruntime", "casc_qa", "sitecustomize"])
def test_nothing_is_imported_from_the_folder_where_it_is_typed(
    module: str, built_index: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("raise SystemExit('planted')")
    installed = [str(Path(sys.executable).with_name("casc-qa"))]
    forms = [COMMAND, installed] if module != "casc_qa" else [installed]  # -m looks there itself
    for command in forms:
        run = subprocess.run(
            [*command, "ask", "What are the 4Ps?", "--index", str(built_index)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("module", ["huggingface_hub", "json", "casc_qa", "subprocess"])
def test_a_download_imports_nothing_from_the_folder_where_it_is_typed(
    module: str, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("open('planted', 'w')")
    (tmp_path / "casc_qa.toml").write_text('model = "some/model"')
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("A document about Osh.")
    run = subprocess.run(
        [str(Path(sys.executable).with_name("casc-qa")), "index"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"HF_ENDPOINT": "http://127.0.0.1:9"},
    )
    assert run.returncode == 1
    assert "The model some/model could not be downloaded" in run.stderr
    assert not (tmp_path / "planted").exists()
