"""No command loads what it does not use: loading is most of what a cold question costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "onnx",
    "onnxscript",
    "onnxruntime",
    "tokenizers",
    "faiss",
    "numpy",
    "bm25s",
    "scipy",
    "sklearn",
    "pandas",
    "gradio",
    "trafilatura",
    "sentencex",
    "ir_measures",
    "jinja2",
    "citeproc",
    "docx",
}
BROUGHT_BY_GRADIO = {"pandas", "jinja2", "pydantic"}
LISTED = """
import sys
from casc_qa.cli import main
try:
    main(sys.argv[1:])
finally:
    print("MODULES", *sorted(name for name in sys.modules if "." not in name))
"""


def loaded(code: str, *arguments: str) -> set[str]:
    """The heavy modules that a fresh interpreter holds in the end."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return HEAVY.intersection(done.stdout.rpartition("MODULES")[2].split())


def test_help_loads_nothing() -> None:
    assert loaded(LISTED, "--help") == set()


def test_the_server_listens_before_anything_heavy_is_loaded() -> None:
    code = "import sys, casc_qa.web.server; print('MODULES', *sys.modules)"
    assert loaded(code) == set()


def test_a_question_loads_what_searches_and_encodes(built_index: Path) -> None:
    question = "Who funded the Gender and Human Rights Project?"
    used = loaded(LISTED, "ask", "--index", str(built_index), question)
    assert used == {"numpy", "faiss", "onnxruntime", "tokenizers"}


def test_an_export_loads_what_its_format_needs(built_index: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.txt"
    questions.write_text("Who funded the Gender and Human Rights Project?\n")
    options = ("--index", str(built_index), "-o")
    asking = {"numpy", "faiss", "onnxruntime", "tokenizers"}
    assert loaded(LISTED, "export", str(questions), *options, str(tmp_path / "a.ris")) == asking
    used = loaded(LISTED, "export", str(questions), *options, str(tmp_path / "a.md"))
    assert used == asking | {"citeproc"}


def test_a_schema_is_printed_without_its_type() -> None:
    assert loaded(LISTED, "schema", "ask") == set()


def test_inspecting_loads_no_model(built_index: Path) -> None:
    assert loaded(LISTED, "inspect", "--index", str(built_index)).isdisjoint(
        {"torch", "onnxruntime", "tokenizers", "pydantic"}
    )


def test_checking_quotes_loads_no_model(built_index: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“funded by the Government of France”", encoding="utf-8")
    used = loaded(LISTED, "verify", "--index", str(built_index), str(draft))
    assert used == {"numpy", "faiss"}


def test_the_chat_loads_no_training_library(built_index: Path, tmp_path: Path) -> None:
    log = tmp_path / "imports.txt"
    command = [sys.executable, "-X", "importtime", "-m", "casc_qa", "serve", "--port", "0"]
    with log.open("w") as errors:
        server = subprocess.Popen(
            [*command, "--index", str(built_index)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[4]
            body = json.dumps(
                {"data": ["Who funded the Gender and Human Rights Project?"]}
            ).encode()
            headers = {"Content-Type": "application/json"}
            url = f"{address}/gradio_api/call/ask"
            event = json.load(urlopen(Request(url, body, headers)))["event_id"]
            assert "event: complete" in urlopen(f"{url}/{event}").read().decode()
        finally:
            server.terminate()
            server.wait()
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in log.open()}
    assert HEAVY & names - BROUGHT_BY_GRADIO == {
        "gradio",
        "numpy",
        "faiss",
        "onnxruntime",
        "tokenizers",
    }


@pytest.mark.parametrize("command", ["overview", "timeline"])
def test_looking_over_documents_loads_what_a_question_does(built_index: Path, command: str) -> None:
    used = loaded(LISTED, command, "--index", str(built_index), "the Bishkek training")
    assert used == {"numpy", "faiss", "onnxruntime", "tokenizers"}


def test_a_table_loads_what_a_question_does(built_index: Path) -> None:
    used = loaded(
        LISTED, "table", "Who took part?", "--index", str(built_index), "--doc", "bishkek"
    )
    assert used == {"numpy", "faiss", "onnxruntime", "tokenizers"}
