"""Where things are in the project."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "casc_qa"
CORPUS = ROOT / "corpus"
CASC_QUESTIONS = ROOT / "questions" / "casc.jsonl"
FORMATS_DATA = ROOT / "tests" / "data" / "formats"
