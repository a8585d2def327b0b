"""What needs a library that is not installed says in one line which extra brings it."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from casc_qa.errors import ExtraMissing
from casc_qa.system.extras import extra, require
from helpers.project import CASC_QUESTIONS, ROOT, SOURCE

# Where a library is imported by another name than it is installed by.
IMPORTED_AS = {
    "ir-measures": "ir_measures",
    "python-docx": "docx",
    "scikit-learn": "sklearn",
}
USERS_EXTRAS = ("docx", "eval", "mcp", "ocr", "xlsx")
# As if one library had never been installed.
WITHOUT = """
import sys

class Others:
    def __init__(self, finder):
        self._finder = finder
    def find_spec(self, name, path=None, target=None):
        is_missing = name.partition(".")[0] == sys.argv[1]
        return None if is_missing else self._finder.find_spec(name, path, target)

sys.meta_path = [Others(finder) for finder in sys.meta_path]
from casc_qa.cli import main
sys.exit(main(sys.argv[2:]))
"""
EVAL = ("eval", str(CASC_QUESTIONS))
# A command that needs each; wherever the program imports one of another extra, it gets a line here.
COMMANDS = [
    ("ir_measures", EVAL),
    ("jinja2", EVAL),
    ("scipy", EVAL),
    ("sklearn", EVAL),
    ("docx", ("export", "questions.txt", "-o", "answers.docx")),
    ("docx", ("table", "Who?", "-o", "table.docx", "--index", "INDEX")),
    ("openpyxl", ("table", "Who?", "-o", "table.xlsx", "--index", "INDEX")),
    ("mcp", ("mcp", "--index", "INDEX")),
]


def brought() -> dict[str, str]:
    """Each library that only an extra brings, as it is imported, and the extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    lines = [(line.partition(">")[0], name) for name in USERS_EXTRAS for line in optional[name]]
    return {IMPORTED_AS.get(library, library): name for library, name in lines}


def imported(node: ast.AST) -> Iterator[str]:
    """Every library that is imported while the program runs."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def test_every_optional_library_that_is_imported_has_a_command_here() -> None:
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        used.update(imported(ast.parse(path.read_text(encoding="utf-8"))))
    assert {library for library, _ in COMMANDS} == used & brought().keys()
    assert {"sklearn", "docx", "openpyxl", "mcp"} <= set(brought())


def test_an_import_for_types_alone_needs_nothing() -> None:
    assert list(imported(ast.parse("if True:\n    import mcp.server"))) == ["mcp"]
    assert list(imported(ast.parse("if TYPE_CHECKING:\n    import mcp"))) == []


@pytest.mark.parametrize(("library", "command"), COMMANDS)
def test_a_command_without_its_library_says_in_one_line_what_to_install(
    library: str, command: tuple[str, ...], tmp_path: Path, built_index: Path
) -> None:
    (tmp_path / "questions.txt").write_text("Who opened the school?\n")
    words = [str(built_index) if word == "INDEX" else word for word in command]
    typed = [sys.executable, "-c", WITHOUT, library, *words]
    run = subprocess.run(typed, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode in (1, 2)
    (line,) = run.stderr.splitlines()
    assert line.startswith("casc-qa: ")
    assert f"casc-qa[{brought()[library]}]" in line
    assert [path.name for path in tmp_path.iterdir()] == ["questions.txt"]


@pytest.mark.parametrize("library", sorted({library for library, _ in COMMANDS}))
def test_questions_are_answered_without_any_of_them(library: str, built_index: Path) -> None:
    typed = [sys.executable, "-c", WITHOUT, library, "ask", "What are the 4Ps?"]
    run = subprocess.run(
        [*typed, "--index", str(built_index)], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_what_is_missing_is_named() -> None:
    docx = pytest.raises(ExtraMissing, match=r'This needs nowhere: pip install "casc-qa\[docx\]"')
    with docx, extra("docx"):
        import nowhere.at.all  # noqa: F401
    with pytest.raises(ExtraMissing, match=r'This needs nowhere: pip install "casc-qa\[eval\]"'):
        require("eval", "json", "nowhere")
    require("eval", "json")


def test_a_module_of_our_own_that_is_missing_is_no_extra() -> None:
    with pytest.raises(ModuleNotFoundError), extra("docx"):
        import casc_qa.nowhere  # noqa: F401
