"""The name of a part of the program moves with its files, whatever system they lie on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.system.code import code_fingerprint
from helpers.project import SOURCE

FILES = {
    "a/one.py": b"x = 1\ny = 2\n",
    "a/deep/er/two.py": b"z = 3\n",
    "a/questions/three.py": b"asked = 4\n",
    "a/deep/questions/four/five.py": b"asked = 5\n",
    "b/words.tsv": b"da\tyes\n",
    "b/graph.onnx": b"\r\n\1",
    "b/words.safetensors": b"\r\n\0",
    "c.py": b"pass\n",
}
# Of files that neither an index nor an answer depends on: pages, their looks, letters, and marks.
SHAPES_NOTHING = {".css", ".jinja", ".js", ".md", ".png", ".typed", ".woff2"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_it_is_short_and_always_the_same(
    package: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shuffled = random.Random(1).sample(sorted(FILES), len(FILES))
    write(elsewhere, {name: FILES[name] for name in shuffled})
    named = code_fingerprint(["a", "b", "c.py"], package=package)
    assert len(named) == 16
    assert set(named) <= set("0123456789abcdef")
    assert code_fingerprint(["c.py", "b", "a"], package=elsewhere) == named


def test_line_ends_of_texts_do_not_matter(package: Path) -> None:
    texts, tensors = (code_fingerprint([part], package=package) for part in ("a", "b"))
    write(package, {"a/one.py": b"x = 1\r\ny = 2\r\n"})
    assert code_fingerprint(["a"], package=package) == texts
    write(package, {"a/one.py": b"x = 1\n\ny = 2\n"})
    assert code_fingerprint(["a"], package=package) != texts
    for name in ("b/graph.onnx", "b/words.safetensors"):
        write(package, {name: FILES[name].replace(b"\r\n", b"\n")})
        assert code_fingerprint(["b"], package=package) != tensors
        write(package, {name: FILES[name]})
    assert code_fingerprint(["b"], package=package) == tensors


@pytest.mark.parametrize("name", FILES)
def test_every_file_counts_by_its_bytes_its_name_and_its_being_there(
    package: Path, name: str
) -> None:
    parts, path = ["a", "b", "c.py"], package / name
    named = {code_fingerprint(parts, package=package)}
    write(package, {name: FILES[name] + b"#"})
    named.add(code_fingerprint(parts, package=package))
    path.unlink()
    named.add(code_fingerprint([part for part in parts if (package / part).exists()], (), package))
    if name != "c.py":
        write(package, {f"{name.rpartition('/')[0]}/renamed{path.suffix}": FILES[name]})
        named.add(code_fingerprint(parts, package=package))
    assert len(named) == 3 + (name != "c.py")


@given(st.integers(1, len(FILES["a/one.py"]) - 1))
def test_bytes_that_move_to_the_next_file_are_noticed(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    data = FILES["a/one.py"]
    package = tmp_path_factory.mktemp("package")
    write(package, {"a/1.py": data, "a/2.py": b""})
    whole = code_fingerprint(["a"], package=package)
    write(package, {"a/1.py": data[:cut], "a/2.py": data[cut:]})
    assert code_fingerprint(["a"], package=package) != whole


def test_other_files_do_not_count(package: Path) -> None:
    named = code_fingerprint(["a", "b"], package=package)
    write(package, {"a/README.md": b"read", "a/__pycache__/one.pyc": b"0", "d/six.py": b"6"})
    assert code_fingerprint(["a", "b"], package=package) == named


def test_every_suffix_in_the_program_counts_or_is_known_to_shape_nothing(package: Path) -> None:
    """A new format for data can't be left out in silence."""
    paths = [path for path in SOURCE.rglob("*") if path.is_file()]
    named = code_fingerprint(["a"], package=package)
    left_out = set()
    for suffix in {path.suffix for path in paths if path.parent.name != "__pycache__"}:
        write(package, {f"a/data{suffix}": b"new"})
        if code_fingerprint(["a"], package=package) == named:
            left_out.add(suffix)
        (package / f"a/data{suffix}").unlink()
    assert left_out == SHAPES_NOTHING


def test_a_folder_of_a_name_is_left_out_at_any_depth(package: Path) -> None:
    without = code_fingerprint(["a", "c.py"], ["*/questions"], package)
    assert without != code_fingerprint(["a", "c.py"], package=package)
    write(package, {"a/questions/three.py": b"", "a/deep/questions/four/five.py": b""})
    write(package, {"a/deep/er/questions/new.py": b""})
    assert code_fingerprint(["a", "c.py"], ["*/questions"], package) == without
    write(package, {"a/questions.py": b""})  # no folder
    assert code_fingerprint(["a", "c.py"], ["*/questions"], package) != without


def test_a_path_is_left_out_there_alone(package: Path) -> None:
    without = code_fingerprint(["a", "b"], ["a/questions", "b/words.tsv"], package)
    write(package, {"a/questions/three.py": b"", "b/words.tsv": b""})
    assert code_fingerprint(["a", "b"], ["a/questions", "b/words.tsv"], package) == without
    write(package, {"a/deep/questions/four/five.py": b""})
    assert code_fingerprint(["a", "b"], ["a/questions", "b/words.tsv"], package) != without
