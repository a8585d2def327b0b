"""Which settings and which index a command means, in the order that docs/commands.md gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.cli.locating import locate
from casc_qa.errors import ConfigError
from helpers.command import Casc, one_line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders, all of them new, and an empty current folder."""
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)
    monkeypatch.chdir(work)
    for name in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
        (tmp_path / name.lower() / "casc-qa").mkdir(parents=True)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_index_is_what_was_typed_then_the_variable_then_the_settings_then_the_usual_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locate(None).settings.paths.index == Path("index")
    (home / "data" / "casc-qa" / "index").mkdir()
    own = home / "data" / "casc-qa" / "index"
    assert (locate(None).settings.paths.index, locate(None).index_from) == (
        own,
        "your folder for data",
    )
    Path("index").mkdir()
    assert (locate(None).settings.paths.index, locate(None).index_from) == (Path("index"), "")
    write(Path("casc_qa.toml"), '[paths]\nindex = "stated"\n')
    assert (locate(None).settings.paths.index, locate(None).index_from) == (
        Path("stated"),
        "casc_qa.toml",
    )
    monkeypatch.setenv("CASC_QA_INDEX", "from-variable")
    assert locate(None).settings.paths.index == Path("from-variable")
    assert locate(None).index_from == "CASC_QA_INDEX"
    assert locate(Path("typed")).settings.paths.index == Path("typed")
    assert locate(Path("typed")).index_from == ""


def test_nothing_is_built_in_the_users_folder_unless_somebody_says_so(home: Path) -> None:
    (home / "data" / "casc-qa" / "index").mkdir()
    assert locate(None, builds=True).settings.paths.index == Path("index")


def test_settings_that_name_an_index_keep_asking_from_another_one(home: Path) -> None:
    (home / "data" / "casc-qa" / "index").mkdir()
    write(Path("casc_qa.toml"), '[paths]\nindex = "not-there-yet"\n')
    assert locate(None).settings.paths.index == Path("not-there-yet")


def test_settings_are_those_of_the_variable_then_the_current_folder_then_the_user(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locate(None).settings.retrieval.k == 5
    write(home / "config" / "casc-qa" / "casc_qa.toml", "[retrieval]\nk = 6\n")
    assert locate(None).settings.retrieval.k == 6
    write(Path("casc_qa.toml"), "[retrieval]\nk = 7\n")
    assert locate(None).settings.retrieval.k == 7
    monkeypatch.setenv("CASC_QA_CONFIG", str(write(home / "other.toml", "[retrieval]\nk = 8\n")))
    assert locate(None).settings.retrieval.k == 8


def test_paths_start_where_they_are_stated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(home / "far" / "own.toml", '[paths]\ncorpus = "papers"\n')
    monkeypatch.setenv("CASC_QA_CONFIG", str(file))
    paths = locate(None).settings.paths
    assert paths.corpus == home / "far" / "papers"
    assert (paths.index, paths.runs) == (Path("index"), Path("runs"))


def test_errors_name_the_file_and_who_named_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASC_QA_CONFIG", "nowhere.toml")
    with pytest.raises(ConfigError, match=r"^CASC_QA_CONFIG names nowhere.toml, which is not the"):
        locate(None)
    write(Path("nowhere.toml"), "[retrieval]\nk = 0\n")
    expected = r"^nowhere.toml: retrieval.k must .* \(CASC_QA_CONFIG names this file.\)$"
    with pytest.raises(ConfigError, match=expected):
        locate(None)
    monkeypatch.delenv("CASC_QA_CONFIG")
    own = write(home / "config" / "casc-qa" / "casc_qa.toml", "q = 1\n")
    with pytest.raises(ConfigError, match=f"^{own}: unknown setting 'q'"):
        locate(None)


def test_a_missing_index_is_named_with_who_wanted_it(
    casc_qa: Casc, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASC_QA_INDEX", "elsewhere")
    one_line(casc_qa("ask", "Who?"), 1, "elsewhere", "(CASC_QA_INDEX names this folder.)")
    run = casc_qa("ask", "Who?", "--index", "typed")
    one_line(run, 1, "no index in typed yet")
    assert "names this folder" not in run.err


def test_the_variable_is_where_an_index_is_built_too(
    casc_qa: Casc, home: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASC_QA_INDEX", str(home / "built"))
    assert casc_qa("index", corpus).status == 0
    assert (home / "built" / "current").is_file()
    assert casc_qa("inspect").out.startswith("generation")
