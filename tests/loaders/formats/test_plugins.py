"""Loaders of other packages: a real one, installed in a folder of its own, read by real builds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.project import ROOT

Build = Callable[..., subprocess.CompletedProcess[str]]
PAGE = (ROOT / "docs" / "loaders.md").read_text(encoding="utf-8")


def code_of(language: str) -> str:
    """The example of docs/loaders.md."""
    return PAGE.partition(f"```{language}\n")[2].partition("```")[0]


def install(
    site: Path, name: str, version: str, code: str, suffix: str = "interview", what: str = "load"
) -> None:
    """A package of one module and its metadata, as an installer leaves them."""
    (site / f"{name}.py").write_text(code, encoding="utf-8")
    for old in site.glob(f"{name}-*.dist-info"):
        for path in old.iterdir():
            path.unlink()
        old.rmdir()
    about = site / f"{name}-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (about / "entry_points.txt").write_text(f"[casc_qa.loaders]\n{suffix} = {name}:{what}\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def build(tmp_path: Path, site: Path) -> Build:
    """Runs a command where the packages in ``site`` are installed."""
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", str(ROOT / "src"))])
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.interview").write_text("INTERVIEW Ms. Orla Finch\nShe opened a school in Osh.")
    (corpus / "b.txt").write_text("The dog ran home.")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "casc_qa", *(arguments or ("index", "corpus"))]
        environment = os.environ | {"PYTHONPATH": path}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


def outcome(tmp_path: Path, name: str) -> dict[str, object]:
    """What the report of the index in use says of a file."""
    current = (tmp_path / "index" / "current").read_text().split()[0]
    report = json.loads((tmp_path / "index" / "generations" / current / "report.json").read_text())
    (found,) = [each for each in report["files"] if each["path"] == name]
    return dict(found)


def test_the_example_reads_its_files_and_a_new_version_reads_them_anew(
    tmp_path: Path, site: Path, build: Build
) -> None:
    assert build().returncode == 0
    assert "no loader for .interview" in build("inspect").stdout
    install(site, "interviews", "1.0", code_of("python"))
    assert "Indexed 2 documents" in build().stdout
    answer = json.loads(build("ask", "Who opened a school in Osh?", "--json").stdout)
    (citation,) = answer["citations"]
    assert (citation["doc_id"], citation["title"]) == ("a.interview", "Ms. Orla Finch")
    assert citation["quote"] == "She opened a school in Osh."
    assert "is up to date" in build().stdout
    install(site, "interviews", "1.1", code_of("python").replace("talk,", "talk.upper(),"))
    assert "Indexed 2 documents" in build().stdout
    answer = json.loads(build("ask", "Who opened a school in Osh?", "--json").stdout)
    assert "SHE OPENED A SCHOOL IN OSH." in json.dumps(answer)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import nowhere", r"its loader, of own 1.0, can't be imported \(ModuleNotFoundError: No"),
        (
            "raise SystemError('a\\nb')",
            r"its loader, of own 1.0, can't be imported \(SystemErr.* a",
        ),
        ("", r"its loader, of own 1.0, can't be imported \(AttributeError: .*'load'"),
        ("load = 1", r"its loader, of own 1.0, is no function"),
        ("def load(data): return 'text'", r"its loader, of own 1.0, gave no Extracted text but a"),
        ("def load(data): return 1 / 0", r"reading it failed \(ZeroDivisionError: division"),
        ("import os\ndef load(data): os._exit(3)", r"reading it ended the process"),
        ("def load(data): return open('/etc/hostname').read()", r"reading it failed|gave no"),
        (
            "import casc_qa\ndef load(data): raise casc_qa.Unreadable('it is a drawing')",
            r"it is a drawing",
        ),
        (
            "import casc_qa\ndef load(data): return casc_qa.Extracted('A', 'x', anchors=(9, 9))",
            r"reading it",
        ),
    ],
)
def test_a_loader_that_fails_is_a_reason_and_the_build_goes_on(
    tmp_path: Path, site: Path, build: Build, code: str, reason: str
) -> None:
    install(site, "own", "1.0", code)
    run = build()
    assert run.returncode == 0, run.stderr
    assert "Indexed 1 document," in run.stdout
    found = outcome(tmp_path, "a.interview")
    assert found["outcome"] == "skipped"
    assert re.match(reason, str(found["reason"]))
    assert "\n" not in str(found["reason"])


def test_a_loader_that_could_not_be_imported_is_tried_again(
    tmp_path: Path, site: Path, build: Build
) -> None:
    install(site, "own", "1.0", f"import dependency\n{code_of('python')}")
    assert "Indexed 1 document," in build().stdout
    (site / "dependency.py").write_text("")
    assert "Indexed 2 documents" in build().stdout


def test_suffixes_that_are_taken_are_not_given_away(
    tmp_path: Path, site: Path, build: Build
) -> None:
    install(site, "greedy", "2.0", "raise SystemExit", ".TXT")
    install(site, "second", "1.0", "raise SystemExit")
    install(site, "interviews", "1.0", code_of("python"))
    run = build()
    assert "Indexed 2 documents" in run.stdout
    for line in (
        "The loader of greedy 2.0 for .txt is not used: casc-qa itself reads these.",
        "The loader of second 1.0 for .interview is not used: interviews 1.0 reads these.",
    ):
        assert line in run.stdout.splitlines()
    assert "greedy 2.0" in json.dumps(json.loads(build("inspect", "--json").stdout)["manifest"])
