"""The wheel, made as an installer makes it: what is in it, and that a source distribution makes the
same one.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
import yaml

from helpers.project import CORPUS, ROOT, SOURCE

BUILT_FOR_USERS = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "NOTICE")
EXTRAS = ("docx", "eval", "mcp", "ocr", "xlsx")
NOT_SHIPPED = "README.md"
"""Pages about what lies beside them."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was made of it alone."""
    project, out = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("dist")
    for name in BUILT_FOR_USERS:
        shutil.copy(ROOT / name, project)
    no_bytecode = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("src", "corpus"):
        shutil.copytree(ROOT / folder, project / folder, ignore=no_bytecode)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, project]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


def hashes_in(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            info.filename: hashlib.sha256(archive.read(info)).hexdigest()
            for info in archive.infolist()
            if ".dist-info/" not in info.filename
        }


def hashes_below(folder: Path, name: str) -> dict[str, str]:
    """As they are called in the wheel."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != NOT_SHIPPED
    }


def test_the_wheel_holds_the_package_and_the_documents_of_the_demo_and_nothing_else(
    built: Path,
) -> None:
    (wheel,) = built.glob("*.whl")
    documents = hashes_below(CORPUS, "casc_qa/demo_documents")
    assert len(documents) == 7
    assert hashes_in(wheel) == hashes_below(SOURCE, "casc_qa") | documents


def test_what_git_knows_of_the_package_is_in_the_wheel(built: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    listed = subprocess.run(
        ["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = {line.removeprefix("src/") for line in listed.stdout.splitlines()}
    (wheel,) = built.glob("*.whl")
    missing = {name for name in tracked - hashes_in(wheel).keys() if (ROOT / "src" / name).exists()}
    assert {name for name in missing if not name.endswith(f"/{NOT_SHIPPED}")} == set()


def test_the_source_distribution_holds_no_part_of_the_tests(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        top = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"src", "corpus", "pyproject.toml", "setup.py", "NOTICE"} <= top
    assert "tests" not in top


def test_the_wheel_says_what_it_is(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name == "casc_qa-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        folder = "casc_qa-0.1.0.dist-info"
        stated = HeaderParser().parsestr(archive.read(f"{folder}/METADATA").decode())
        commands = archive.read(f"{folder}/entry_points.txt").decode()
        licences = [name for name in archive.namelist() if "/licenses/" in name]
    assert stated["License-Expression"] == "Apache-2.0"
    assert {"all", *EXTRAS} <= set(stated.get_all("Provides-Extra"))
    assert "casc-qa = casc_qa.__main__:main" in commands
    assert {Path(name).name for name in licences} == {"LICENSE", "NOTICE"}


def test_the_lock_names_the_versions_that_were_tested_and_no_address() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in locked
    versions = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", locked, flags=re.MULTILINE))
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    tested = dict(re.findall(r"^([\w.-]+)==(\S+)", constraints, flags=re.MULTILINE))
    named = {normal(name): version for name, version in tested.items()}
    other = {n: v for n, v in versions.items() if normal(n) in named and named[normal(n)] != v}
    assert other == {}
    assert "torch" not in versions
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in EXTRAS for line in optional[name])]
    needed = {normal(re.split(r"[\[<>=]", line)[0]) for line in lines} - {"torch"}
    assert needed - {normal(name) for name in versions} == set()


def normal(name: str) -> str:
    """A package's name in the one form that all spellings of it share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_what_only_an_extra_brings_is_no_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {line.partition(">")[0].partition("=")[0] for line in project["dependencies"]}
    optional = project["optional-dependencies"]
    for name in EXTRAS:
        assert needed.isdisjoint(line.partition(">")[0] for line in optional[name]), name


def test_the_citation_is_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    stated = {name: citation[name] for name in ("cff-version", "title", "version", "license")}
    assert stated == {
        "cff-version": "1.2.0",
        "title": project["name"],
        "version": project["version"],
        "license": project["license"],
    }
    assert [author["name"] for author in project["authors"]] == [citation["authors"][0]["name"]]


def test_the_workflow_runs_every_python_on_every_system_with_pinned_actions() -> None:
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    matrix = yaml.safe_load(text)["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [system.partition("-")[0] for system in matrix["os"]] == ["ubuntu", "macos", "windows"]
    actions = re.findall(r"uses: (\S+)", text)
    assert actions
    assert [action for action in actions if not re.search(r"@v\d+\.\d+\.\d+$", action)] == []


def test_hooks_fetch_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in hooks["repos"]} == {"local"}
    assert {hook["language"] for each in hooks["repos"] for hook in each["hooks"]} == {"system"}
