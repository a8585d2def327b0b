"""No command loads what it does not use: loading is most of what a cold question costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
    "pandas",
    "gradio",
    "trafilatura",
    "sentencex",
    "ir_measures",
    "jinja2",
}
LISTED = """
import sys
from casc_qa.cli import main
try:
    main(sys.argv[1:])
finally:
    print("MODULES", *sorted(name for name in sys.modules if "." not in name))
"""
SERVED = """
import sys
from pathlib import Path
from casc_qa.config import Settings
from casc_qa.assistant import open_index
from casc_qa.web.application import application
from casc_qa.web.chat import chat
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


def test_a_question_loads_what_searches_and_encodes(built_index: Path) -> None:
    question = "Who funded the Gender and Human Rights Project?"
    used = loaded(LISTED, "ask", "--index", str(built_index), question)
    assert used == {"numpy", "faiss", "onnxruntime", "tokenizers"}


def test_inspecting_loads_no_model(built_index: Path) -> None:
    assert loaded(LISTED, "inspect", "--index", str(built_index)).isdisjoint(
        {"torch", "onnxruntime", "tokenizers"}
    )
