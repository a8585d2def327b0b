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
WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from casc_qa.cli import main
sys.exit(main(sys.argv[2:]))
"""


def brought() -> dict[str, str]:
    """Each library that only an extra brings, as it is imported, and the extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    lines = [(line.partition(">")[0], name) for name in USERS_EXTRAS for line in optional[name]]
    return {IMPORTED_AS.get(library, library): name for library, name in lines}


def extras_of(node: ast.With) -> set[str]:
    """The extras that a with statement names."""
    calls = [item.context_expr for item in node.items]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "extra"
        and isinstance(call.args[0], ast.Constant)
    }


def imports(node: ast.AST, within: frozenset[str] = frozenset()) -> Iterator[tuple[str, set[str]]]:
    """Every library that is imported while the program runs, with the extras named around it."""
    if isinstance(node, ast.With):
        within = within | extras_of(node)
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from ((alias.name.partition(".")[0], set(within)) for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module.partition(".")[0], set(within)
    for child in ast.iter_child_nodes(node):
        yield from imports(child, within)


def test_every_import_of_an_optional_library_names_its_extra() -> None:
    known, careless = brought(), []
    for path in SOURCE.rglob("*.py"):
        for library, named in imports(ast.parse(path.read_text(encoding="utf-8"))):
            if library in known and known[library] not in named:
                careless.append((path.relative_to(SOURCE).as_posix(), library))
    assert careless == []
    assert {"sklearn", "docx", "openpyxl", "mcp"} <= set(known)


def test_a_careless_import_is_seen() -> None:
    careful = "with extra('mcp'):\n    import mcp.server"
    assert list(imports(ast.parse(careful))) == [("mcp", {"mcp"})]
    assert list(imports(ast.parse("import mcp"))) == [("mcp", set())]
    assert list(imports(ast.parse("if TYPE_CHECKING:\n    import mcp"))) == []


@pytest.mark.parametrize("library", ["ir_measures", "jinja2", "scipy", "sklearn"])
def test_measuring_without_its_libraries_ends_before_anything_is_asked(
    library: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WITHOUT, library, "eval", str(CASC_QUESTIONS)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == f'casc-qa: This needs {library}: pip install "casc-qa[eval]".\n'
    assert list(tmp_path.iterdir()) == []


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
