"""The house keeps its rules: one adapter a library, pages that are true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import casc_qa

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "casc_qa"
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
    "trafilatura": {"loaders/html.py"},
    "charset_normalizer": {"loaders/encoding.py"},
    "pathspec": {"loaders/files.py"},
    "watchfiles": {"watching.py"},
    "lxml": {"loaders/html.py", "loaders/markup.py", "loaders/whole_html.py"},
    "pypdf": {"loaders/pdf.py"},
    "yaml": {"loaders/front_matter.py"},
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
