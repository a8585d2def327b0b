"""What can be typed, and what help says of it."""

from __future__ import annotations

import subprocess
import sys

from helpers.command import Casc


def test_help_names_every_command_and_exit_status(casc_qa: Casc) -> None:
    run = casc_qa("--help")
    assert run.status == 0
    for word in ("index", "ask", "serve", "inspect", "3 the documents do not say"):
        assert word in run.out
    for command in ("index", "ask", "serve", "inspect"):
        assert casc_qa(command, "--help").status == 0
    assert casc_qa("--version").out == "casc-qa 0.1.0\n"
    assert casc_qa("frobnicate").status == 2


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom casc_qa.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'faiss', 'gradio', 'transformers', 'sentence_transformers'}\n"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
