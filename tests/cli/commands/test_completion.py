"""Completion, by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.command import COMMAND, Casc

ASK_BASH = """
source {script}
COMP_WORDS=({words} "{last}")
COMP_CWORD={position}
COMP_LINE="{words} {last}"
COMP_POINT=${{#COMP_LINE}}
compopt() {{ :; }}
"$(complete -p casc-qa | sed 's/.*-F \\([^ ]*\\) .*/\\1/')" casc-qa "{last}" ""
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def script_of(shell: str) -> str:
    return subprocess.run(
        [*COMMAND, "completion", shell], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def bash_script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("bash") is None:
        pytest.skip("no bash")
    script = tmp_path_factory.mktemp("completion") / "casc-qa.bash"
    script.write_text(script_of("bash"), encoding="utf-8")
    return script


def completed(script: Path, folder: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    *before, last = words
    asked = ASK_BASH.format(script=script, words=" ".join(before), last=last, position=len(before))
    run = subprocess.run(
        ["bash", "--norc", "-c", asked], cwd=folder, capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    return {line.strip() for line in run.stdout.splitlines() if line.strip()}


def test_bash_completes_commands_options_and_choices(bash_script: Path, tmp_path: Path) -> None:
    assert {"ask", "demo", "index", "serve"} <= completed(bash_script, tmp_path, "casc-qa", "")
    assert completed(bash_script, tmp_path, "casc-qa", "ro") == {"rollback"}
    assert completed(bash_script, tmp_path, "casc-qa", "ask", "--aft") == {"--after"}
    assert completed(bash_script, tmp_path, "casc-qa", "completion", "z") == {"zsh"}


def test_bash_completes_folders_where_a_folder_is_meant(bash_script: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "page.txt").touch()
    offered = completed(bash_script, tmp_path, "casc-qa", "index", "pa")
    assert {name.rstrip("/") for name in offered} == {"papers"}
    offered = completed(bash_script, tmp_path, "casc-qa", "ask", "--index", "pa")
    assert {name.rstrip("/") for name in offered} == {"papers"}


def test_the_scripts_of_other_shells_know_every_command(casc_qa: Casc) -> None:
    for shell in ("zsh", "tcsh"):
        run = casc_qa("completion", shell)
        assert run.status == 0
        for command in ("ask", "demo", "index", "serve", "completion"):
            assert command in run.out
    assert casc_qa("completion", "fish").status == 2


def test_help_does_not_load_what_completes() -> None:
    code = (
        "import sys\nfrom casc_qa.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\nsys.exit('shtab' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert run.returncode == 0
