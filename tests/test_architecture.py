"""The house keeps its rules: one adapter a library, pages that are true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import casc_qa
from helpers.project import ROOT, SOURCE

# The only modules that may import these.
ADAPTERS = {
    "faiss": {"stores/faiss_store.py"},
    "bm25s": {"lexical.py"},
    "onnxruntime": {"embedding/onnx_runs.py"},
    "tokenizers": {"embedding/onnx_encoder.py"},
    "Stemmer": {"text/snowball.py"},
    "sentencex": {"text/boundaries.py"},
    "sentence_transformers": {"embedding/sentence_transformer.py"},
    "transformers": {"embedding/sentence_transformer.py"},
    "huggingface_hub": {"embedding/hub.py"},
    "torch": {"embedding/onnx_export.py", "embedding/sentence_transformer.py"},
    "safetensors": {"embedding/russian.py"},
    "trafilatura": {"loaders/formats/web/html.py"},
    "charset_normalizer": {"loaders/formats/encoding.py"},
    "pathspec": {"loaders/files.py"},
    "watchfiles": {"watching.py"},
    "lxml": {
        "loaders/formats/archives/markup.py",
        "loaders/formats/mail/whole_html.py",
        "loaders/formats/web/html.py",
    },
    "pypdf": {"loaders/formats/pdf/reader.py"},
    "yaml": {"loaders/formats/front_matter.py"},
    "filelock": {"disk.py"},
    "platformdirs": {"disk.py"},
    "gradio": {"web/chat.py", "web/application.py"},
    "fastapi": {"web/application.py"},
    "uvicorn": {"web/server.py", "web/protocol.py"},
    "tqdm": {"cli/progress.py"},
    "ir_measures": {"evaluation/rankings.py"},
    "jinja2": {"evaluation/report.py"},
    "fcntl": set(),
    "pickle": set(),
    "msgspec": {"small_files.py"},
}
MOST_LINES = 40  # of a function, from "def" to its last line
TESTS = ROOT / "tests"
OF_NO_MODULE = {"faults"}  # what no module could be held to alone
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "index" / "README.md"])


def imported(path: Path) -> set[str]:
    """Top names of everything that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_each_library_has_one_adapter() -> None:
    users: dict[str, set[str]] = {library: set() for library in ADAPTERS}
    for path in SOURCE.rglob("*.py"):
        for library in imported(path) & set(ADAPTERS):
            users[library].add(path.relative_to(SOURCE).as_posix())
    assert users == ADAPTERS


def test_every_module_is_in_the_architecture() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if path.name != "__init__.py" and path.name not in page
    ]
    assert missing == []


def tested(test: Path) -> Path:
    """The module, or the package, that a file of tests is about: the tests mirror the sources."""
    module = SOURCE / test.parent.relative_to(TESTS) / test.name.removeprefix("test_")
    return module if module.exists() else module.with_suffix("") / "__init__.py"


def test_every_test_stands_where_its_module_does() -> None:
    tests = [path for path in TESTS.rglob("test_*.py") if path.parent != TESTS]
    strays = [
        test.relative_to(TESTS).as_posix()
        for test in tests
        if test.relative_to(TESTS).parts[0] not in OF_NO_MODULE and not tested(test).exists()
    ]
    assert tests
    assert strays == []


def test_a_test_of_no_module_is_seen() -> None:
    assert tested(TESTS / "text" / "test_dates.py") == SOURCE / "text" / "dates.py"
    assert tested(TESTS / "web" / "test_guard.py") == SOURCE / "web" / "guard" / "__init__.py"
    assert not tested(TESTS / "text" / "test_nothing.py").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    broken = [
        link
        for link in links
        if not link.startswith(("http://", "https://")) and not (page.parent / link).exists()
    ]
    assert broken == []


def test_public_names_exist_and_are_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in casc_qa.__all__:
        assert (getattr(casc_qa, name).__doc__ or "").strip(), name
    for name in ("build_index", "open_index", "Scope"):
        assert f"casc_qa.{name}" in readme
    with pytest.raises(AttributeError):
        casc_qa.nothing  # noqa: B018


def test_every_option_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parser = (SOURCE / "cli" / "parser.py").read_text(encoding="utf-8")
    options = set(re.findall(r'"(--?[a-z]+)"', parser))
    assert {o for o in options if o not in readme} == set()


def test_the_corpus_folder_holds_documents_and_toml_alone() -> None:
    assert {path.suffix for path in (ROOT / "corpus").iterdir()} == {".txt", ".toml"}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module, those inside others too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def undocumented(node: ast.Module | ast.ClassDef, path: str) -> list[str]:
    """What is public in a module or a class and has no docstring, itself included."""
    missing = [] if ast.get_docstring(node) else [path]
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if each.name.startswith("_"):
                continue
            name = f"{path}:{each.name}" if isinstance(node, ast.Module) else f"{path}.{each.name}"
            if isinstance(each, ast.ClassDef):
                missing += undocumented(each, name)
            elif not ast.get_docstring(each):
                missing.append(name)
    return missing


def test_every_public_name_has_a_docstring() -> None:
    missing = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        missing += undocumented(tree, path.relative_to(SOURCE).as_posix())
    assert missing == []


def test_a_missing_docstring_is_seen() -> None:
    source = '''
"""A module."""
class Known:
    """A class."""
    @property
    def size(self): ...
    def _own(self): ...
class _Own:
    def any(self): ...
def known(): ...
'''
    assert undocumented(ast.parse(source), "m.py") == ["m.py:Known.size", "m.py:known"]


def test_no_function_is_longer_than_a_screen() -> None:
    longer = {
        f"{path.relative_to(SOURCE).as_posix()}:{node.name}": lines
        for path in SOURCE.rglob("*.py")
        for node in functions(path)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES
    }
    assert longer == {}
