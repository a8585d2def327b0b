"""A changed file of the program names another index, another run of an evaluation, both or neither:
whichever it shapes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.building import fingerprint
from casc_qa.config import PassageSettings
from casc_qa.evaluation import run
from casc_qa.system.code import code_fingerprint
from helpers.project import SOURCE

INDEX, ANSWER = "index", "answer"
# What a file shapes, by its folder or one above, the nearest of them.
SHAPES = {
    "": {ANSWER},
    "asking": {ANSWER},
    "building": {INDEX},
    "cli": set(),
    "embedding": {INDEX, ANSWER},
    "evaluation": {ANSWER},
    "evaluation/measuring": set(),
    "evaluation/reporting": set(),
    "exporting": set(),
    "index": {ANSWER},
    "index/contents": {INDEX, ANSWER},
    "index/vectors": {INDEX, ANSWER},
    "languages": {INDEX, ANSWER},
    "languages/english/questions": {ANSWER},
    "languages/questions": {ANSWER},
    "languages/russian/questions": {ANSWER},
    "loaders": {INDEX},
    "mcp_server": set(),
    "operations": set(),
    "reading": {ANSWER},
    "schemas": set(),
    "surveying": {ANSWER},
    "system": {ANSWER},
    "system/small_files.py": {INDEX, ANSWER},
    "text": {INDEX, ANSWER},
    "types.py": {INDEX, ANSWER},
    "verifying": set(),
    "web": set(),
}
SUFFIXES = {".py", ".tsv", ".json", ".txt", ".onnx", ".safetensors"}
ENOUGH = 64  # bytes of a file that are copied; it is hashed hundreds of times


def parts_of(package: Path) -> list[str]:
    return [part.name for part in package.iterdir()]


def names(package: Path) -> dict[str, str]:
    """The part that the program has in the name of an index, and of a run."""
    index = code_fingerprint(fingerprint.SHAPING, fingerprint.NOT_SHAPING, package)
    return {
        INDEX: index,
        ANSWER: code_fingerprint(parts_of(package), run.NOT_SHAPING, package),
    }


def expected(name: str) -> set[str]:
    """What the table says of a file. Raises KeyError for one in a folder that it does not know."""
    if name in SHAPES:
        return SHAPES[name]
    folder = name.rpartition("/")[0]
    while folder and folder not in SHAPES:
        folder = folder.rpartition("/")[0]
        if not folder:
            raise KeyError(name)
    return SHAPES[folder]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The beginnings of all files that count."""
    for path in SOURCE.rglob("*"):
        if path.suffix in SUFFIXES:
            copy = tmp_path / path.relative_to(SOURCE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as file:
                copy.write_bytes(file.read(ENOUGH))
    return tmp_path


def test_a_changed_byte_names_what_it_shapes_anew(package: Path) -> None:
    before = names(package)
    moved = {}
    for path in [path for path in package.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        after = names(package)
        moved[path.relative_to(package).as_posix()] = {n for n in after if after[n] != before[n]}
        path.write_bytes(data)
    assert names(package) == before
    assert moved == {name: expected(name) for name in moved}
    assert len(moved) > 200


def test_the_table_knows_no_more_folders_than_there_are() -> None:
    assert [folder for folder in SHAPES if not (SOURCE / folder).exists()] == []


def test_a_folder_that_the_table_does_not_know_fails() -> None:
    with pytest.raises(KeyError, match="lips/read"):
        expected("lips/read/module.py")
    assert expected("errors.py") == {ANSWER}
    assert expected("web/guard/routes.py") == set()


def test_indexes_and_runs_are_named_so() -> None:
    here = names(SOURCE)
    assert fingerprint.chunking_settings(PassageSettings())["code"] == here[INDEX]
    assert run.answering_fingerprint() == here[ANSWER]
