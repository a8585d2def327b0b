"""What README.md and docs/python.md show is what happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from helpers.command import Casc
from helpers.project import CORPUS, ROOT


def test_the_readme_shows_what_is_printed(casc_qa: Casc, built_index: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("```console\n")[2].partition("\n…\n$ casc-qa ask")[0]
    command, _, output = shown.partition("\n")
    question = command.split('"')[1]
    assert casc_qa("ask", question, "--index", built_index).out.startswith(output + "\n")


def test_app_py_works_from_anywhere(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "app.py", "--host", "0.0.0.0", "--index", tmp_path / "index"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout.startswith("Indexed 5 documents")
    assert "run casc-qa passwd first" in run.stderr
    assert (tmp_path / "index" / "current").exists()


def test_the_python_in_the_docs_runs(tmp_path: Path, built_index: Path) -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    script = page.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "corpus").symlink_to(CORPUS)
    (tmp_path / "index").symlink_to(built_index)
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("Representing the host country, Ms. Svetlana Artikova")
